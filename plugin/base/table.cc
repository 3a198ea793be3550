// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/table.h"

#include <algorithm>

#include "base/text.h"

namespace container_app {

std::vector<std::string> TableLines(std::span<const TableRow> rows) {
  std::vector<std::size_t> widths;
  for (const TableRow& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(ShowControls(row[i])));
    }
  }
  std::vector<std::string> lines;
  for (const TableRow& row : rows) {
    std::string& line = lines.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string cell = ShowControls(row[i]);
      line.append(cell).append(widths[i] - DisplayWidth(cell) + 2, ' ');
    }
    line.resize(line.find_last_not_of(' ') + 1);
  }
  return lines;
}

std::vector<TableRow> WrapCells(const TableRow& row, std::span<const std::size_t> columns) {
  std::vector<TableRow> rows;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::vector<std::string> lines = Wrap(row[i], columns[i]);
    while (rows.size() < lines.size()) rows.emplace_back(row.size());
    for (std::size_t line = 0; line < lines.size(); ++line) rows[line][i] = lines[line];
  }
  return rows;
}

}  // namespace container_app
