// SPDX-License-Identifier: GPL-2.0-or-later
// What a person asks about an app before it is installed: its services, ports, variables and
// places.
#pragma once

#include <string>
#include <vector>

#include "base/table.h"
#include "policy/plan.h"

namespace container_app {

/// A table of the overview. `none` is said where it has no rows.
struct OverviewTable {
  std::string title;
  TableRow head;
  std::vector<TableRow> rows;
  std::string none;
};

/// As it is right after the installation; a value that is not known before is told in words.
std::vector<OverviewTable> OverviewTables(const Plan& plan);

/// The tables for a terminal. Control characters are shown as `\xNN`.
std::string OverviewText(const Plan& plan);

}  // namespace container_app
