// SPDX-License-Identifier: GPL-2.0-or-later
// Which changes need a release, and their bullets in the changelog.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "release/history.h"
#include "release/release_policy.h"

namespace container_app {

/// The first file of a change that needs a release; empty when no file of it does.
std::string AffectingPath(const ReleasePolicy& policy, const Change& change);

/// Text of a commit as a line of a changelog: one blank between words, controls shown, UTF-8.
std::string OneLine(std::string_view text);

/// The bullets of changes: the title of each, or all subjects of one without a title.
std::vector<std::string> BulletsOf(const std::vector<const Change*>& changes);

}  // namespace container_app
