// SPDX-License-Identifier: GPL-2.0-or-later
// Whether a release cycle is open: the version against the one that is published.
#pragma once

#include <string>

#include "base/diagnostics.h"
#include "release/decision.h"
#include "release/facts.h"
#include "release/release_policy.h"
#include "release/version.h"

namespace container_app {

/// The numbers of a version that was checked before.
ReleaseVersion VersionParts(const std::string& version);

/// Sets `cycle_open` of the decision and adds its reasons: what is published, where that was
/// learnt, what was passed over. Error `version-behind` for a version below what is published.
bool JudgeCycle(const Facts& facts, const ReleasePolicy& policy, Decision* decision,
                Diagnostics* diagnostics);

}  // namespace container_app
