// SPDX-License-Identifier: GPL-2.0-or-later
#include "yaml/tags.h"

#include <fmt/format.h>

#include "yaml/rules.h"

namespace container_app::yaml {
namespace {

constexpr std::string_view kCorePrefix = "tag:yaml.org,2002:";

/// True when the value can have the type of the core tag `name`.
bool Fits(std::string_view name, const Node& node) {
  if (name == "seq") return node.is_sequence();
  if (name == "map") return node.is_mapping();
  if (!node.is_scalar()) return false;
  if (name == "null") return node.IsNull();
  if (name == "bool") return node.AsBool().has_value();
  if (name == "int") return node.AsInteger().has_value();
  return node.IsFloat() || node.AsInteger().has_value();
}

bool IsCore(std::string_view name) {
  for (const std::string_view known : {"seq", "map", "null", "bool", "int", "float"}) {
    if (name == known) return true;
  }
  return false;
}

}  // namespace

void ApplyTag(std::string_view tag, Node* node, Diagnostics* diagnostics) {
  if (tag.empty()) return;
  std::string shown(tag);
  if (tag.starts_with(kCorePrefix)) {
    const std::string_view name = tag.substr(kCorePrefix.size());
    shown = fmt::format("!!{}", name);
    if (name == "str" && node->is_scalar()) {
      node->plain = false;
      return;
    }
    if (IsCore(name)) {
      node->plain = true;  // `!!int "5"` is the number
      if (Fits(name, *node)) return;
      diagnostics->Report(node->place, kYamlTag,
                          fmt::format("the value is not what its tag '{}' says", shown),
                          "remove the tag or fix the value");
      return;
    }
  } else if (tag == "!") {
    if (node->is_scalar()) node->plain = false;
    return;
  } else if (tag == "!reset" || tag == "!override") {
    diagnostics->Report(
        node->place, kYamlTag,
        fmt::format("the tag '{}' changes another compose file, but this is the first one", shown),
        "remove it: there is nothing before this file that it could change");
    return;
  }
  diagnostics->Report(node->place, kYamlTag, fmt::format("the tag '{}' is not known", shown),
                      "remove it, or put quotes around a text that begins with '!'");
}

}  // namespace container_app::yaml
