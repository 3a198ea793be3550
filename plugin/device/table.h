// SPDX-License-Identifier: GPL-2.0-or-later
// Statuses for people.
#pragma once

#include <span>
#include <string>

#include "device/status.h"

namespace container_app {

/// A table with a line an app; with `verbose`, what a failed one wrote last is below its line.
/// Control characters are shown as `\xNN`.
std::string FormatTable(std::span<const AppStatus> apps, bool verbose);

/// The cell STATE: the state, and its details in parentheses.
std::string StateText(const AppStatus& app);

/// The cell NEXT, `-` where nothing comes next.
std::string NextText(const AppStatus& app);

}  // namespace container_app
