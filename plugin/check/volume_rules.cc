// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over volumes of Docker, with and without a name.
#include <fmt/format.h>

#include <algorithm>

#include "check/rules.h"
#include "policy/named_volumes.h"

namespace container_app {
namespace {

void CheckKeptElsewhere(const Rule& rule, const RuleContext& context) {
  const Installed& installed = context.plan.installed;
  for (const ComposeVolume& volume : context.definition().compose.volumes) {
    const Located<std::string_view> own = OwnWay(volume);
    const auto folder = VolumeFolder(installed, volume);
    const bool in_data = folder && IsAtOrBelow(*folder, installed.names().data);
    if (!own || IsInMemory(volume) || in_data) continue;
    const bool external = own.value == "external";
    context.diagnostics->Report(
        own.place, rule,
        fmt::format("the data of the volume '{}' is not in the folder of the app's data, and {}",
                    volume.value,
                    external ? "the app does not start where the volume is missing"
                             : "backups and administrators do not find it there"),
        fmt::format("leave '{}' out: the package then keeps the volume there", own.value));
  }
}

/// The first file of default-data/ that is in the folder of a volume, or empty.
std::string DefaultFile(const Definition& definition, const std::string& volume) {
  for (const CarriedFile& file : definition.default_data) {
    if (file.name == volume || file.name.starts_with(volume + "/")) return file.name;
  }
  return "";
}

/// The first bind of something in `folder`, or null.
const ComposeMount* BindIn(const RuleContext& context, const std::string& folder) {
  for (const ComposeService& service : context.definition().compose.services) {
    for (const ComposeMount& mount : service.mounts) {
      if (mount.type != ComposeMount::Type::kBind) continue;
      const auto source = context.plan.installed.BindSource(mount);
      if (source && IsAtOrBelow(*source, folder)) return &mount;
    }
  }
  return nullptr;
}

void CheckFolder(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  constexpr std::string_view kWhy = "Docker copies what the image has only into an empty folder";
  for (const ComposeVolume& volume : context.definition().compose.volumes) {
    if (!IsKeptInData(volume)) continue;
    if (volume.value.starts_with('.')) {
      context.diagnostics->Report(
          volume.place, rule,
          fmt::format("the volume '{}' can have no folder: its name begins with a dot",
                      volume.value),
          "rename it");
      continue;
    }
    const std::string file = DefaultFile(context.definition(), volume.value);
    if (!file.empty()) {
      context.diagnostics->Report(
          volume.place, rule,
          fmt::format("default-data/{} is in the folder of the volume '{}', but {}", file,
                      volume.value, kWhy),
          fmt::format("rename the volume; or remove it, mount ${{CONTAINER_DATA_ROOT}}/{} in its "
                      "place, and set 'user'",
                      volume.value));
    }
    const auto folder = VolumeFolder(context.plan.installed, volume);
    const ComposeMount* bind = BindIn(context, *folder);
    if (!bind) continue;
    context.diagnostics->Report(
        bind->source_place.file ? bind->source_place : bind->place, rule,
        fmt::format("'{}' is in the folder of the volume '{}', but {}", bind->source, volume.value,
                    kWhy),
        fmt::format("mount the volume in both places, '{}:{}', or rename it", volume.value,
                    bind->target));
  }
}

void CheckAnonymous(const Rule& rule, const RuleContext& context) {
  for (const ComposeService& service : context.definition().compose.services) {
    for (const ComposeMount& mount : service.mounts) {
      if (mount.type != ComposeMount::Type::kVolume || !mount.source.empty()) continue;
      context.diagnostics->Report(
          mount.place, rule,
          fmt::format("the volume on '{}' has no name: each start makes another one, and leaves "
                      "the one before on the disk",
                      mount.target),
          fmt::format("write 'data:{}', and 'data:' below 'volumes:' at the top level; or list "
                      "'{}' in 'tmpfs' if it may be lost",
                      mount.target, mount.target));
    }
  }
}

constexpr CheckRule kVolumeRules[] = {
    {{"compose-volumes",
      "A top-level volume has no `driver`, `driver_opts`, `external` and `name`, so that its data "
      "is below CONTAINER_DATA_ROOT.",
      Severity::kWarning},
     CheckKeptElsewhere},
    {{"volume-folder",
      "Nothing but the volume itself is in its folder below CONTAINER_DATA_ROOT: no bind mount and "
      "no default-data."},
     CheckFolder},
    {{"volume-anonymous", "A volume has a name.", Severity::kWarning}, CheckAnonymous},
};

}  // namespace

std::span<const CheckRule> VolumeRules() { return kVolumeRules; }

}  // namespace container_app
