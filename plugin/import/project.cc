// SPDX-License-Identifier: GPL-2.0-or-later
// Implements import/context.h: the top level of the Compose file, its networks and volumes.
#include <fmt/format.h>

#include "import/context.h"
#include "import/node_edit.h"
#include "import/references.h"

namespace container_app {
namespace {

/// Networks that somebody else makes become the app's own: nobody makes them on a device.
void OwnNetworks(const ImportContext& context) {
  yaml::Node* networks = FindNode(&context.foreign->compose, "networks");
  if (!networks) return;
  for (yaml::Entry& entry : networks->entries) {
    if (!RemoveNode(&entry.value, "external")) continue;
    RemoveNode(&entry.value, "name");
    if (entry.value.entries.empty()) entry.value = PlainNode("");
    context.draft->Say(Topic::kChanged,
                       fmt::format("the network '{}' is the app's own now", entry.key.text));
  }
}

/// Volumes without options are kept in the data folder of the app.
void OwnVolumes(const ImportContext& context) {
  yaml::Node* volumes = FindNode(&context.foreign->compose, "volumes");
  if (!volumes) return;
  for (yaml::Entry& entry : volumes->entries) {
    yaml::Node& volume = entry.value;
    if (!volume.is_mapping()) continue;
    if (TextAt(volume, {"driver_opts", "type"}) == "tmpfs") continue;
    bool changed = false;
    for (const std::string_view key : {"external", "name", "driver", "driver_opts"}) {
      const bool local = key == "driver" && TextAt(volume, {key}) == "local";
      if (RemoveNode(&volume, key) && !local) changed = true;
    }
    if (volume.entries.empty()) volume = PlainNode("");
    if (changed) {
      context.draft->Say(
          Topic::kChanged,
          fmt::format("the volume '{}' is kept in the data folder of the app", entry.key.text));
    }
  }
}

/// Files of top-level `configs` and `secrets`.
void OwnFiles(const ImportContext& context) {
  for (const std::string_view key : {"configs", "secrets"}) {
    yaml::Node* all = FindNode(&context.foreign->compose, key);
    if (!all) continue;
    for (yaml::Entry& entry : all->entries) {
      RemoveNode(&entry.value, "external");
      yaml::Node* file = FindNode(&entry.value, "file");
      if (key == "secrets" && (file || entry.value.entries.empty())) {
        const std::string name = VariableName(entry.key.text);
        AddSecret(context, name, true);
        SetNode(&entry.value, "file", TextNode("${CONTAINER_SECRETS_ROOT}/" + name));
      } else if (file && !file->text.starts_with('/')) {
        *file = TextNode(AssetFor(context, context.Known(file->text).value_or(file->text),
                                  "the config " + entry.key.text));
      }
    }
  }
}

}  // namespace

void RepairProject(const ImportContext& context) {
  yaml::Node* compose = &context.foreign->compose;
  RemoveNode(compose, "version");
  RemoveNode(compose, "name");
  OwnNetworks(context);
  OwnVolumes(context);
  OwnFiles(context);
}

}  // namespace container_app
