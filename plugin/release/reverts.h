// SPDX-License-Identifier: GPL-2.0-or-later
// Commits that cancel out: a commit, and a later one that takes all of it back.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "release/history.h"

namespace container_app {

/// What has to be asked of the repository.
struct RevertQuestions {
  /// Whether `revert` takes back all that the others changed together, and changes nothing else.
  std::function<bool(const Commit& revert, const std::vector<const Commit*>& reverted)> takes_back;
  /// Of a hash that is none of the commits: `is not in this repository` or the like.
  std::function<std::string(const std::string& hash)> where;
};

struct CancelledCommits {
  /// For each commit the hash of the one it cancels out with; empty: it counts.
  std::vector<std::string> with;
  std::vector<std::string> notes;  ///< A sentence for each revert.
};

/// `commits` as git log prints them, none before those that come after it. The newest revert is
/// looked at first, so a revert of a revert brings back what was reverted. A revert counts as a
/// change of its own, and so does what it names, when it takes back a part only, or also changes
/// something else; and when what it names is not among the commits, or does not count.
CancelledCommits CancelReverts(const std::vector<Commit>& commits,
                               const RevertQuestions& questions);

/// The questions asked of git, where `commits` are those of `head`. An error of git is left in
/// `error`, which outlives them.
RevertQuestions AskGitOfReverts(const Repository& repository, const std::string& head,
                                std::string* error);

}  // namespace container_app
