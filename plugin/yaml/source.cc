// SPDX-License-Identifier: GPL-2.0-or-later
#include "yaml/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "yaml/rules.h"

namespace container_app::yaml {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// The most that are reported: a binary file would give thousands of equal findings.
constexpr int kMostControlFindings = 20;

unsigned char Byte(char c) { return static_cast<unsigned char>(c); }

/// Bytes that may be the start of something refused. All others need only this one look.
constexpr std::array<bool, 256> kSuspects = [] {
  std::array<bool, 256> suspects{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    suspects[byte] = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f ||
                     byte == 0xc2 || byte == 0xe2 || byte == 0xef;
  }
  return suspects;
}();

Place PlaceOfByte(const SourceFile& file, std::size_t offset) {
  const std::string_view before = std::string_view(file.text).substr(0, offset);
  const std::size_t newline = before.rfind('\n');
  const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
  return {&file, 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')),
          1 + static_cast<int>(offset - begin)};
}

std::string NameOfControl(std::string_view text) {
  if (text.size() == 1) return fmt::format("0x{:02x}", Byte(text[0]));
  const unsigned lead = text.size() == 2 ? 0x1fu : 0x0fu;
  unsigned code = Byte(text[0]) & lead;
  for (const char c : text.substr(1)) code = code << 6 | (Byte(c) & 0x3fu);
  return fmt::format("U+{:04X}", code);
}

bool CheckControls(const SourceFile& file, Diagnostics* diagnostics) {
  const std::string_view text = WithoutMark(file);
  const std::size_t skipped = file.text.size() - text.size();
  int found = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kSuspects[Byte(text[i])]) continue;
    const std::size_t length = ControlLength(text.substr(i));
    if (length == 0) continue;
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    diagnostics->Report(PlaceOfByte(file, skipped + i), kYamlControlCharacter,
                        fmt::format("the file holds the control character {}",
                                    NameOfControl(text.substr(i, length))),
                        text[i] == '\r' ? "end each line with a newline alone" : "remove it");
    if (++found == kMostControlFindings) break;
    i += length - 1;
  }
  return found == 0;
}

}  // namespace

std::size_t ControlLength(std::string_view text) {
  if (text.empty()) return 0;
  const unsigned char first = Byte(text[0]);
  if (first < 0x20) return first == '\n' || first == '\t' ? 0 : 1;
  if (first == 0x7f) return 1;
  if (first == 0xc2 && text.size() > 1) return Byte(text[1]) < 0xa0 ? 2 : 0;
  const bool refused = text.starts_with("\u2028") || text.starts_with("\u2029") ||
                       text.starts_with(kByteOrderMark) || text.starts_with("\xef\xbf\xbe") ||
                       text.starts_with("\xef\xbf\xbf");
  return refused ? 3 : 0;
}

bool HoldsControl(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kSuspects[Byte(text[i])] && ControlLength(text.substr(i)) > 0) return true;
  }
  return false;
}

bool CheckText(const SourceFile& file, Diagnostics* diagnostics) {
  if (file.text.size() > kLargestFile) {
    return diagnostics->Report({&file, 0, 0}, kYamlTooLarge,
                               fmt::format("the file has {} bytes, more than the {} that are read",
                                           file.text.size(), kLargestFile),
                               "keep data out of the definition");
  }
  const std::size_t invalid = FirstInvalidUtf8(file.text);
  if (invalid != std::string_view::npos) {
    return diagnostics->Report(
        PlaceOfByte(file, invalid), kYamlNotUtf8,
        fmt::format("the byte 0x{:02x} is not UTF-8 text", Byte(file.text[invalid])),
        "save the file with the encoding UTF-8");
  }
  return CheckControls(file, diagnostics);
}

std::string_view WithoutMark(const SourceFile& file) {
  std::string_view text = file.text;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text;
}

Place PlaceOf(const SourceFile& file, const Spot& spot) {
  const std::string_view text = WithoutMark(file);
  if (spot.offset >= text.size()) return PlaceOfByte(file, file.text.size());
  const std::size_t mark_bytes = spot.line == 0 ? file.text.size() - text.size() : 0;
  return {&file, static_cast<int>(spot.line) + 1, static_cast<int>(spot.column + mark_bytes) + 1};
}

}  // namespace container_app::yaml
