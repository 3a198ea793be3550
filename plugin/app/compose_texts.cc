// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/compose_texts.h"

#include <charconv>

namespace container_app {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool TakeOneOf(std::string_view signs, std::string_view* text) {
  if (text->empty() || signs.find(text->front()) == std::string_view::npos) return false;
  text->remove_prefix(1);
  return true;
}

bool TakeDigits(std::string_view* text) {
  const std::size_t size = text->size();
  while (!text->empty() && IsDigit(text->front())) text->remove_prefix(1);
  return text->size() < size;
}

}  // namespace

bool IsComposeNumber(std::string_view text) {
  TakeOneOf("+-", &text);
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && (IsDigit(text.front()) || text.front() == '.') &&
         failure == std::errc() && end == text.data() + text.size();
}

bool IsComposeSize(std::string_view text) {
  if (!TakeDigits(&text)) return false;
  if (TakeOneOf(".", &text) && !TakeDigits(&text)) return false;
  TakeOneOf(" ", &text);
  TakeOneOf("kKmMgGtTpP", &text);
  TakeOneOf("iI", &text);
  TakeOneOf("bB", &text);
  return text.empty();
}

bool SplitComposeCommand(std::string_view text, std::size_t* end) {
  // As the library of Compose does (go-shellwords), to the letter.
  bool single_quoted = false;
  bool double_quoted = false;
  bool back_quoted = false;
  bool substituted = false;
  for (*end = 0; *end < text.size(); ++*end) {
    const std::size_t at = *end;
    const char c = text[at];
    const bool quoted = single_quoted || double_quoted;
    if (c == '\\' && !single_quoted) {
      if (++*end == text.size()) return false;
    } else if (c == '`' && !quoted && !substituted) {
      back_quoted = !back_quoted;
    } else if (c == ')' && !quoted && !back_quoted) {
      substituted = !substituted;
    } else if (c == '(' && !quoted && !back_quoted) {
      if (substituted || at == 0 || text[at - 1] != '$') return false;
      substituted = true;
    } else if (c == '"' && !single_quoted && !substituted) {
      double_quoted = !double_quoted;
    } else if (c == '\'' && !double_quoted && !substituted) {
      single_quoted = !single_quoted;
    } else if (std::string_view(";&|<>").find(c) != std::string_view::npos && !quoted &&
               !back_quoted && !substituted) {
      return true;
    }
  }
  return !single_quoted && !double_quoted && !back_quoted && !substituted;
}

}  // namespace container_app
