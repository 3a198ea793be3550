// SPDX-License-Identifier: GPL-2.0-or-later
// Implements template/insertion.h: text as the language of a place wants it.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "systemd/environment_file.h"
#include "systemd/escape.h"
#include "template/insertion.h"

namespace container_app {
namespace {

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// The code point of an unsafe character at `at`, or 0. Some readers take such a character for the
/// end of a line, or it is not a character: U+0080 to U+009F, U+2028, U+2029, U+FEFF, U+FFFE and
/// U+FFFF.
unsigned UnsafeCodePoint(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  if (byte(0) == 0xc2 && byte(1) < 0xa0) return byte(1);
  if (byte(0) == 0xe2 && byte(1) == 0x80 && (byte(2) == 0xa8 || byte(2) == 0xa9)) {
    return 0x2000 + (byte(2) - 0x80);
  }
  if (byte(0) == 0xef && byte(1) == 0xbb && byte(2) == 0xbf) return 0xfeff;
  if (byte(0) == 0xef && byte(1) == 0xbf && byte(2) >= 0xbe) return 0xffc0 + (byte(2) - 0x80);
  return 0;
}

bool InsertComment(std::string_view text, std::string* out, std::string* why) {
  if (HasControl(text)) return Refuse(why, "it holds a control character");
  // For systemd before 254, a backslash at the end of a comment makes the next line part of it.
  if (text.ends_with('\\')) return Refuse(why, "it ends with a backslash");
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (UnsafeCodePoint(text, i)) return Refuse(why, "it holds a line separator");
  }
  *out += text;
  return true;
}

bool InsertPlainText(std::string_view text, std::string* out, std::string* why) {
  if (HasControl(text, /*allow_newline_and_tab=*/true)) {
    return Refuse(why, "it holds a control character");
  }
  *out += text;
  return true;
}

/// Letters, digits and `others` only.
bool InsertLimited(std::string_view text, std::string_view others, std::string* out,
                   std::string* why) {
  const auto allowed = [&](char c) {
    return IsAlphanumeric(c) || others.find(c) != std::string_view::npos;
  };
  const auto bad = std::find_if_not(text.begin(), text.end(), allowed);
  if (bad != text.end()) {
    return Refuse(why, fmt::format("it holds '{}', which is not allowed in this directive", *bad));
  }
  *out += text;
  return true;
}

bool InsertShellWord(std::string_view text, std::string* out, std::string* why) {
  if (HasControl(text)) return Refuse(why, "it holds a control character");
  *out += '\'';
  for (const char c : text) {
    if (c == '\'') {
      *out += "'\\''";
    } else {
      *out += c;
    }
  }
  *out += '\'';
  return true;
}

/// deb822(5): a further line begins with a blank, and an empty one is a lone dot.
bool InsertFolded(std::string_view text, bool whole_lines, bool source, std::string* out,
                  std::string* why) {
  if (HasControl(text, /*allow_newline_and_tab=*/true)) {
    return Refuse(why, "it holds a control character");
  }
  while (text.ends_with('\n')) text.remove_suffix(1);
  // deb-substvars(5): dpkg-gencontrol turns `${}` into a dollar sign and does not look again.
  const std::string kept = source ? ReplaceAll(text, "${", "${}{") : std::string(text);
  bool first = true;
  for (const std::string_view line : Split(kept, '\n')) {
    if (!first) *out += "\n ";
    if ((!first || whole_lines) && Trim(line).empty()) {
      *out += '.';
    } else {
      *out += line;
    }
    first = false;
  }
  return true;
}

bool InsertXml(std::string_view text, std::string* out, std::string* why) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const unsigned unsafe = UnsafeCodePoint(text, i);
    if (unsafe >= 0xfffe || (IsControl(c) && c != '\n' && c != '\t' && c != 0x7f)) {
      return Refuse(why, "it holds a character that XML does not allow");  // XML 1.0, production 2
    }
  }
  for (const char c : text) {
    switch (c) {
      case '&':
        *out += "&amp;";
        break;
      case '<':
        *out += "&lt;";
        break;
      case '>':
        *out += "&gt;";
        break;
      case '"':
        *out += "&quot;";
        break;
      case '\'':
        *out += "&apos;";
        break;
      case '\n':
        *out += "&#10;";  // As itself it would become a blank in an attribute.
        break;
      case '\t':
        *out += "&#9;";
        break;
      default:
        *out += c;
    }
  }
  return true;
}

