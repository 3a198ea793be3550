// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/versioned_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "release/rules.h"

namespace container_app {
namespace {

constexpr std::string_view kVersion = "{version}";
constexpr std::string_view kCharacters =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.+~-";

/// No version is longer; it bounds the work on a file that is none of text.
constexpr std::size_t kLongest = 256;

/// How long the version at `begin` is, when what follows it is `after`; else 0. A pattern that ends
/// with the version takes all of it.
std::size_t Length(std::string_view text, std::size_t begin, std::string_view after) {
  const std::string_view rest = text.substr(begin, kLongest);
  const std::size_t longest = std::min(rest.find_first_not_of(kCharacters), rest.size());
  if (longest == 0 || rest[0] < '0' || rest[0] > '9') return 0;
  for (std::size_t length = longest; length > 0; --length) {
    if (text.substr(begin + length).starts_with(after)) return length;
  }
  return 0;
}

}  // namespace

Place PlaceOf(const SourceFile& file, std::size_t offset) {
  const std::string_view before = std::string_view(file.text).substr(0, offset);
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  return {&file, static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
          static_cast<int>(offset - line_begin) + 1};
}

bool FindVersion(const SourceFile& file, const VersionedFile& pattern, std::size_t* offset,
                 std::string* version, Diagnostics* diagnostics) {
  const std::size_t split = pattern.pattern.find(kVersion);
  const std::string_view before = std::string_view(pattern.pattern).substr(0, split);
  const std::string_view after = std::string_view(pattern.pattern).substr(split + kVersion.size());
  const std::string_view text = file.text;
  std::size_t found = 0;
  for (std::size_t at = text.find(before); at != std::string_view::npos && at < text.size();
       at = text.find(before, at + 1)) {
    const std::size_t begin = at + before.size();
    const std::size_t length = begin < text.size() ? Length(text, begin, after) : 0;
    if (length == 0) continue;
    if (++found > 1) {
      return diagnostics->Report(PlaceOf(file, begin), kVersionPattern,
                                 fmt::format("the pattern '{}' fits here, too", pattern.pattern),
                                 "write more of what stands around the version");
    }
    *offset = begin;
    *version = std::string(text.substr(begin, length));
    if (before.empty()) at = begin + length - 1;
  }
  if (found == 1) return true;
  return diagnostics->Report(pattern.place, kVersionPattern,
                             fmt::format("the pattern fits nothing in {}", file.path),
                             "write what stands around the version there");
}

}  // namespace container_app
