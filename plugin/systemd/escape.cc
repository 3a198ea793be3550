// SPDX-License-Identifier: GPL-2.0-or-later
#include "systemd/escape.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace container_app {
namespace {

/// The kernel's MAX_ARG_STRLEN: no argument or environment variable can be longer.
constexpr std::size_t kLongestWord = 128 * 1024 - 1;
/// systemd refuses files with a line of more than 1 MiB, so lines stay shorter even when each `%`
/// is doubled.
constexpr std::size_t kLongestText = 256 * 1024;
constexpr std::size_t kLongestPath = 4095;  // PATH_MAX without its NUL.

bool CheckText(std::string_view text, std::size_t longest, std::string* why) {
  if (text.size() > longest) {
    return Refuse(why, fmt::format("it is longer than {} bytes", longest));
  }
  if (!IsSystemdText(text)) return Refuse(why, "it is not UTF-8 text");
  return true;
}

void AppendDoubled(std::string_view text, char doubled, std::string* out) {
  for (const char c : text) {
    if (c == doubled) *out += c;
    *out += c;
  }
}

bool IsPlainWordCharacter(char c) {
  return IsAlphanumeric(c) || std::string_view("_@%+=:,./-$").find(c) != std::string_view::npos ||
         static_cast<unsigned char>(c) >= 0x80;
}

enum class Dollar { kDouble, kKeep };

/// The inside of a double-quoted word; the sequences are those of systemd.syntax(7), "Quoting".
void AppendEscaped(std::string_view word, Dollar dollar, std::string* out) {
  for (const char c : word) {
    if (c == '%') {
      *out += "%%";
    } else if (c == '$') {
      *out += dollar == Dollar::kDouble ? "$$" : "$";
    } else if (c == '"' || c == '\\') {
      *out += '\\';
      *out += c;
    } else if (c == '\n') {
      *out += "\\n";
    } else if (c == '\t') {
      *out += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      *out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      *out += c;
    }
  }
}

bool QuoteWord(std::string_view word, Dollar dollar, std::string* out, std::string* why) {
  if (!CheckText(word, kLongestWord, why)) return false;
  if (word.find('\0') != std::string_view::npos) return Refuse(why, "it holds a NUL");
  const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), IsPlainWordCharacter);
  if (!plain) *out += '"';
  AppendEscaped(word, dollar, out);
  if (!plain) *out += '"';
  return true;
}

/// Text where systemd knows neither quotes nor escapes: only the rules of a line apply.
bool EscapeLine(std::string_view text, std::size_t longest, std::string* out, std::string* why) {
  if (!CheckText(text, longest, why)) return false;
  if (text.find('\n') != std::string_view::npos) return Refuse(why, "it holds a line break");
  if (HasControl(text)) return Refuse(why, "it holds a control character");
  if (text != Trim(text)) return Refuse(why, "it begins or ends with a blank");
  if (text.ends_with('\\')) return Refuse(why, "it ends with a backslash");
  AppendDoubled(text, '%', out);
  return true;
}

/// U+FDD0 to U+FDEF and the last two code points of each plane, in the UTF-8 at the start of
/// `text`.
bool IsNoCharacter(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  if (byte(0) == 0xef && byte(1) == 0xb7) return byte(2) >= 0x90 && byte(2) <= 0xaf;
  if (byte(0) == 0xef && byte(1) == 0xbf) return byte(2) >= 0xbe;
  if (byte(0) < 0xf0) return false;
  return (byte(1) & 0x0fu) == 0x0f && byte(2) == 0xbf && byte(3) >= 0xbe;
}

}  // namespace

bool IsSystemdText(std::string_view text) {
  if (FirstInvalidUtf8(text) != std::string_view::npos) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) >= 0xef && IsNoCharacter(text.substr(i))) return false;
  }
  return true;
}

bool EscapeUnitText(std::string_view text, std::string* out, std::string* why) {
  return EscapeLine(text, kLongestText, out, why);
}

bool QuoteExecArgument(std::string_view word, std::string* out, std::string* why) {
  return QuoteWord(word, Dollar::kDouble, out, why);
}

bool QuoteUnitWord(std::string_view word, std::string* out, std::string* why) {
  if (HasControl(word)) return Refuse(why, "it holds a control character");
  return QuoteWord(word, Dollar::kKeep, out, why);
}

bool QuoteEnvironmentValue(std::string_view value, std::string* out, std::string* why) {
  if (HasControl(value, /*allow_newline_and_tab=*/true)) {
    return Refuse(why, "it holds a control character");
  }
  return QuoteWord(value, Dollar::kKeep, out, why);
}

bool EscapeUnitPath(std::string_view path, std::string* out, std::string* why) {
  if (path.empty()) return Refuse(why, "an empty path means none at all");
  return EscapeLine(path, kLongestPath, out, why);
}

}  // namespace container_app
