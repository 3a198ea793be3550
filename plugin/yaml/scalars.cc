// SPDX-License-Identifier: GPL-2.0-or-later
// Implements yaml/document.h.
// The core schema of YAML 1.2.2 (§10.3.2), by hand, because every scalar of every file is read by
// it.
#include <charconv>

#include "base/text.h"
#include "yaml/document.h"

namespace container_app::yaml {
namespace {

enum class Core { kNull, kBool, kInteger, kFloat, kText };

bool AllOf(std::string_view text, bool (*accepts)(char)) {
  if (text.empty()) return false;
  for (const char c : text) {
    if (!accepts(c)) return false;
  }
  return true;
}

bool IsOctalDigit(char c) { return c >= '0' && c <= '7'; }
bool IsHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::string_view WithoutSign(std::string_view text) {
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
  return text;
}

bool LooksLikeInteger(std::string_view text) {
  if (text.starts_with("0x")) return AllOf(text.substr(2), IsHexDigit);
  if (text.starts_with("0o")) return AllOf(text.substr(2), IsOctalDigit);
  const std::string_view digits = WithoutSign(text);
  if (digits.size() > 1 && digits.front() == '0') return false;  // 0440 is a file mode, not 440
  return AllOf(digits, IsDigit);
}

bool LooksLikeFloat(std::string_view text) {
  if (text == ".nan" || text == ".NaN" || text == ".NAN") return true;
  text = WithoutSign(text);
  if (text == ".inf" || text == ".Inf" || text == ".INF") return true;
  std::size_t at = 0;
  std::size_t digits = 0;
  const auto skip_digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && IsDigit(text[at])) ++at;
    return at - begin;
  };
  digits += skip_digits();
  const bool point = at < text.size() && text[at] == '.';
  if (point) {
    ++at;
    digits += skip_digits();
  }
  if (digits == 0) return false;
  bool exponent = false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    exponent = true;
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (skip_digits() == 0) return false;
  }
  return at == text.size() && (point || exponent);
}

Core Classify(const Node& node) {
  if (!node.is_scalar() || !node.plain) return Core::kText;
  const std::string_view text = node.text;
  if (text.empty()) return Core::kNull;
  switch (text.front()) {
    case '~':
    case 'n':
    case 'N':
      if (text == "~" || text == "null" || text == "Null" || text == "NULL") return Core::kNull;
      return Core::kText;
    case 't':
    case 'T':
      return text == "true" || text == "True" || text == "TRUE" ? Core::kBool : Core::kText;
    case 'f':
    case 'F':
      return text == "false" || text == "False" || text == "FALSE" ? Core::kBool : Core::kText;
    default:
      break;
  }
  if (!IsDigit(text.front()) && text.front() != '.' && text.front() != '+' && text.front() != '-') {
    return Core::kText;
  }
  if (LooksLikeInteger(text)) return Core::kInteger;
  return LooksLikeFloat(text) ? Core::kFloat : Core::kText;
}

}  // namespace

bool Node::IsNull() const { return is_scalar() && Classify(*this) == Core::kNull; }

std::optional<bool> Node::AsBool() const {
  if (Classify(*this) != Core::kBool) return std::nullopt;
  return text.front() == 't' || text.front() == 'T';
}

std::optional<std::int64_t> Node::AsInteger() const {
  if (Classify(*this) != Core::kInteger) return std::nullopt;
  std::string_view digits = text;
  int base = 10;
  if (digits.starts_with("0x") || digits.starts_with("0o")) {
    base = digits[1] == 'x' ? 16 : 8;
    digits.remove_prefix(2);
  } else if (digits.front() == '+') {
    digits.remove_prefix(1);  // from_chars accepts a minus sign, but no plus sign
  }
  std::int64_t value = 0;
  const auto [end, failure] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (failure != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

bool Node::IsFloat() const { return Classify(*this) == Core::kFloat; }

bool Node::IsString() const { return is_scalar() && Classify(*this) == Core::kText; }

const Node* Node::Find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key.text == key) return &entry.value;
  }
  return nullptr;
}

std::string_view Node::TypeName() const {
  if (is_sequence()) return "a list";
  if (is_mapping()) return "a mapping";
  switch (Classify(*this)) {
    case Core::kNull:
      return "nothing (null)";
    case Core::kBool:
      return "a boolean";
    case Core::kInteger:
      return "an integer";
    case Core::kFloat:
      return "a decimal number";
    case Core::kText:
      break;
  }
  return "a string";
}

}  // namespace container_app::yaml
