// SPDX-License-Identifier: GPL-2.0-or-later
// Small pure functions on text.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace container_app {

/// Kinds of ASCII characters; those of <cctype> follow the locale.
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool IsAlphanumeric(char c) { return IsLetter(c) || IsDigit(c); }
constexpr bool IsWordCharacter(char c) { return IsAlphanumeric(c) || c == '_'; }

/// C0 control characters and DEL as `\xNN`; everything else as it is. A tab becomes one blank.
std::string ShowControls(std::string_view text);

/// Columns `text` takes on a terminal, counting each UTF-8 character as one.
std::size_t DisplayWidth(std::string_view text);

/// True for text that holds a C0 control character or DEL; LF and TAB count unless allowed.
bool HasControl(std::string_view text, bool allow_newline_and_tab = false);

/// Offset of the first byte that is not well-formed UTF-8 (RFC 3629), or npos.
std::size_t FirstInvalidUtf8(std::string_view text);

/// ASCII letters in the other case; all else stays.
std::string LowerCase(std::string_view text);
std::string UpperCase(std::string_view text);
std::string_view Trim(std::string_view text);  ///< Without blanks, tabs, CR and LF at both ends.
std::vector<std::string_view> Split(std::string_view text, char separator);
std::string Join(std::span<const std::string> parts, std::string_view separator);
std::string ReplaceAll(std::string_view text, std::string_view from, std::string_view to);

/// Text broken at blanks into lines of at most `columns`; a longer word has a line of its own.
std::vector<std::string> Wrap(std::string_view text, std::size_t columns);

/// True where `text` has `word` behind `before`, and not as a part of a longer word, which has
/// letters, digits, `_` and `others`.
bool HasWord(std::string_view text, std::string_view word, std::string_view others = "",
             std::string_view before = "");

/// A C identifier (`[A-Za-z_][A-Za-z0-9_]*`), what a shell accepts as a variable name.
bool IsIdentifier(std::string_view text);

/// Number of single-character insertions, deletions and substitutions from one word to the other.
std::size_t EditDistance(std::string_view a, std::string_view b);

/// The candidate nearest to `word`, or empty when none is near enough to be what was meant.
std::string_view NearestName(std::string_view word, std::span<const std::string_view> candidates);

/// `; did you mean 'x'?` without the leading `; `, or empty: for the fix of a finding.
std::string DidYouMean(std::string_view word, std::span<const std::string_view> candidates);

/// Puts `reason` into `why` and returns false: `return Refuse(why, "it is empty");`
bool Refuse(std::string* why, std::string reason);

}  // namespace container_app
