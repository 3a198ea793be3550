// SPDX-License-Identifier: GPL-2.0-or-later
// Implements import/hints.h: apps of Umbrel.
#include <fmt/format.h>

#include "import/hints.h"
#include "import/node_edit.h"
#include "import/references.h"

namespace container_app {
namespace {

/// The value of a pair of `environment`, in either form.
std::string PairOf(yaml::Node* pairs, std::string_view wanted) {
  std::string found;
  EditPairs(pairs, [&](const std::string& name, std::string* value) {
    if (name == wanted) found = *value;
  });
  return found;
}

/// Umbrel's proxy publishes the port of the manifest; without it the service does.
void ReplaceProxy(const std::string& id, const std::string& port, Foreign* foreign) {
  yaml::Node* services = FindNode(&foreign->compose, "services");
  yaml::Node* proxy = FindNode(services, "app_proxy");
  if (!proxy) return;
  const std::string host = PairOf(FindNode(proxy, "environment"), "APP_HOST");
  const std::string target = PairOf(FindNode(proxy, "environment"), "APP_PORT");
  RemoveNode(services, "app_proxy");
  for (yaml::Entry& entry : services->entries) {
    const bool own = host == fmt::format("{}_{}_1", id, entry.key.text) || host == entry.key.text ||
                     host == TextAt(entry.value, {"container_name"});
    if (!own || !entry.value.is_mapping()) continue;
    foreign->hints.main_service = entry.key.text;
    if (TextAt(entry.value, {"network_mode"}) == "host" || port.empty() || target.empty()) return;
    yaml::Node* ports = FindNode(&entry.value, "ports");
    if (!ports) ports = SetNode(&entry.value, "ports", SequenceNode());
    ports->items.insert(ports->items.begin(), TextNode(port + ":" + target));
    return;
  }
}

}  // namespace

void ReadUmbrel(const yaml::Node& manifest, Foreign* foreign) {
  AppHints& hints = foreign->hints;
  FillHint(manifest, "id", &hints.app_id);
  FillHint(manifest, "name", &hints.name);
  FillHint(manifest, "tagline", &hints.description);
  FillHint(manifest, "description", &hints.long_description);
  FillHint(manifest, "category", &hints.category);
  FillHint(manifest, "version", &hints.version);
  FillHint(manifest, "website", &hints.homepage);
  FillHint(manifest, "port", &hints.web_port);
  FillHint(manifest, "path", &hints.web_path);
  const std::string id = TextAt(manifest, {"id"});
  for (const std::string_view variable : {"${APP_DATA_DIR}", "$APP_DATA_DIR"}) {
    foreign->data_prefixes.emplace_back(variable);
  }
  ReplaceProxy(id, hints.web_port, foreign);
  hints.variables["APP_PASSWORD"].secret = true;
  hints.variables["APP_SEED"].secret = true;
  hints.variables["APP_SEED"].hex = true;
  hints.variables["APP_SEED"].length = 64;
  foreign->environment.emplace("DEVICE_DOMAIN_NAME", "localhost");
  foreign->environment.emplace("DEVICE_HOSTNAME", "localhost");
  foreign->environment.emplace("APP_ID", id);
  // Its services find each other by the names that Compose 1 gave to containers.
  yaml::Node* services = FindNode(&foreign->compose, "services");
  if (!services) return;
  for (yaml::Entry& entry : services->entries) {
    if (!entry.value.is_mapping() || entry.value.Find("container_name")) continue;
    if (entry.value.Find("network_mode") || entry.value.Find("profiles")) continue;
    SetNode(&entry.value, "container_name", TextNode(fmt::format("{}_{}_1", id, entry.key.text)));
  }
}

}  // namespace container_app
