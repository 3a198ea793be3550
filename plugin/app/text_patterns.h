// SPDX-License-Identifier: GPL-2.0-or-later
// The forms of app/forms.h as regular expressions (ECMA 262), for JSON schemas.
#pragma once

#include <span>
#include <string_view>

namespace container_app {

/// A form: it takes no text that its expression refuses, and of texts in ASCII exactly those that
/// the expression takes.
struct TextPattern {
  bool (*accepts)(std::string_view) = nullptr;
  std::string_view expression;
  int longest = 0;  ///< Characters; 0: any number.
};

/// All forms that the rows of the key tables use.
std::span<const TextPattern> TextPatterns();

/// The one of `accepts`, or null.
const TextPattern* PatternOf(bool (*accepts)(std::string_view));

/// Text on one line, and on several: without the control characters that no text may have.
inline constexpr std::string_view kLineExpression = R"(^[^\u0000-\u001f\u007f]*$)";
inline constexpr std::string_view kLinesExpression = R"(^[^\u0000-\u0008\u000b-\u001f\u007f]*$)";

/// A time span of systemd, but for its limits.
inline constexpr std::string_view kTimeSpanExpression = R"(^(?=.*[0-9])[0-9. a-zA-Zµμ]+$)";

}  // namespace container_app
