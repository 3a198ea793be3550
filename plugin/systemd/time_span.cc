// SPDX-License-Identifier: GPL-2.0-or-later
#include "systemd/time_span.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"

namespace container_app {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t microseconds;
};

constexpr std::uint64_t kMillisecond = 1000;
constexpr std::uint64_t kWeek = 7 * kDay;
constexpr std::uint64_t kMonth = 2629800 * kSecond;  // A twelfth of a year.
constexpr std::uint64_t kYear = 31557600 * kSecond;  // 365.25 days.

constexpr Unit kUnits[] = {
    {"usec", 1},
    {"us", 1},
    {"µs", 1},
    {"μs", 1},
    {"msec", kMillisecond},
    {"ms", kMillisecond},
    {"seconds", kSecond},
    {"second", kSecond},
    {"sec", kSecond},
    {"s", kSecond},
    {"minutes", kMinute},
    {"minute", kMinute},
    {"min", kMinute},
    {"m", kMinute},
    {"hours", kHour},
    {"hour", kHour},
    {"hr", kHour},
    {"h", kHour},
    {"days", kDay},
    {"day", kDay},
    {"d", kDay},
    {"weeks", kWeek},
    {"week", kWeek},
    {"w", kWeek},
    {"months", kMonth},
    {"month", kMonth},
    {"M", kMonth},
    {"years", kYear},
    {"year", kYear},
    {"y", kYear},
};

constexpr std::string_view kBlanks = " \t\r\n";

/// Removes the characters at the start of `text` for which `of` holds, and returns them.
template <class Predicate>
std::string_view Take(std::string_view* text, Predicate of) {
  std::size_t length = 0;
  while (length < text->size() && of((*text)[length])) ++length;
  const std::string_view taken = text->substr(0, length);
  text->remove_prefix(length);
  return taken;
}

bool IsBlank(char c) { return kBlanks.find(c) != std::string_view::npos; }
bool IsUnitLetter(char c) { return IsLetter(c) || static_cast<unsigned char>(c) >= 0x80; }

/// `total += count * factor`, false when the sum is not below kInfiniteTime.
bool Add(std::uint64_t count, std::uint64_t factor, std::uint64_t* total) {
  if (factor != 0 && count >= kInfiniteTime / factor) return false;
  if (count * factor >= kInfiniteTime - *total) return false;
  *total += count * factor;
  return true;
}

bool ParseCount(std::string_view digits, std::uint64_t* count) {
  *count = 0;
  for (const char c : digits) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (*count > (kInfiniteTime - digit) / 10) return false;
    *count = *count * 10 + digit;
  }
  return true;
}

/// Removes the unit at the start of `text` and returns its factor; without a unit, that of seconds.
bool TakeUnit(std::string_view* text, std::uint64_t* factor, std::string* why) {
  const std::string_view name = Take(text, IsUnitLetter);
  *factor = kSecond;
  if (name.empty()) return true;
  for (const Unit& unit : kUnits) {
    if (unit.name != name) continue;
    *factor = unit.microseconds;
    return true;
  }
  return Refuse(why,
                fmt::format("'{}' is not a unit of time; the units are us, ms, s, min, h, d, w, "
                            "month and y",
                            name));
}

/// Removes a number with its unit from the start of `text` and adds it to `total`.
bool TakeTerm(std::string_view* text, std::uint64_t* total, std::string* why) {
  if (text->starts_with('-')) return Refuse(why, "a time span cannot be negative");
  if (text->starts_with('+')) text->remove_prefix(1);
  const std::string_view whole = Take(text, IsDigit);
  std::string_view fraction;
  if (text->starts_with('.')) {
    text->remove_prefix(1);
    fraction = Take(text, IsDigit);
    if (fraction.empty()) return Refuse(why, "digits are missing after the '.'");
  } else if (whole.empty()) {
    return Refuse(why, fmt::format("a number is missing before '{}'", text->substr(0, 20)));
  }
  const bool blank = !Take(text, IsBlank).empty();
  std::uint64_t factor = 0;
  const std::size_t rest = text->size();
  if (!TakeUnit(text, &factor, why)) return false;
  if (!blank && text->size() == rest && rest > 0) {
    return Refuse(why, fmt::format("'{}' does not continue a number", text->substr(0, 20)));
  }
  std::uint64_t count = 0;
  bool fits = ParseCount(whole, &count) && Add(count, factor, total);
  for (const char c : fraction) {
    factor /= 10;
    fits = fits && Add(static_cast<std::uint64_t>(c - '0'), factor, total);
  }
  return fits || Refuse(why, "it is longer than systemd can count");
}

}  // namespace

bool ParseTimeSpan(std::string_view text, std::uint64_t* microseconds, std::string* why) {
  Take(&text, IsBlank);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  if (text.empty()) return Refuse(why, "it is empty");
  if (text == "infinity") {
    *microseconds = kInfiniteTime;
    return true;
  }
  std::uint64_t total = 0;
  while (!text.empty()) {
    if (!TakeTerm(&text, &total, why)) return false;
    Take(&text, IsBlank);
  }
  *microseconds = total;
  return true;
}

std::string FormatTime(std::int64_t microseconds) {
  return FormatTimeSpan(static_cast<std::uint64_t>(microseconds));
}

std::string FormatTimeSpan(std::uint64_t microseconds) {
  constexpr std::array<Unit, 7> kShown = {{{"w", kWeek},
                                           {"d", kDay},
                                           {"h", kHour},
                                           {"min", kMinute},
                                           {"s", kSecond},
                                           {"ms", kMillisecond},
                                           {"us", 1}}};
  if (microseconds == kInfiniteTime) return "infinity";
  if (microseconds == 0) return "0";
  std::string out;
  for (const Unit& unit : kShown) {
    const std::uint64_t count = microseconds / unit.microseconds;
    microseconds %= unit.microseconds;
    if (count == 0) continue;
    if (!out.empty()) out += ' ';
    out += fmt::format("{}{}", count, unit.name);
  }
  return out;
}

}  // namespace container_app
