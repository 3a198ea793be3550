// SPDX-License-Identifier: GPL-2.0-or-later
// Tables for a terminal.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace container_app {

using TableRow = std::vector<std::string>;

/// The lines of a table, without newlines. All rows have the same number of cells. A column is as
/// wide as its widest cell, two blanks stand between columns, and no line ends with a blank.
/// Control characters are shown as `\xNN`.
std::vector<std::string> TableLines(std::span<const TableRow> rows);

/// A row whose cell `i` is wrapped at `columns[i]`, as the rows this makes.
std::vector<TableRow> WrapCells(const TableRow& row, std::span<const std::size_t> columns);

}  // namespace container_app
