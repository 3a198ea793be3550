// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/compose_scalar.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <optional>

namespace container_app {
namespace {

using Type = ComposeScalar::Type;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

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

/// `H:M:S[.fraction]`, and after it the end or, where `zone` is asked for, `Z` or `+HH:MM`.
bool IsTimeOfDay(std::string_view text, bool zone) {
  const int hour = TakeNumber(&text, 2);
  if (hour < 0 || hour > 23 || !TakeCharacter(&text, ":")) return false;
  const int minute = TakeNumber(&text, 2);
  if (minute < 0 || minute > 59 || !TakeCharacter(&text, ":")) return false;
  const int second = TakeNumber(&text, 2);
  if (second < 0 || second > 59) return false;
  if (TakeCharacter(&text, ".,")) {
    const std::size_t length = SkipDigits(text, 0);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  if (!zone) return text.empty();
  if (text == "Z") return true;
  if (!TakeCharacter(&text, "+-") || text.size() != 5 || text[2] != ':') return false;
  return SkipDigits(text, 0) == 2 && SkipDigits(text, 3) == 5;
}

/// `YYYY-M-D` that is a day of the calendar, alone or with a time of day.
bool IsTimestamp(std::string_view text) {
  if (SkipDigits(text, 0) != 4) return false;
  const int year = TakeNumber(&text, 4);
  if (!TakeCharacter(&text, "-")) return false;
  const int month = TakeNumber(&text, 2);
  if (month < 1 || month > 12 || !TakeCharacter(&text, "-")) return false;
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const int day = TakeNumber(&text, 2);
  if (day < 1 || day > kDays[month - 1] + (month == 2 && leap ? 1 : 0)) return false;
  if (text.empty()) return true;
  if (TakeCharacter(&text, " ")) return IsTimeOfDay(text, false);
  return TakeCharacter(&text, "Tt") && IsTimeOfDay(text, true);
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
  if (IsTimestamp(text)) return {Type::kTimestamp, node.text};
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
