// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/compose_volumes.h"

#include "app/compose_forms.h"

namespace container_app {
namespace {

using compose_forms::ReadTextOf;

/// A mapping gives the volume another name, in files of old. A variable decides on the device.
bool IsExternal(const yaml::Node& node) {
  if (node.IsNull()) return false;
  return node.AsBool().value_or(node.text != "false");
}

void ReadVolume(const yaml::Node& node, ComposeVolume* volume, Diagnostics* diagnostics) {
  ReadTextOf(node, {"driver", volume->value}, &volume->driver, diagnostics);
  ReadTextOf(node, {"name", volume->value}, &volume->name, diagnostics);
  const yaml::Node* external = node.Find("external");
  if (external && IsExternal(*external)) volume->external = external->place;
  const yaml::Node* options = node.Find("driver_opts");
  if (!options || !options->is_mapping() || options->entries.empty()) return;
  volume->driver_opts = options->place;
  for (const yaml::Entry& entry : options->entries) {
    volume->options[entry.key.text] = entry.value.text;
  }
}

}  // namespace

void ReadComposeVolumes(const yaml::Node& document, std::vector<ComposeVolume>* volumes) {
  const yaml::Node* node = document.Find("volumes");
  if (!node || !node->is_mapping()) return;
  Diagnostics told_before;
  auto volume = volumes->begin();
  for (const yaml::Entry& entry : node->entries) {
    if (entry.value.is_mapping()) ReadVolume(entry.value, &*volume, &told_before);
    ++volume;
  }
}

}  // namespace container_app
