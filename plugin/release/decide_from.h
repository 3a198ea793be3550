// SPDX-License-Identifier: GPL-2.0-or-later
// The decision itself: a function of what was found, without files and without git.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "release/decision.h"
#include "release/history.h"
#include "release/published.h"
#include "release/state.h"

namespace container_app {

/// All that a decision depends on, beside the policy.
struct Facts {
  VersionState state;
  std::vector<KnownBuild> builds;  ///< Of tags and archive.
  std::optional<KnownBuild> released;
  ReleasedFrom released_from = ReleasedFrom::kNothing;
  std::string since;  ///< What the changes are counted from, for the reasons.
  std::vector<Change> changes;
  std::optional<Level> level;  ///< Given, not found.
};

bool DecideFrom(const Facts& facts, const ReleasePolicy& policy, Decision* decision,
                Diagnostics* diagnostics);

/// The first of a change's files that a release has to be made for; empty when there is none.
std::string AffectingPath(const ReleasePolicy& policy, const Change& change);

/// The bullets of changes: the title of each, or all subjects of one without a title.
std::vector<std::string> BulletsOf(const std::vector<const Change*>& changes);

/// The next revision of `version` that no build has, and in `why` how that is known. `top` is the
/// changelog's top entry; UNRELEASED it counts for nothing.
std::uint64_t NextRevision(const std::vector<KnownBuild>& builds, const std::string& version,
                           const ChangelogEntry& top, std::string* why);

}  // namespace container_app
