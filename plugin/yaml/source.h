// SPDX-License-Identifier: GPL-2.0-or-later
// The text of a YAML file before it is parsed: which bytes may be in it, and where they are.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace container_app::yaml {

/// No definition is near this size; it bounds the memory that a hostile file can take.
constexpr std::size_t kLargestFile = std::size_t{1} << 20;

/// Length of the control character at the start of `text`, or 0. C0 without tab and LF, DEL, C1,
/// the Unicode line and paragraph separators (a line break for some YAML readers and none for
/// others), a byte order mark and the noncharacters U+FFFE and U+FFFF. `text` is well-formed UTF-8.
std::size_t ControlLength(std::string_view text);

/// True when any control character is in `text`.
bool HoldsControl(std::string_view text);

/// Reports a text that is too large, not UTF-8 or holds control characters; CR is one unless LF
/// follows.
bool CheckText(const SourceFile& file, Diagnostics* diagnostics);

/// The text without its byte order mark.
std::string_view WithoutMark(const SourceFile& file);

/// Turns what the parser counts (characters from 0, without the mark) into places (bytes from 1).
/// Amortised constant time for places asked for in the order of the file.
class Places {
 public:
  explicit Places(const SourceFile& file);
  Place At(std::size_t line, std::size_t character);

 private:
  const SourceFile& file_;
  std::string_view text_;
  std::size_t mark_bytes_;
  std::size_t last_line_;
  bool ascii_;
  std::vector<std::size_t> line_begins_;  // only for texts that are not ASCII
  std::size_t line_ = 0;
  std::size_t character_ = 0;
  std::size_t byte_ = 0;
};

}  // namespace container_app::yaml
