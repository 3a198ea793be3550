// SPDX-License-Identifier: GPL-2.0-or-later
// Implements import/yaml_text.h: scalars on one line.
#include <algorithm>

#include "base/text.h"
#include "import/node_edit.h"
#include "import/yaml_text.h"

namespace container_app {
namespace {

/// Texts that YAML 1.1 or 1.2 does not read as texts, however a person means them.
bool LooksLikeOther(std::string_view text) {
  static constexpr std::string_view kWords[] = {"",   "~",   "y",    "n",     "yes", "no",
                                                "on", "off", "true", "false", "null"};
  const std::string lower = LowerCase(text);
  if (std::find(std::begin(kWords), std::end(kWords), lower) != std::end(kWords)) return true;
  return text.find_first_of("0123456789.+-") == 0;
}

/// A plain text that every reader takes as it stands, also within braces and brackets.
bool IsPlainSafe(std::string_view text) {
  static constexpr std::string_view kMiddle = "_./$:@%=+~^()-";
  const auto safe = [](char c) {
    return IsAlphanumeric(c) || c == ' ' || c == '{' || c == '}' || c == ',' || c == ';' ||
           c == '\'' || c == '?' || c == '!' || kMiddle.find(c) != std::string_view::npos ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  static constexpr std::string_view kFirst = "{}%@=~-?:,!'";
  return !text.empty() && std::all_of(text.begin(), text.end(), safe) &&
         kFirst.find(text.front()) == std::string_view::npos && Trim(text).size() == text.size() &&
         text.find(": ") == std::string_view::npos && text.back() != ':';
}

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n') {
      quoted += "\\n";
    } else if (c == '\t') {
      quoted += "\\t";
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

}  // namespace

std::string YamlScalar(const yaml::Node& node) {
  if (node.plain && node.IsNull()) return "";
  const bool other = !node.plain && LooksLikeOther(node.text);
  return !other && IsPlainSafe(node.text) ? node.text
         : node.plain && !node.IsString() ? node.text
                                          : Quoted(node.text);
}

std::string YamlText(const std::string& text) { return YamlScalar(TextNode(text)); }

}  // namespace container_app
