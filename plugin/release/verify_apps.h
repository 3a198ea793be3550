// SPDX-License-Identifier: GPL-2.0-or-later
// Apps of a repository, each with a version of its own in its metadata.yaml.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "release/release_policy.h"
#include "release/tree.h"

namespace container_app {

/// Names each app with a file among `paths`, other than documents, whose version did not rise from
/// one tree to the other (`app-version`). Values count, not files: one whose metadata.yaml changed
/// otherwise is named, too. New and removed apps are passed over.
bool VerifyApps(const ReleasePolicy& policy, const std::vector<std::string>& paths,
                const Tree& before, const Tree& after, Diagnostics* diagnostics);

}  // namespace container_app
