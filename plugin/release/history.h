// SPDX-License-Identifier: GPL-2.0-or-later
// What was committed since a release: the changes of a repository, each with its files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "release/release_policy.h"
#include "release/repository.h"

namespace container_app {

struct Commit {
  std::string hash;
  std::vector<std::string> parents;
  std::string message;
  std::vector<std::string> paths;  ///< Changed against the first parent.

  std::string_view subject() const;
};

/// A step of the branch: a commit on it, or a merge with all that it brought.
struct Change {
  std::string hash;
  std::string title;  ///< The subject, or what a merge says it merges.
  std::vector<std::string>
      subjects;  ///< Of its commits that are not merges; of a plain commit, its own.
  std::vector<std::string> paths;  ///< Changed by the step as a whole.
  Level level = Level::kNone;      ///< The highest its messages call for.
  std::string level_subject;       ///< The subject that does so.
};

/// The hash of the commit that `reference` names. Error `git-reference` when there is no such
/// commit.
bool ResolveCommit(const Repository& repository, std::string_view option,
                   const std::string& reference, std::string* hash, Diagnostics* diagnostics);

/// The newest commit that two hashes have in common; `name` is what the user calls the base. Errors
/// `git-shallow` and `git-reference` when there is none.
bool FindForkOf(const Repository& repository, const std::string& name, const std::string& base,
                const std::string& head, std::string* fork, Diagnostics* diagnostics);

/// Steps of the first-parent line from `base` (a hash; empty: from the first commit) to `head`, the
/// oldest first. A commit reached in two ways belongs to the oldest step that brought it.
bool ReadChanges(const Repository& repository, const std::string& base, const std::string& head,
                 std::vector<Change>* changes, Diagnostics* diagnostics);

/// The level a message calls for: `fix: …` patch, `feat: …` minor, `type!: …` and a line
/// `BREAKING CHANGE: …` major (Conventional Commits 1.0.0, rules 1 to 16); else none.
Level LevelOfMessage(std::string_view message);

}  // namespace container_app
