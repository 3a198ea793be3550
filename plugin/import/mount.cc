// SPDX-License-Identifier: GPL-2.0-or-later
#include "import/mount.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "base/text.h"
#include "import/node_edit.h"
#include "import/references.h"

namespace container_app {
namespace {

bool LooksLikePath(std::string_view source) {
  return source.find('/') != std::string_view::npos || source.starts_with('.') ||
         source.starts_with('~');
}

}  // namespace

bool ReadMount(const yaml::Node& node, ImportedMount* mount) {
  if (node.is_mapping()) {
    mount->type = TextAt(node, {"type"});
    mount->source = TextAt(node, {"source"});
    if (mount->source.empty()) mount->source = TextAt(node, {"src"});
    mount->target = TextAt(node, {"target"});
    mount->read_only = TextAt(node, {"read_only"}) == "true";
    return !mount->target.empty();
  }
  if (!node.is_scalar()) return false;
  mount->is_short = true;
  const std::vector<std::string> parts = SplitOutside(node.text, ':');
  if (parts.size() > 3) return false;
  if (parts.size() == 1) {
    mount->target = parts[0];
  } else {
    mount->source = parts[0];
    mount->target = parts[1];
    if (parts.size() == 3) mount->mode = parts[2];
  }
  for (const std::string_view word : Split(mount->mode, ',')) {
    if (word == "ro") mount->read_only = true;
  }
  mount->type = LooksLikePath(mount->source) ? "bind" : "volume";
  return true;
}

void WriteMount(const ImportedMount& mount, yaml::Node* node) {
  if (mount.is_short) {
    std::string text = mount.source + ":" + mount.target;
    std::vector<std::string> modes;
    for (const std::string_view word : Split(mount.mode, ',')) {
      // Propagation is of binds.
      const bool fits = mount.type == "bind" || word.find("shared") == std::string_view::npos;
      if (!word.empty() && fits && word.find("slave") == std::string_view::npos) {
        modes.emplace_back(word);
      }
    }
    if (!modes.empty()) text += ":" + Join(modes, ",");
    node->text = text;
    node->plain = false;
    return;
  }
  SetNode(node, "type", TextNode(mount.type));
  RemoveNode(node, "src");
  SetNode(node, "source", TextNode(mount.source));
  if (mount.type != "bind") RemoveNode(node, "bind");
}

void DropSecondTargets(const std::string& name, yaml::Node* service, Draft* draft) {
  yaml::Node* volumes = FindNode(service, "volumes");
  if (!volumes) return;
  std::set<std::string> seen;
  std::erase_if(volumes->items, [&](const yaml::Node& node) {
    ImportedMount mount;
    if (!ReadMount(node, &mount) || seen.insert(mount.target).second) return false;
    draft->Say(Topic::kChanged, fmt::format("a second mount on {} ({})", mount.target, name));
    return true;
  });
}

}  // namespace container_app
