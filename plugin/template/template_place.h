// SPDX-License-Identifier: GPL-2.0-or-later
// Offsets of a template as places for findings.
#pragma once

#include <algorithm>
#include <cstddef>

#include "base/diagnostics.h"

namespace container_app {

inline Place PlaceAt(const SourceFile& file, std::size_t offset) {
  offset = std::min(offset, file.text.size());
  const auto before = std::string_view(file.text).substr(0, offset);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  return {&file, static_cast<int>(lines) + 1, static_cast<int>(offset - line_begin) + 1};
}

}  // namespace container_app
