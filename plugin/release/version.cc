// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/version.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace container_app {
namespace {

constexpr std::size_t kDigits = 9;  // of a number; more is a date or a mistake

bool IsWord(char c) { return IsAlphanumeric(c) || c == '.'; }

bool Fail(std::string* reason, std::string what, std::string* fix, std::string how) {
  *reason = std::move(what);
  *fix = std::move(how);
  return false;
}

bool ParseNumber(std::string_view text, std::uint64_t* number) {
  return !text.empty() && text.size() <= kDigits &&
         std::all_of(text.begin(), text.end(), IsDigit) && (text == "0" || text.front() != '0') &&
         std::from_chars(text.data(), text.data() + text.size(), *number).ec == std::errc();
}

std::string Text(const std::vector<std::uint64_t>& numbers) {
  return fmt::format("{}", fmt::join(numbers, "."));
}

}  // namespace

std::string_view LevelName(Level level) {
  constexpr std::string_view kNames[] = {"none", "patch", "minor", "major"};
  return kNames[static_cast<int>(level)];
}

bool ParseLevel(std::string_view name, Level* level) {
  for (const Level known : {Level::kNone, Level::kPatch, Level::kMinor, Level::kMajor}) {
    if (name != LevelName(known)) continue;
    *level = known;
    return true;
  }
  return false;
}

bool ParseReleaseVersion(std::string_view text, ReleaseVersion* version, std::string* reason,
                         std::string* fix) {
  *version = ReleaseVersion();
  if (text.empty()) {
    return Fail(reason, "there is not a valid version", fix, std::string(kVersionForm));
  }
  if (text.size() > 1 && (text[0] == 'v' || text[0] == 'V') && IsDigit(text[1])) {
    return Fail(reason, fmt::format("'{}' begins with a letter", text), fix,
                fmt::format("write '{}'; only the names of tags have a v", text.substr(1)));
  }
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    return Fail(
        reason, fmt::format("'{}' has an epoch", text), fix,
        fmt::format("write '{}'; the epoch stands in the changelog only", text.substr(colon + 1)));
  }
  const std::size_t tilde = text.find('~');
  for (const std::string_view part : Split(text.substr(0, tilde), '.')) {
    std::uint64_t number = 0;
    if (!ParseNumber(part, &number)) {
      const bool zero = part.size() > 1 && part.front() == '0';
      return Fail(reason,
                  fmt::format("'{}' {}", text,
                              zero ? "has a number with a zero before it, as dates have"
                                   : "is not a version that can be raised"),
                  fix, std::string(kVersionForm));
    }
    version->numbers.push_back(number);
  }
  if (version->numbers.size() < 3 || version->numbers.size() > 4) {
    return Fail(reason, fmt::format("'{}' has {} numbers", text, version->numbers.size()), fix,
                std::string(kVersionForm));
  }
  if (tilde == std::string_view::npos) return true;
  version->before = std::string(text.substr(tilde + 1));
  if (version->before.empty() ||
      !std::all_of(version->before.begin(), version->before.end(), IsWord)) {
    return Fail(reason, fmt::format("the text after '~' in '{}' is not a word", text), fix,
                std::string(kVersionForm));
  }
  return true;
}

std::string Raised(const ReleaseVersion& from, Level level) {
  if (level == Level::kNone) return Text(from.numbers);
  std::vector<std::uint64_t> numbers = from.numbers;
  const std::size_t place = level == Level::kMajor   ? 0
                            : level == Level::kMinor ? 1
                                                     : numbers.size() - 1;
  ++numbers[place];
  for (std::size_t i = place + 1; i < numbers.size(); ++i) numbers[i] = 0;
  return Text(numbers);
}

Level LevelBetween(const ReleaseVersion& from, const ReleaseVersion& to) {
  if (to.numbers <= from.numbers) return Level::kNone;
  if (to.numbers[0] != from.numbers[0]) return Level::kMajor;
  return to.numbers[1] != from.numbers[1] ? Level::kMinor : Level::kPatch;
}

std::string BaseOf(std::string_view version) {
  // An epoch is digits; a `:` further on belongs to the upstream version.
  version.remove_prefix(version.find(':') == std::string_view::npos ? 0 : version.find(':') + 1);
  version = version.substr(0, version.rfind('-'));
  return std::string(version.substr(0, version.find('+')));
}

}  // namespace container_app
