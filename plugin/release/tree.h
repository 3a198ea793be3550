// SPDX-License-Identifier: GPL-2.0-or-later
// Files of the work tree or of a commit, and the version they have.
#pragma once

#include <string>

#include "base/diagnostics.h"
#include "base/files.h"
#include "deb/changelog.h"
#include "release/release_policy.h"
#include "release/repository.h"
#include "release/version.h"

namespace container_app {

/// Files of the work tree, or of a commit, by their paths below the top.
class Tree {
 public:
  /// `commit` is a hash; empty: the work tree.
  Tree(const FileReader& files, const Repository& repository, std::string commit)
      : files_(files), repository_(repository), commit_(std::move(commit)) {}

  /// False with a sentence in `error`; `file->path` is `path`.
  bool Read(const std::string& path, SourceFile* file, std::string* error) const;

 private:
  const FileReader& files_;
  const Repository& repository_;
  std::string commit_;
};

/// The version and the top of the changelog.
struct TreeVersion {
  std::string version;  ///< Of the version file; without such a file, of the changelog.
  ReleaseVersion parts;
  ChangelogEntry top;
  SourceFile version_file;
  SourceFile changelog;
};

/// Reads both. Errors: `version-file`, those of ParseTopChangelogEntry(), `io-error`.
bool ReadTreeVersion(const Tree& tree, const ReleasePolicy& policy, TreeVersion* current,
                     Diagnostics* diagnostics);

/// The bullets of an entry, each as one paragraph with single blanks.
std::vector<std::string> BulletsOf(const ChangelogEntry& entry);

/// Those of all entries at the top whose versions are above `version` (without epoch and revision);
/// empty: of all entries.
std::vector<std::string> BulletsSince(const SourceFile& changelog, const std::string& version);

}  // namespace container_app
