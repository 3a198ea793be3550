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
  std::string since;  ///< What the changes are counted from; empty: there is nothing.
  std::vector<Change> changes;
  std::optional<Level> level;  ///< Given, not found.
};

bool DecideFrom(const Facts& facts, const ReleasePolicy& policy, Decision* decision,
                Diagnostics* diagnostics);

}  // namespace container_app
