// SPDX-License-Identifier: GPL-2.0-or-later
// The state of an app, in a table: where each part of it lives, and how much can be lost at most.
#pragma once

#include <string>
#include <vector>

#include "base/table.h"
#include "policy/plan.h"

namespace container_app {

/// How much is lost at most. A crash is the sudden end of the app, of Docker or of the machine.
struct StateLoss {
  std::string crash;
  std::string stop;
  std::string upgrade;
  std::string remove;
  std::string purge;
};

/// A state, or data that a service writes although no state names it.
struct StateRow {
  std::string name;
  std::string state_class;
  std::string place;
  StateLoss loss;
  std::string note;  ///< A sentence below the table; may be empty.
};
std::vector<StateRow> StateRows(const Plan& plan);

/// The cells of a row, and the names of their columns.
TableRow CellsOf(const StateRow& row);
TableRow StateHead();

/// Where the data is, and that a purge leaves it.
std::string DataSentence(const Plan& plan);

/// The rows as a table for a terminal, and their notes. Control characters are shown as `\xNN`.
std::string StateTable(const Plan& plan);

}  // namespace container_app
