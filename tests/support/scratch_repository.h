// SPDX-License-Identifier: GPL-2.0-or-later
// A real git repository with the history a test wants, made by one git fast-import.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/run_program.h"

namespace container_app {

/// Contents by path.
using Contents = std::map<std::string, std::string>;

class ScratchRepository {
 public:
  /// A commit on the branch `main`.
  void Commit(std::string_view message, const Contents& files);
  /// A merge into `main` of a branch that has one commit of its own.
  void Merge(std::string_view message, std::string_view brought, const Contents& files);
  /// A tag on the newest commit.
  void Tag(std::string_view name);
  /// A tag on a commit that another branch has above the newest one.
  void TagElsewhere(std::string_view name);
  /// `git revert` of these commits of `main`, in one commit.
  std::string Revert(const std::vector<std::string>& hashes);
  /// Makes all that and checks it out; what git complained of, or nothing.
  std::string Finish();
  /// The hash of the newest commit, which is made first.
  std::string Head();

  /// Runs git there; its result.
  ProgramResult Git(std::vector<std::string> arguments) const;
  std::string path() const { return folder_.path() + "/repository"; }
  /// Writes a file of the work tree.
  void Write(std::string_view name, std::string_view content) const;

 private:
  /// Adds it to what is to be made; its mark.
  std::string Add(std::string_view branch, std::string_view message,
                  const std::vector<std::string>& parents, const Contents& files);

  TemporaryFolder folder_;
  std::string stream_;
  std::string last_;  ///< Mark or hash of the newest commit of `main`.
  int mark_ = 0;
  bool begun_ = false;
};

/// A changelog with one entry; `berth (VERSION) DISTRIBUTION`.
std::string ChangelogOf(std::string_view version, std::string_view distribution,
                        std::string_view bullets = "  * Initial release.\n");

}  // namespace container_app
