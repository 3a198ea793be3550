// SPDX-License-Identifier: GPL-2.0-or-later
// A strict look at the text before yaml-cpp reads it. yaml-cpp accepts about a fifth of the files
// that Docker Compose's reader refuses: quotes that are never closed, a last line without ':',
// unknown directives. It also has no limit for nesting while it looks ahead.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "yaml/cursor.h"

namespace container_app::yaml {

/// The deepest level of nesting that is read.
constexpr std::size_t kDeepest = 64;

/// The most that are reported: a broken file could give a finding for each value.
constexpr std::size_t kMostFindings = 40;

/// A scalar of one line without escapes, without its quotes.
struct Skimmed {
  Spot spot;
  std::uint32_t length = 0;
  std::uint32_t masked_end = 0;  ///< The offset of its end in the text for yaml-cpp.
};

/// A scalar whose value ends with newlines, some of which yaml-cpp loses: it is quoted and its last
/// lines are empty, or begins with '>+'.
struct Tail {
  std::uint32_t offset;    ///< Of the quote that opens it, or the '>'.
  std::uint32_t newlines;  ///< How many the value ends with.
};

/// What is in the text and not in yaml-cpp's events.
struct Layout {
  std::vector<Spot> indicator_ends;   ///< Behind each `:`, `-` and `?`; an empty value is there.
  std::vector<std::uint32_t> masked;  ///< Offsets of single characters to change.
  std::vector<Skimmed> skimmed;
  std::vector<Tail> tails;
  std::size_t end = std::string::npos;  ///< Where the text ends, without blanks that mean nothing.
};

/// The text for yaml-cpp, and where it was shortened. Control characters mark what was changed: the
/// text has no others. Lines and indentation stay as they are.
/// - A short word replaces each text of one line: yaml-cpp takes 130 ns for each byte of them. It
///   also would end an unquoted one at a '?' within brackets, and read `null` like an empty value.
/// - A tab goes before an anchor or tag of a text of several lines: then yaml-cpp does not expect a
///   key there, and does not take the column of the anchor for the indentation of the text.
std::string Mask(const SourceFile& file, Layout* layout);
/// Restores the text of a scalar. True for a text of one line.
bool Unmask(const SourceFile& file, const Layout& layout, std::string* text);

/// Reports the first thing that is not well formed, and every alias without an anchor.
bool Scan(const SourceFile& file, Layout* layout, Diagnostics* diagnostics);

}  // namespace container_app::yaml
