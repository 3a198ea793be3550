// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/version_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "release/rules.h"

namespace container_app {
namespace {

constexpr std::string_view kCharacters =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.+~-";

/// No version is longer. It limits the work on a file that is not text.
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
  const std::size_t split = pattern.pattern.find(kVersionField);
  const std::string_view before = std::string_view(pattern.pattern).substr(0, split);
  const std::string_view after =
      std::string_view(pattern.pattern).substr(split + kVersionField.size());
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

bool ParseVersionFile(const SourceFile& file, std::string_view way_out, std::string* text,
                      ReleaseVersion* version, Diagnostics* diagnostics) {
  const auto refuse = [&](int line, int column, std::string what, std::string fix) {
    return diagnostics->Report({&file, line, column}, kVersionFile, std::move(what),
                               std::move(fix));
  };
  if (Trim(file.text).empty()) {
    return diagnostics->ReportFile(file.path, kVersionFile, "the file is empty",
                                   std::string(kVersionForm));
  }
  const std::string_view line = std::string_view(file.text).substr(0, file.text.find('\n'));
  if (line.ends_with('\r')) {
    return refuse(1, static_cast<int>(line.size()), "the line ends with CR LF",
                  fmt::format("sed -i 's/\\r$//' {}", file.path));
  }
  if (Trim(line) != line) {
    const std::size_t blank = line.find_first_of(" \t");
    return refuse(1, static_cast<int>(blank) + 1, "there is a blank beside the version",
                  "leave nothing but the version on the line");
  }
  if (line.size() == file.text.size()) {
    return refuse(1, static_cast<int>(line.size()) + 1, "the newline at the end is missing",
                  fmt::format("echo >>{}", file.path));
  }
  if (line.size() + 1 < file.text.size()) {
    return refuse(2, 1, "there is more than one line", "leave the version alone in the file");
  }
  std::string what;
  std::string fix;
  if (!ParseReleaseVersion(line, version, &what, &fix)) {
    return refuse(1, 1, what, fmt::format("{}; {}", fix, way_out));
  }
  *text = std::string(line);
  return true;
}

}  // namespace container_app
