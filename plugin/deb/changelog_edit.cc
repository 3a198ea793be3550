// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/changelog_edit.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "deb/changelog_sections.h"
#include "deb/rules.h"
#include "deb/version.h"

namespace container_app {
namespace {

/// Offset of the first byte of line `number` (from 1), which the text has.
std::size_t LineBegin(std::string_view text, int number) {
  std::size_t begin = 0;
  for (int line = 1; line < number; ++line) begin = text.find('\n', begin) + 1;
  return begin;
}

/// What both edits refuse. `top` is the entry at the top of `file`.
bool CheckAddition(const SourceFile& file, const ChangelogEntry& top,
                   const ChangelogEntry& addition, bool extends, Diagnostics* diagnostics) {
  const Place heading{&file, top.line, 1};
  const std::size_t end = file.text.find('\n', LineBegin(file.text, top.trailer_line));
  const std::string_view entry = std::string_view(file.text).substr(0, end);
  if (const std::size_t at = entry.find('\r'); at != std::string_view::npos) {
    const int line = 1 + static_cast<int>(std::count(entry.begin(), entry.begin() + at, '\n'));
    return diagnostics->Report({&file, line, 1}, kChangelogLineEnds,
                               "the top entry has lines that end in CR LF",
                               "end all lines with LF, as dos2unix(1) does");
  }
  if (!file.text.ends_with('\n')) {
    const int line = 1 + static_cast<int>(std::count(file.text.begin(), file.text.end(), '\n'));
    return diagnostics->Report({&file, line, 1}, kChangelogLineEnds, "the last line has no newline",
                               "end it with one");
  }
  if (top.source != addition.source) {
    return diagnostics->Report(heading, kChangelogSource,
                               fmt::format("this is the changelog of '{}'", top.source),
                               fmt::format("name the source package '{}' here as debian/control "
                                           "does",
                                           addition.source));
  }
  const int order = CompareVersions(addition.version, top.version);
  if (order < 0 || (order == 0 && !extends)) {
    return diagnostics->Report(
        {&file, top.line, static_cast<int>(top.source.size()) + 3}, kChangelogOrder,
        fmt::format("version {} is not above {}", addition.version, top.version),
        "a version never goes down; see which version the top entry should have");
  }
  if (addition.timestamp < top.timestamp) {
    return diagnostics->Report({&file, top.trailer_line, 1}, kChangelogDateOrder,
                               fmt::format("this is later than the date of the new entry, {}",
                                           FormatRfc5322Date(addition.timestamp)),
                               "fix the date, or the clock, or SOURCE_DATE_EPOCH");
  }
  return true;
}

/// The heading with another version and, unless empty, distribution and urgency.
std::string EditHeading(std::string_view line, const ChangelogEntry& addition) {
  const std::size_t open = line.find(" (") + 2;
  const std::size_t close = line.find(')');
  const std::size_t semicolon = line.find(';');
  std::string out = fmt::format("{}{}", line.substr(0, open), addition.version);
  if (addition.distribution.empty()) {
    out += line.substr(close, semicolon - close);
  } else {
    out += fmt::format(") {}", addition.distribution);
  }
  std::string pairs(line.substr(semicolon));
  if (addition.urgency.empty()) return out + pairs;
  // Keys may be in upper or lower case (deb-changelog(5)).
  const std::size_t key = LowerCase(pairs).find("urgency");
  if (key == std::string::npos) {
    const bool alone = Trim(std::string_view(pairs).substr(1)).empty();
    return out + fmt::format("; urgency={}", addition.urgency) +
           (alone ? "" : fmt::format(", {}", Trim(std::string_view(pairs).substr(1))));
  }
  const std::size_t begin = pairs.find('=', key) + 1;
  const std::size_t end = std::min(pairs.find(',', begin), pairs.size());
  return out + pairs.replace(begin, end - begin, addition.urgency);
}

/// Reads the new entry again: it contains text from options and the environment, which could break
/// it.
bool CheckWritten(const SourceFile& file, const ChangelogEntry& addition, const std::string& text,
                  Diagnostics* diagnostics) {
  const SourceFile written{file.path, text};
  ChangelogEntry top;
  Diagnostics wrong;
  if (!ParseTopChangelogEntry(written, &top, &wrong)) {
    const Finding& finding = wrong.findings().front();
    return diagnostics->ReportFile(
        file.path, kChangelogEntry,
        fmt::format("the new entry would be wrong: {} in '{}'", finding.what, finding.source_line),
        "fix distribution, urgency or maintainer");
  }
  const bool same = top.version == addition.version && top.maintainer == addition.maintainer &&
                    (addition.distribution.empty() || top.distribution == addition.distribution) &&
                    (addition.urgency.empty() || top.urgency == addition.urgency);
  return same ||
         diagnostics->ReportFile(file.path, kChangelogEntry,
                                 "a reader would not get from the new entry what was put into it",
                                 "fix distribution, urgency or maintainer");
}

}  // namespace

bool AddChangelogEntry(const SourceFile& file, const ChangelogEntry& addition, std::string* text,
                       Diagnostics* diagnostics) {
  ChangelogEntry top;
  if (!ParseTopChangelogEntry(file, &top, diagnostics) ||
      !CheckAddition(file, top, addition, false, diagnostics)) {
    return false;
  }
  const std::size_t begin = LineBegin(file.text, top.line);
  *text =
      file.text.substr(0, begin) + FormatChangelogEntry(addition) + "\n" + file.text.substr(begin);
  return CheckWritten(file, addition, *text, diagnostics);
}

bool ExtendChangelogEntry(const SourceFile& file, const ChangelogEntry& addition,
                          std::span<const std::string> dropped, std::string* text,
                          Diagnostics* diagnostics) {
  ChangelogEntry top;
  if (!ParseTopChangelogEntry(file, &top, diagnostics) ||
      !CheckAddition(file, top, addition, true, diagnostics)) {
    return false;
  }
  const std::string_view old = file.text;
  const std::size_t heading = LineBegin(old, top.line);
  const std::size_t heading_end = old.find('\n', heading);
  const std::size_t trailer = LineBegin(old, top.trailer_line);
  *text = fmt::format("{}{}\n{} -- {}  {}{}", old.substr(0, heading),
                      EditHeading(old.substr(heading, heading_end - heading), addition),
                      ExtendSections(top, addition, dropped), addition.maintainer,
                      FormatRfc5322Date(addition.timestamp), old.substr(old.find('\n', trailer)));
  return CheckWritten(file, addition, *text, diagnostics);
}

}  // namespace container_app
