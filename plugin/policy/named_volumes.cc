// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/named_volumes.h"

#include <algorithm>

#include "base/text.h"

namespace container_app {
namespace {

std::string Option(const ComposeVolume& volume, const std::string& name) {
  const auto found = volume.options.find(name);
  return found == volume.options.end() ? "" : found->second;
}

bool IsBind(const ComposeVolume& volume) {
  const std::string options = Option(volume, "o");
  const auto words = Split(options, ',');
  return std::any_of(words.begin(), words.end(),
                     [](std::string_view word) { return word == "bind" || word == "rbind"; });
}

}  // namespace

const ComposeVolume* VolumeOf(const Installed& installed, const ComposeMount& mount) {
  if (mount.type != ComposeMount::Type::kVolume) return nullptr;
  const auto name = installed.Text(mount.source);
  const auto& volumes = installed.definition().compose.volumes;
  const auto found = std::find_if(volumes.begin(), volumes.end(), [&](const ComposeVolume& volume) {
    return name && volume.value == *name;
  });
  return found == volumes.end() ? nullptr : &*found;
}

Located<std::string_view> OwnWay(const ComposeVolume& volume) {
  if (volume.external.file) return {"external", volume.external};
  if (volume.driver_opts.file) return {"driver_opts", volume.driver_opts};
  // `driver: local` without options is what Docker takes anyway.
  if (volume.driver && volume.driver.value != "local") return {"driver", volume.driver.place};
  if (volume.name) return {"name", volume.name.place};
  return {};
}

bool IsKeptInData(const ComposeVolume& volume) { return !OwnWay(volume); }

std::optional<std::string> VolumeFolder(const Installed& installed, const ComposeVolume& volume) {
  if (IsKeptInData(volume)) {
    const auto data = installed.Variable("CONTAINER_DATA_ROOT");
    return NormalisedPath(data.value_or("") + "/" + volume.value);
  }
  if (volume.external.file || !IsBind(volume)) return std::nullopt;
  const auto device = installed.KnownText(Option(volume, "device"));
  if (!device || !device->starts_with('/')) return std::nullopt;
  return NormalisedPath(*device);
}

bool IsInMemory(const ComposeVolume& volume) { return Option(volume, "type") == "tmpfs"; }

}  // namespace container_app
