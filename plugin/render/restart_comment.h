// SPDX-License-Identifier: GPL-2.0-or-later
// The restart policy in the comment of a unit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/restart.h"

namespace container_app {

/// The lines of the comment, without `# `: when the unit is failed, how often it may restart,
/// recovery, and the commands that start it again by hand.
std::vector<std::string> RestartComment(const RestartPolicy& policy, std::string_view unit);

}  // namespace container_app
