// SPDX-License-Identifier: GPL-2.0-or-later
// What a restart policy leads to, in words.
#pragma once

#include <string>
#include <vector>

#include "policy/restart.h"

namespace container_app {

/// Something that can happen, and what systemd does then.
struct Situation {
  std::string what;
  std::string then;
};
std::vector<Situation> RestartSituations(const RestartPolicy& policy);

/// The settings of the policy, as a paragraph.
std::string RestartSummary(const RestartPolicy& policy);

}  // namespace container_app
