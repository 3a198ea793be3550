// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/changelog.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iterator>

#include "base/text.h"
#include "deb/changelog_sections.h"
#include "deb/names.h"
#include "deb/rules.h"
#include "deb/version.h"

namespace container_app {
namespace {

constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::int64_t kDaySeconds = 86400;
constexpr std::size_t kChangeColumns = 76;  // 80 without the bullet's indentation

std::string_view TakeWord(std::string_view* text) {
  *text = Trim(*text);
  const std::size_t end = std::min(text->find_first_of(" \t"), text->size());
  const std::string_view word = text->substr(0, end);
  text->remove_prefix(end);
  return word;
}

bool ToNumber(std::string_view text, int* number) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), *number);
  return code == std::errc() && end == text.data() + text.size() && !text.starts_with('-');
}

bool ParseClock(std::string_view text, int* seconds) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return false;
  if (!ToNumber(text.substr(0, 2), &hour) || !ToNumber(text.substr(3, 2), &minute) ||
      !ToNumber(text.substr(6, 2), &second)) {
    return false;
  }
  *seconds = hour * 3600 + minute * 60 + second;
  return hour < 24 && minute < 60 && second <= 60;
}

bool ParseZone(std::string_view text, int* seconds) {
  int hours = 0;
  int minutes = 0;
  if (text.size() != 5 || (text[0] != '+' && text[0] != '-')) return false;
  if (!ToNumber(text.substr(1, 2), &hours) || !ToNumber(text.substr(3, 2), &minutes)) return false;
  *seconds = (hours * 3600 + minutes * 60) * (text[0] == '-' ? -1 : 1);
  return hours < 15 && minutes < 60;
}

bool IsSkipped(std::string_view line) { return Trim(line).empty() || line.starts_with('#'); }

bool IsNameCharacter(char c, std::string_view others) {
  return IsAlphanumeric(c) || others.find(c) != std::string_view::npos;
}

bool IsName(std::string_view text, std::string_view others) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [&](char c) { return IsNameCharacter(c, others); });
}

/// What dpkg would call wrong in one pair of a heading, or empty. `seen` has the keys before it.
std::string JudgePair(const std::string& key, std::string_view value,
                      std::vector<std::string>* seen) {
  if (!IsName(key, "-") || value.empty()) return "this is not 'key=value'";
  if (std::find(seen->begin(), seen->end(), key) != seen->end()) {
    return fmt::format("'{}' is given twice", key);
  }
  seen->push_back(key);
  if (key == "urgency") {
    const std::string_view word = value.substr(0, value.find_first_of(" \t"));
    return IsName(word, "-") ? "" : fmt::format("'{}' is not a valid urgency", value);
  }
  if (key == "binary-only") return value == "yes" ? "" : "binary-only can only be 'yes'";
  // X[BCS]-Field: a field of the user's own.
  const std::size_t dash = key.find('-');
  if (key.starts_with("x") && dash != std::string::npos && dash > 1 &&
      key.find_first_not_of("bcs", 1) == dash) {
    return "";
  }
  return fmt::format("dpkg does not know '{}' here", key);
}

/// `key=value, …` from the byte `begin` of a heading.
bool ParseHeadingPairs(const Place& place, std::string_view line, std::size_t begin,
                       ChangelogEntry* entry, Diagnostics* diagnostics) {
  std::vector<std::string> seen;
  if (Trim(line.substr(begin)).empty()) return true;
  for (const std::string_view pair : Split(line.substr(begin), ',')) {
    const std::string_view trimmed = Trim(pair);
    const std::size_t equals = std::min(trimmed.find('='), trimmed.size());
    const std::string key = LowerCase(trimmed.substr(0, equals));
    const std::string_view value =
        equals < trimmed.size() ? Trim(trimmed.substr(equals + 1)) : std::string_view();
    const std::string wrong = JudgePair(key, value, &seen);
    if (!wrong.empty()) {
      const auto column = static_cast<int>(trimmed.data() - line.data()) + 1;
      return diagnostics->Report({place.file, place.line, column}, kChangelogHeading, wrong,
                                 "write 'urgency=medium'");
    }
    if (key == "urgency") entry->urgency = std::string(value);
  }
  return true;
}

/// `source (version) distribution…; key=value, …`
bool ParseHeading(const Place& place, std::string_view line, ChangelogEntry* entry,
                  Diagnostics* diagnostics) {
  const std::size_t open = line.find(" (");
  const std::size_t close = line.find(')');
  const std::size_t semicolon = line.find(';');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open ||
      semicolon == std::string_view::npos || semicolon < close) {
    return diagnostics->Report(place, kChangelogHeading,
                               "this is not the heading of a changelog entry",
                               "write 'source (version) distribution; urgency=medium'");
  }
  entry->source = std::string(line.substr(0, open));
  entry->version = std::string(line.substr(open + 2, close - open - 2));
  std::string why;
  if (!CheckPackageName(entry->source, &why)) {
    return diagnostics->Report(
        place, kChangelogHeading,
        fmt::format("'{}' is not a valid source package name: {}", entry->source, why));
  }
  Version parts;
  if (!ParseVersion(entry->version, &parts, &why)) {
    return diagnostics->Report({place.file, place.line, static_cast<int>(open) + 3},
                               kChangelogVersion,
                               fmt::format("'{}' is not a valid version: {}", entry->version, why));
  }
  std::string_view distributions = line.substr(close + 1, semicolon - close - 1);
  for (std::string_view word; !(word = TakeWord(&distributions)).empty();) {
    if (!IsName(word, "-+.")) {
      return diagnostics->Report(
          {place.file, place.line, static_cast<int>(word.data() - line.data()) + 1},
          kChangelogHeading, fmt::format("'{}' is not a valid distribution", word),
          "write the name of one, such as unstable, or UNRELEASED");
    }
    entry->distribution.append(entry->distribution.empty() ? "" : " ").append(word);
  }
  if (entry->distribution.empty()) {
    return diagnostics->Report(place, kChangelogHeading, "the distribution is missing");
  }
  return ParseHeadingPairs(place, line, semicolon + 1, entry, diagnostics);
}

