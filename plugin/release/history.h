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
  std::string author;  ///< The name.
  std::string message;
  std::vector<std::string> paths;  ///< Changed against the first parent.
  bool before_base = false;        ///< It was there before the changes that are asked for.

  std::string_view subject() const;
};

/// As many characters of a hash as messages show.
inline std::string ShortHash(const std::string& hash) { return hash.substr(0, 10); }

/// A step of the branch: a commit on it, or a merge with all that it brought.
struct Change {
  std::string hash;
  std::string title;  ///< The subject, or what a merge says it merges.
  std::vector<std::string>
      subjects;  ///< Of its commits that are not merges; of a plain commit, its own.
  /// Who made it; of a merge whoever made all that it brought, or else who merged.
  std::string author;
  std::vector<std::string> hashes;  ///< Of all its commits.
  std::vector<std::string> paths;   ///< Changed by the step as a whole.
  Level level = Level::kNone;       ///< The highest its messages call for.
  std::string level_subject;        ///< The subject that does so.
  /// A line of its body that calls for a higher level, and does not count.
  std::string unread_subject;
  bool before_base =
      false;  ///< It is of this cycle, but not one of the changes that are asked for.
  /// The hash of the commit that it cancels out with; empty: it counts (release/reverts.h).
  std::string cancelled_with;
};

/// The hash of the commit that `reference` names. Error `git-reference` when there is no such
/// commit.
bool ResolveCommit(const Repository& repository, std::string_view option,
                   const std::string& reference, std::string* hash, Diagnostics* diagnostics);

/// The newest commit that two hashes have in common; `name` is what the user calls the base. Errors
/// `git-shallow` and `git-reference` when there is none.
bool FindForkOf(const Repository& repository, const std::string& name, const std::string& base,
                const std::string& head, std::string* fork, Diagnostics* diagnostics);

/// Which part of the history is read.
struct HistoryRange {
  std::string base;  ///< A hash: changes are those since here; empty: since the first commit.
  std::string head;  ///< A hash: changes are those up to here.
  /// A hash before `base`: what came since then is read, too, with `before_base`, since later
  /// changes may revert it. Empty: nothing more is read.
  std::string cycle;
  bool read_squash_bodies = false;  ///< As Squash-Body of the policy says.
};

struct History {
  std::vector<Change> changes;
  std::vector<std::string> notes;  ///< A sentence for each revert.
};

/// Steps of the first-parent line, the oldest first. A commit reached in two ways belongs to the
/// oldest step that brought it.
bool ReadChanges(const Repository& repository, const HistoryRange& range, History* history,
                 Diagnostics* diagnostics);

/// The same of commits as git log prints them, the newest first, each with the hash of the one that
/// it cancels out with, or an empty text.
std::vector<Change> StepsOf(const std::vector<Commit>& commits,
                            const std::vector<std::string>& cancelled_with,
                            const HistoryRange& range);

}  // namespace container_app
