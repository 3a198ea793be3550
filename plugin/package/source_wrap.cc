// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/source_wrap.h"

#include <algorithm>
#include <span>

#include "base/text.h"

namespace container_app {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

/// Two columns wide (Unicode's East_Asian_Width W and F, its smallest gaps closed).
constexpr Range kWide[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x23e9, 0x23ec},   {0x25fd, 0x25fe},
    {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26a1, 0x26a1},   {0x26aa, 0x26ab},
    {0x26bd, 0x26be},   {0x26c4, 0x26c5},   {0x26ce, 0x26ce},   {0x26d4, 0x26d4},
    {0x26ea, 0x26ea},   {0x26f2, 0x26f3},   {0x26f5, 0x26f5},   {0x26fa, 0x26fa},
    {0x26fd, 0x26fd},   {0x2705, 0x2705},   {0x270a, 0x270b},   {0x2728, 0x2728},
    {0x274c, 0x274c},   {0x274e, 0x274e},   {0x2753, 0x2755},   {0x2757, 0x2757},
    {0x2795, 0x2797},   {0x27b0, 0x27b0},   {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},
    {0x2b55, 0x2b55},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},   {0xa960, 0xa97c},
    {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff01, 0xff60},
    {0xffe0, 0xffe6},   {0x16fe0, 0x1b2fb}, {0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf},
    {0x1f18e, 0x1f19a}, {0x1f200, 0x1f320}, {0x1f32d, 0x1f64f}, {0x1f680, 0x1f6ff},
    {0x1f7e0, 0x1f7f0}, {0x1f90c, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd},
};

/// Shown on the character before them, or not at all.
constexpr Range kJoined[] = {
    {0x300, 0x36f}, {0x200b, 0x200f}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xe0100, 0xe01ef},
};

/// Letters of scripts that are written without blanks: a line may end before each of them.
constexpr Range kWithoutBlanks[] = {
    {0x2e80, 0x2fdf}, {0x3041, 0x3096}, {0x30a1, 0x30fa},
    {0x3400, 0x9fff}, {0xf900, 0xfaff}, {0x20000, 0x3fffd},
};

/// Brackets that must not end a line.
constexpr Range kOpening[] = {
    {0x3008, 0x3008}, {0x300a, 0x300a}, {0x300c, 0x300c}, {0x300e, 0x300e},
    {0x3010, 0x3010}, {0x3014, 0x3014}, {0xff08, 0xff08},
};

bool IsIn(std::span<const Range> ranges, char32_t c) {
  const auto range = std::find_if(ranges.begin(), ranges.end(),
                                  [c](const Range& candidate) { return c <= candidate.last; });
  return range != ranges.end() && c >= range->first;
}

/// Takes a character of well-formed UTF-8 off the front, as bytes and as its number.
std::string_view TakeCharacter(std::string_view* text, char32_t* number) {
  const auto lead = static_cast<unsigned char>(text->front());
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const std::string_view bytes = text->substr(0, length);
  *number = length == 1 ? lead : lead & (0x7fU >> length);
  for (const char byte : bytes.substr(1)) {
    *number = (*number << 6) | (static_cast<unsigned char>(byte) & 0x3fU);
  }
  text->remove_prefix(bytes.size());
  return bytes;
}

/// The parts of a word that may begin a line.
std::vector<std::string> Breakable(std::string_view word) {
  std::vector<std::string> parts;
  bool opened = false;
  while (!word.empty()) {
    char32_t number = 0;
    const std::string_view bytes = TakeCharacter(&word, &number);
    if (parts.empty() || (!opened && IsIn(kWithoutBlanks, number))) parts.emplace_back();
    parts.back() += bytes;
    opened = IsIn(kOpening, number);
  }
  return parts;
}

}  // namespace

std::size_t TerminalWidth(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    char32_t number = 0;
    TakeCharacter(&text, &number);
    width += IsIn(kJoined, number) ? 0 : IsIn(kWide, number) ? 2 : 1;
  }
  return width;
}

std::vector<std::string> WrapForTerminal(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  for (const std::string_view word : Split(text, ' ')) {
    if (word.empty()) continue;
    std::string_view between = " ";
    std::vector<std::string> parts{std::string(word)};
    if (TerminalWidth(word) > columns) parts = Breakable(word);
    for (const std::string& part : parts) {
      if (lines.empty() ||
          TerminalWidth(lines.back()) + between.size() + TerminalWidth(part) > columns) {
        lines.push_back(part);
      } else {
        lines.back().append(between).append(part);
      }
      between = "";
    }
  }
  return lines;
}

}  // namespace container_app