/// ` -- Name <address>  date`
bool ParseTrailer(const Place& place, std::string_view line, ChangelogEntry* entry,
                  Diagnostics* diagnostics) {
  const std::size_t end = line.find(">  ");
  if (end == std::string_view::npos || line.find('<') > end) {
    return diagnostics->Report(place, kChangelogTrailer, "this is not the trailer of an entry",
                               "write ' -- Name <address>  Thu, 01 Jan 1970 00:00:00 +0000'");
  }
  entry->maintainer = std::string(Trim(line.substr(4, end - 3)));
  entry->date = std::string(Trim(line.substr(end + 1)));
  if (ParseRfc5322Date(entry->date, &entry->timestamp)) return true;
  return diagnostics->Report({place.file, place.line, static_cast<int>(end) + 4}, kChangelogDate,
                             fmt::format("'{}' is not a valid date", entry->date),
                             "write it as 'date -R' does");
}

}  // namespace

bool ParseTopChangelogEntry(const SourceFile& file, ChangelogEntry* entry,
                            Diagnostics* diagnostics) {
  *entry = ChangelogEntry();
  int number = 0;
  for (const std::string_view line : Split(file.text, '\n')) {
    ++number;
    const Place place{&file, number, 1};
    if (entry->line == 0) {
      if (IsSkipped(line)) continue;
      entry->line = number;
      if (!ParseHeading(place, line, entry, diagnostics)) return false;
    } else if (line.starts_with(" -- ")) {
      entry->trailer_line = number;
      if (!ParseTrailer(place, line, entry, diagnostics)) return false;
      return std::any_of(entry->changes.begin(), entry->changes.end(),
                         [](const std::string& change) { return !Trim(change).empty(); }) ||
             diagnostics->Report(place, kChangelogEntry, "the entry above has no change",
                                 "write one as '  * What was done.'");
    } else if (Trim(line).empty() || line.starts_with("  ")) {
      entry->changes.emplace_back(line);
    } else {
      return diagnostics->Report(place, kChangelogEntry,
                                 "a line of an entry starts with two blanks");
    }
  }
  return diagnostics->ReportFile(
      file.path, kChangelogEntry,
      entry->line == 0 ? "there is no entry" : "the entry has no trailer");
}

std::string FormatChangelogChanges(std::span<const std::string> changes) {
  std::string out;
  for (const std::string& change : changes) {
    std::string_view lead = "  * ";
    for (const std::string& line : Wrap(change, kChangeColumns)) {
      out.append(lead).append(line).append("\n");
      lead = "    ";
    }
  }
  return out;
}

std::string FormatChangelogEntry(const ChangelogEntry& entry) {
  std::string out = fmt::format("{} ({}) {}; urgency={}\n\n", entry.source, entry.version,
                                entry.distribution, entry.urgency);
  out += FormatSections(entry);
  out += fmt::format("\n -- {}  {}\n", entry.maintainer, FormatRfc5322Date(entry.timestamp));
  return out;
}

std::string FormatRfc5322Date(std::int64_t timestamp) {
  using std::chrono::days;
  const std::int64_t day = timestamp / kDaySeconds - (timestamp % kDaySeconds < 0 ? 1 : 0);
  const std::int64_t second = timestamp - day * kDaySeconds;
  const std::chrono::sys_days date{days{day}};
  const std::chrono::year_month_day parts{date};
  return fmt::format(
      "{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000", kDays[std::chrono::weekday{date}.c_encoding()],
      static_cast<unsigned>(parts.day()), kMonths[static_cast<unsigned>(parts.month()) - 1],
      static_cast<int>(parts.year()), second / 3600, second / 60 % 60, second % 60);
}

bool ParseRfc5322Date(std::string_view text, std::int64_t* timestamp) {
  std::string_view word = TakeWord(&text);
  if (word.ends_with(',')) {
    // A wrong day of the week is only a warning in dpkg, so it is accepted here.
    const std::string_view weekday = word.substr(0, word.size() - 1);
    if (std::find(std::begin(kDays), std::end(kDays), weekday) == std::end(kDays)) return false;
    word = TakeWord(&text);
  }
  int day = 0;
  int year = 0;
  int clock = 0;
  int zone = 0;
  if (word.size() > 2 || !ToNumber(word, &day)) return false;
  const auto* const month = std::find(std::begin(kMonths), std::end(kMonths), TakeWord(&text));
  if (month == std::end(kMonths)) return false;
  word = TakeWord(&text);
  if (word.size() != 4 || !ToNumber(word, &year)) return false;
  if (!ParseClock(TakeWord(&text), &clock) || !ParseZone(TakeWord(&text), &zone)) return false;
  if (!Trim(text).empty()) return false;
  const std::chrono::year_month_day date{
      std::chrono::year(year),
      std::chrono::month(static_cast<unsigned>(std::distance(std::begin(kMonths), month)) + 1),
      std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return false;
  const std::chrono::sys_days days{date};
  *timestamp = days.time_since_epoch().count() * kDaySeconds + clock - zone;
  return true;
}

}  // namespace container_app