/// A string in JSON's notation, which YAML and TOML read alike.
bool InsertJsonString(std::string_view text, bool double_dollar, std::string* out,
                      std::string* why) {
  if (text.find('\0') != std::string_view::npos) return Refuse(why, "it holds a NUL");
  *out += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\\') {
      *out += '\\';
      *out += c;
    } else if (c == '$' && double_dollar) {
      *out += "$$";
    } else if (c == '\n') {
      *out += "\\n";
    } else if (c == '\t') {
      *out += "\\t";
    } else if (IsControl(c)) {
      *out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else if (const unsigned unsafe = UnsafeCodePoint(text, i)) {
      *out += fmt::format("\\u{:04x}", unsafe);
      i += unsafe < 0x100 ? 1 : 2;
    } else {
      *out += c;
    }
  }
  *out += '"';
  return true;
}

bool InsertPath(std::string_view path, bool whole, std::string* out, std::string* why) {
  if (whole && !path.starts_with('/')) return Refuse(why, "it is not an absolute path");
  return EscapeUnitPath(path, out, why);
}

bool InsertIf(bool valid, std::string_view text, std::string_view otherwise, std::string* out,
              std::string* why) {
  if (!valid) return Refuse(why, std::string(otherwise));
  *out += text;
  return true;
}

}  // namespace

bool Insert(Insertion insertion, std::string_view text, std::string* out, std::string* why) {
  if (FirstInvalidUtf8(text) != std::string_view::npos) return Refuse(why, "it is not UTF-8");
  switch (insertion) {
    case Insertion::kPlainText:
      return InsertPlainText(text, out, why);
    case Insertion::kComment:
      return InsertComment(text, out, why);
    case Insertion::kUnitText:
      return EscapeUnitText(text, out, why);
    case Insertion::kUnitToken:
      return InsertLimited(text, " ._:@/+,=~*-", out, why);
    case Insertion::kUnitExecWord:
      return QuoteExecArgument(text, out, why);
    case Insertion::kUnitWord:
      return QuoteUnitWord(text, out, why);
    case Insertion::kUnitEnvironment:
      return QuoteEnvironmentValue(text, out, why);
    case Insertion::kUnitPath:
      return InsertPath(text, /*whole=*/true, out, why);
    case Insertion::kUnitPathEnd:
      return InsertPath(text, /*whole=*/false, out, why);
    case Insertion::kUnitNamePart:
      return InsertLimited(text, ":-_.@", out, why);
    case Insertion::kShellWord:
      return InsertShellWord(text, out, why);
    case Insertion::kFolded:
      return InsertFolded(text, /*whole_lines=*/false, /*source=*/false, out, why);
    case Insertion::kFoldedLines:
      return InsertFolded(text, /*whole_lines=*/true, /*source=*/false, out, why);
    case Insertion::kFoldedSource:
      return InsertFolded(text, /*whole_lines=*/false, /*source=*/true, out, why);
    case Insertion::kFoldedLinesSource:
      return InsertFolded(text, /*whole_lines=*/true, /*source=*/true, out, why);
    case Insertion::kXml:
      return InsertXml(text, out, why);
    case Insertion::kYaml:
      return InsertJsonString(text, /*double_dollar=*/false, out, why);
    case Insertion::kCompose:
      return InsertJsonString(text, /*double_dollar=*/true, out, why);
    case Insertion::kToml:
      return InsertJsonString(text, /*double_dollar=*/false, out, why);
    case Insertion::kIdentifier:
      return InsertIf(IsIdentifier(text), text, "it is not an identifier", out, why);
    case Insertion::kEnvironmentValue:
      return QuoteEnvironmentFileValue(text, out, why);
  }
  return Refuse(why, "this program cannot write it");
}

}  // namespace container_app
