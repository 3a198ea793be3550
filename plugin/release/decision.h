// SPDX-License-Identifier: GPL-2.0-or-later
// How the version and the changelog have to change, and why. Nothing is written here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "release/changes.h"
#include "release/facts.h"
#include "release/release_policy.h"
#include "release/repository.h"

namespace container_app {

/// What a bump has to do.
enum class Action {
  kNothing,  ///< Every file stays as it is.
  kExtend,   ///< The version stays; the changelog gets the bullets.
  kRaise,    ///< The cycle is open and its version too low: version and changelog go up.
  kStart,    ///< The cycle is closed: a new version, a new entry at the top of the changelog.
};
std::string_view ActionName(Action action);  ///< `nothing`, `extend`, `raise`, `start`

struct Decision {
  Action action = Action::kNothing;
  /// For kRaise and kStart: the level that the changes of the cycle need.
  Level level = Level::kNone;
  std::string source;        ///< The source package, from the top of the changelog.
  std::string version;       ///< The version in the version file now.
  std::string next_version;  ///< The version it gets; same as `version` for kNothing and kExtend.
  /// For the top entry of the changelog, with epoch and revision.
  std::string changelog_version;
  /// True: the top entry is UNRELEASED; it gets `changelog_version` and the bullets at its end.
  /// False: a new entry goes above it.
  bool extends_top = false;
  /// A paragraph each, without bullet and line breaks. Those that an UNRELEASED top entry has
  /// already are left out; empty for kNothing.
  std::vector<Bullet> bullets;
  /// Bullets that the top entry loses, since what they tell was reverted before it was published.
  std::vector<std::string> dropped;
  std::string distribution;  ///< For the top entry, of the policy.
  std::string urgency;

  std::string released;  ///< Version of the latest published stable release, or empty.
  ReleasedFrom released_from = ReleasedFrom::kNothing;
  std::string released_name;  ///< The tag or the archive's file it was found in.
  bool cycle_open = false;    ///< VERSION is above the base of `released`.
  std::string changes;        ///< The reason among `reasons` that counts the changes.
  std::vector<std::string>
      reasons;  ///< One sentence for each answer, in the order they were found.
};

/// Decides from facts alone, without files and without git.
bool DecideFrom(const Facts& facts, const ReleasePolicy& policy, Decision* decision,
                Diagnostics* diagnostics);

/// Finds the facts and decides. False after an error; the decision then is not to be used.
bool Decide(const FileReader& files, const Repository& repository, const ReleasePolicy& policy,
            const DecisionOptions& options, Decision* decision, Diagnostics* diagnostics);

}  // namespace container_app
