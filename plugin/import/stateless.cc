// SPDX-License-Identifier: GPL-2.0-or-later
// Implements import/context.h: services that keep nothing.
#include <fmt/format.h>

#include <algorithm>

#include "import/context.h"
#include "import/mount.h"
#include "import/node_edit.h"
#include "import/references.h"
#include "policy/installed.h"

namespace container_app {
namespace {

/// Images that keep data where nothing may be mounted.
struct DataImage {
  std::string_view name;
  std::string_view folder;
};
constexpr DataImage kDataImages[] = {{"postgres", "/var/lib/postgresql/data"},
                                     {"mysql", "/var/lib/mysql"},
                                     {"mariadb", "/var/lib/mysql"},
                                     {"mongo", "/data/db"},
                                     {"influxdb", "/var/lib/influxdb"},
                                     {"rabbitmq", "/var/lib/rabbitmq"}};

/// What is of the device and keeps nothing of the app.
bool KeepsNothing(const std::string& source) {
  static constexpr std::string_view kFolders[] = {"/dev", "/run",  "/var/run",
                                                  "/sys", "/proc", "/tmp"};
  return source.starts_with("./assets/") || source.ends_with(".sock") ||
         std::any_of(std::begin(kFolders), std::end(kFolders),
                     [&](std::string_view folder) { return IsAtOrBelow(source, folder); });
}

/// Gives a database that has no mount a volume.
bool AddDataVolume(const ImportContext& context, const std::string& name, yaml::Node* service) {
  const std::string image = TextAt(*service, {"image"});
  const std::string base = image.substr(0, image.find_first_of(":@"));
  const auto end = std::end(kDataImages);
  const auto known = std::find_if(std::begin(kDataImages), end, [&](const DataImage& one) {
    return base == one.name || base == "library/" + std::string(one.name);
  });
  if (known == end) return false;
  yaml::Node* all = FindNode(&context.foreign->compose, "volumes");
  if (!all) all = SetNode(&context.foreign->compose, "volumes", MappingNode());
  std::string volume = PlainName(name) + "-data";
  while (FindNode(all, volume)) volume += "-2";
  SetNode(all, volume, PlainNode(""));
  // The top level may have moved.
  yaml::Node* own = FindNode(&context.foreign->compose, {"services", name});
  yaml::Node* volumes = FindNode(own, "volumes");
  if (!volumes) volumes = SetNode(own, "volumes", SequenceNode());
  volumes->items.push_back(TextNode(fmt::format("{}:{}", volume, known->folder)));
  context.draft->Say(Topic::kGuessed,
                     fmt::format("'{}' keeps its data in the volume {}", name, volume));
  return true;
}

}  // namespace

void NameStateless(const ImportContext& context) {
  context.ForEachService([&](const std::string& name, yaml::Node* service) {
    if (TextAt(*service, {"read_only"}) == "true") return;
    const yaml::Node* volumes = service->Find("volumes");
    const bool keeps =
        volumes &&
        std::any_of(volumes->items.begin(), volumes->items.end(), [](const yaml::Node& node) {
          ImportedMount mount;
          return ReadMount(node, &mount) && !mount.read_only && mount.type != "tmpfs" &&
                 !KeepsNothing(mount.source);
        });
    if (keeps || AddDataVolume(context, name, service)) return;
    context.draft->stateless.push_back(name);
    context.draft->Say(Topic::kState, name);
  });
}

}  // namespace container_app
