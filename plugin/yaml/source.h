// SPDX-License-Identifier: GPL-2.0-or-later
// The text of a YAML file before it is parsed: which bytes may be in it, and where they are.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/diagnostics.h"
#include "yaml/cursor.h"

namespace container_app::yaml {

/// Real definitions are far smaller. The limit bounds the memory that a hostile file can use.
constexpr std::size_t kLargestFile = std::size_t{1} << 20;

/// Length of the control character at the start of `text`, or 0. C0 without tab and LF, DEL, C1,
/// the Unicode line and paragraph separators (a line break for some YAML readers and not for
/// others), a byte order mark and the noncharacters U+FFFE and U+FFFF. `text` is well-formed UTF-8.
std::size_t ControlLength(std::string_view text);

/// True when any control character is in `text`.
bool HoldsControl(std::string_view text);

/// Reports a text that is too large, not UTF-8 or holds control characters; CR is one unless LF
/// follows.
bool CheckText(const SourceFile& file, Diagnostics* diagnostics);

/// The text without its byte order mark.
std::string_view WithoutMark(const SourceFile& file);

/// The place of a spot of WithoutMark(). A spot behind the end becomes the end.
Place PlaceOf(const SourceFile& file, const Spot& spot);

}  // namespace container_app::yaml
