// SPDX-License-Identifier: GPL-2.0-or-later
// The record of a bump that is being carried out, as text: a line of numbers for each file, then
// its path and contents. Its file and its first line say "journal": an older program may have left
// one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace container_app {

/// One file: what it holds before and after.
struct FileChange {
  std::string path;  ///< Absolute.
  bool existed = true;
  std::string before;
  std::string after;
};

std::string FormatBumpRecord(const std::vector<FileChange>& changes);

/// False when `text` is not a whole record.
bool ParseBumpRecord(std::string_view text, std::vector<FileChange>* changes);

}  // namespace container_app
