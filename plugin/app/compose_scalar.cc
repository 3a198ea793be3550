// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/compose_scalar.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "base/text.h"

namespace container_app {
namespace {

using Type = ComposeScalar::Type;

std::size_t SkipDigits(std::string_view text, std::size_t at) {
  while (at < text.size() && IsDigit(text[at])) ++at;
  return at;
}

/// The base by the prefix, which is taken off; a leading zero alone means octal.
int TakeBase(std::string_view* digits) {
  if (digits->size() < 2 || digits->front() != '0') return 10;
  int base = 8;
  std::size_t prefix = 2;
  switch ((*digits)[1]) {
    case 'x':
    case 'X':
      base = 16;
      break;
    case 'b':
    case 'B':
      base = 2;
      break;
    case 'o':
    case 'O':
      break;
    default:
      prefix = 1;
  }
  digits->remove_prefix(prefix);
  return base;
}

/// The decimal form of an integer of up to 64 bits, or nothing.
std::optional<std::string> ReadInteger(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const int base = TakeBase(&text);
  std::uint64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || failure != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  if (negative && value > std::uint64_t{1} << 63) return std::nullopt;
  if (value == 0) return "0";
  return fmt::format("{}{}", negative ? "-" : "", value);
}

bool LooksLikeFloat(std::string_view text) {
  std::size_t at = text.starts_with('+') || text.starts_with('-') ? 1 : 0;
  const std::size_t whole = SkipDigits(text, at);
  std::size_t digits = whole - at;
  at = whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t end = SkipDigits(text, at + 1);
    digits += end - at - 1;
    at = end;
  }
  if (digits == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t end = SkipDigits(text, at);
    if (end == at) return false;
    at = end;
  }
  return at == text.size();
}

/// The shortest digits that read back as the same number, with an exponent below -4 and from 6 on,
/// as Go prints a number.
std::string FormatFloat(double value) {
  char buffer[64];
  char* const end = buffer + sizeof buffer;
  const auto result = std::to_chars(buffer, end, value, std::chars_format::scientific);
  std::string scientific(buffer, result.ptr);
  const int exponent = std::atoi(scientific.c_str() + scientific.find('e') + 1);
  if (exponent < -4 || exponent >= 6) return scientific;
  return {buffer, std::to_chars(buffer, end, value, std::chars_format::fixed).ptr};
}

std::optional<std::string> ReadFloat(std::string_view text) {
  if (!LooksLikeFloat(text)) return std::nullopt;
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return FormatFloat(value);
}

/// Takes a number of at most `most` digits from the start of `text`; -1 without one.
int TakeNumber(std::string_view* text, std::size_t most) {
  const std::size_t length = SkipDigits(*text, 0);
  if (length == 0 || length > most) return -1;
  int value = 0;
  std::from_chars(text->data(), text->data() + length, value);
  text->remove_prefix(length);
  return value;
}

bool TakeCharacter(std::string_view* text, std::string_view accepted) {
  if (text->empty() || accepted.find(text->front()) == std::string_view::npos) return false;
  text->remove_prefix(1);
  return true;
}

/// `H:M:S[.fraction]`, and after it the end or, where `zone` is asked for, `Z` or `+HH:MM`; as Go
/// prints it.
std::optional<std::string> ReadTimeOfDay(std::string_view text, bool zone) {
  const int hour = TakeNumber(&text, 2);
  if (hour < 0 || hour > 23 || !TakeCharacter(&text, ":")) return std::nullopt;
  const int minute = TakeNumber(&text, 2);
  if (minute < 0 || minute > 59 || !TakeCharacter(&text, ":")) return std::nullopt;
  const int second = TakeNumber(&text, 2);
  if (second < 0 || second > 59) return std::nullopt;
  std::string made = fmt::format(" {:02}:{:02}:{:02}", hour, minute, second);
  if (TakeCharacter(&text, ".,")) {
    const std::size_t length = SkipDigits(text, 0);
    if (length == 0) return std::nullopt;
    std::string fraction(text.substr(0, std::min<std::size_t>(length, 9)));
    fraction.erase(fraction.find_last_not_of('0') + 1);
    if (!fraction.empty()) made += "." + fraction;
    text.remove_prefix(length);
  }
  if (text.empty() ? !zone : zone && text == "Z") return made + " +0000 UTC";
  if (!zone || (text[0] != '+' && text[0] != '-') || text.size() != 6 || text[3] != ':' ||
      SkipDigits(text, 1) != 3 || SkipDigits(text, 4) != 6) {
    return std::nullopt;
  }
  const std::string offset = fmt::format("{}{}", text.substr(0, 3), text.substr(4));
  return made + (offset == "+0000" ? " +0000 +0000" : fmt::format(" {0} {0}", offset));
}

/// `YYYY-M-D` that is a day of the calendar, alone or with a time of day; as Go prints it.
std::optional<std::string> ReadTimestamp(std::string_view text) {
  if (SkipDigits(text, 0) != 4) return std::nullopt;
  const int year = TakeNumber(&text, 4);
  if (!TakeCharacter(&text, "-")) return std::nullopt;
  const int month = TakeNumber(&text, 2);
  if (month < 1 || month > 12 || !TakeCharacter(&text, "-")) return std::nullopt;
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const int day = TakeNumber(&text, 2);
  if (day < 1 || day > kDays[month - 1] + (month == 2 && leap ? 1 : 0)) return std::nullopt;
  const std::string date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
  if (text.empty()) return date + " 00:00:00 +0000 UTC";
  std::optional<std::string> time;
  if (TakeCharacter(&text, " ")) {
    time = ReadTimeOfDay(text, false);
  } else if (TakeCharacter(&text, "Tt")) {
    time = ReadTimeOfDay(text, true);
  }
  if (!time) return std::nullopt;
  return date + *time;
}

bool IsSpecialFloat(std::string_view text) {
  if (text == ".nan" || text == ".NaN" || text == ".NAN") return true;
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  return text == ".inf" || text == ".Inf" || text == ".INF";
}

}  // namespace

ComposeScalar ReadComposeScalar(const yaml::Node& node) {
  if (!node.plain) return {Type::kString, node.text};
  if (node.IsNull()) return {Type::kNull, ""};
  if (const auto value = node.AsBool()) return {Type::kBool, *value ? "true" : "false"};
  const std::string_view text = node.text;
  const char first = text.front();
  if (!IsDigit(first) && first != '.' && first != '+' && first != '-') {
    return {Type::kString, node.text};
  }
  if (IsSpecialFloat(text)) return {Type::kFloat, node.text};
  if (auto time = ReadTimestamp(text)) return {Type::kTimestamp, std::move(*time)};
  std::string plain;
  std::copy_if(text.begin(), text.end(), std::back_inserter(plain),
               [&](char c) { return c != '_' || first == '.'; });
  if (first != '.') {
    if (auto integer = ReadInteger(plain)) return {Type::kInteger, std::move(*integer)};
  }
  if (auto number = ReadFloat(plain)) return {Type::kFloat, std::move(*number)};
  return {Type::kString, node.text};
}

}  // namespace container_app
