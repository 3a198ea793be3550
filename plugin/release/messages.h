// SPDX-License-Identifier: GPL-2.0-or-later
// What messages of commits say: levels, and what they take back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "release/release_policy.h"

namespace container_app {

/// The first line of a message, without blanks around it.
std::string_view SubjectOf(std::string_view message);

/// The level a message calls for: `fix: …` patch, `feat: …` minor, `type!: …` and a line
/// `BREAKING CHANGE: …` major (Conventional Commits 1.0.0, rules 1 to 16); else none.
Level LevelOfMessage(std::string_view message);

/// A subject and the level it calls for.
struct LeveledSubject {
  Level level = Level::kNone;
  std::string subject;
};

/// The highest level of the lines below the subject, each taken as a subject, with or without `* `
/// or `- ` before it: so GitHub, GitLab and `git merge --squash` list the commits that they squash.
/// A line and a later `Revert "…"` of it count for nothing.
LeveledSubject LevelOfBody(std::string_view message);

/// What a message says it reverts.
struct Reverted {
  /// Hashes, maybe shortened, in lower case: `This reverts commit HASH`, `… commits HASH and HASH`.
  std::vector<std::string> hashes;
  /// Numbers of requests: `Reverts owner/name#12` (GitHub), `This reverts merge request !12`
  /// (GitLab). Only where no hash is named.
  std::vector<std::string> requests;
  /// The subject is `Revert "…"`, as git writes it.
  bool by_subject = false;
};
Reverted WhatIsReverted(std::string_view message);

/// True for the merge, or the squashed commit, of the request with this number.
bool IsOfRequest(std::string_view message, std::string_view number);

/// The hashes that `git cherry-pick -x` noted.
std::vector<std::string> CherryPickedFrom(std::string_view message);

}  // namespace container_app
