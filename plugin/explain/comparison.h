// SPDX-License-Identifier: GPL-2.0-or-later
// What is different between two versions of an app, in words.
#pragma once

#include <string>
#include <vector>

#include "policy/plan.h"

namespace container_app {

/// What one version says of a subject and the other does not.
struct SubjectChange {
  std::string subject;              ///< "Ports", "Restart"…
  std::vector<std::string> before;  ///< Only said of the old one, in its order.
  std::vector<std::string> now;     ///< Only said of the new one.
};

/// The subjects with a change: version, relations, services, ports, variables, files, state and
/// restart.
std::vector<SubjectChange> CompareApps(const Plan& before, const Plan& now);

/// The changes for a terminal: `- ` before what was, `+ ` before what is. Control characters are
/// shown as `\xNN`.
std::string ChangesText(const std::vector<SubjectChange>& changes);

}  // namespace container_app
