// SPDX-License-Identifier: GPL-2.0-or-later
// Timelines in ASCII, which looks the same in every terminal.
#pragma once

#include <string>

#include "policy/restart.h"

namespace container_app {

/// Starts and windows of the policy, and its rounds of recovery, in 80 columns.
std::string DrawTimelines(const RestartPolicy& policy);

}  // namespace container_app
