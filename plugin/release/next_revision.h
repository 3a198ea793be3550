// SPDX-License-Identifier: GPL-2.0-or-later
// The number of the next build of a version.
#pragma once

#include <cstdint>
#include <string>

#include "base/diagnostics.h"
#include "base/files.h"
#include "release/facts.h"

namespace container_app {

/// The revision for a build of the head commit, and in `why` how it is known: that of a prerelease
/// tag the commit has already, else the next one that neither tags nor the archive have. Error
/// `release-overtaken` when a later commit or a higher version is released.
bool FindNextRevision(const FileReader& files, const Repository& repository,
                      const ReleasePolicy& policy, const DecisionOptions& options,
                      std::uint64_t* revision, std::string* why, Diagnostics* diagnostics);

}  // namespace container_app
