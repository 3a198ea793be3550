// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/volumes.h"

#include <algorithm>

#include "policy/named_volumes.h"
#include "policy/state.h"

namespace container_app {
namespace {

// Suffixes of files that images expect to find, not to fill.
constexpr std::string_view kFileSuffixes[] = {
    ".conf", ".config", ".json",       ".yaml", ".yml",  ".xml",    ".txt", ".ini",
    ".env",  ".cfg",    ".properties", ".toml", ".sock", ".socket", ".pid", ".log",
    ".db",   ".sqlite", ".sqlite3",    ".key",  ".pem",  ".crt",    ".sh"};

}  // namespace

bool LooksLikeFile(const std::string& path) {
  const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  return std::any_of(std::begin(kFileSuffixes), std::end(kFileSuffixes), [&](std::string_view s) {
    return name.size() > s.size() && name.ends_with(s) && name[name.size() - s.size() - 1] != '.';
  });
}

namespace {

/// Folders of durable files, and the mounts these are on, belong to the service that changes them,
/// whoever else mounts them.
void AddStateFolders(const Installed& installed, std::vector<DataFolder>* folders) {
  for (const StateEntry& state : installed.definition().metadata.state) {
    const ComposeService* service =
        FindService(installed.definition().compose, state.service.value);
    if (!service || !state.path) continue;
    const ContainerPlace place = PlaceOf(installed, *service, state.path.value);
    if (place.keeping != Keeping::kKept || !IsAtOrBelow(place.host_path, installed.names().data))
      continue;
    // Docker copies nothing into a volume in which there is a folder already.
    if (place.mount->type != ComposeMount::Type::kBind) continue;
    const Owner owner = installed.User(*service).value_or(Owner());
    const std::string source = *installed.BindSource(*place.mount);
    const std::string parent = place.host_path.substr(0, place.host_path.rfind('/'));
    for (const std::string& path : {source, parent}) {
      if (!IsAtOrBelow(path, source) || LooksLikeFile(path)) continue;
      const auto known = std::find_if(folders->begin(), folders->end(),
                                      [&](const DataFolder& f) { return f.path == path; });
      if (known == folders->end()) folders->push_back({path, owner});
    }
  }
}

/// Empty folders of root: Docker gives each the owner that its place has in the image.
void AddVolumeFolders(const Installed& installed, std::vector<DataFolder>* folders) {
  for (const ComposeVolume& volume : installed.definition().compose.volumes) {
    const auto folder = VolumeFolder(installed, volume);
    if (folder && IsAtOrBelow(*folder, installed.names().data)) folders->push_back({*folder, {}});
  }
}

}  // namespace

std::vector<DataFolder> DataFolders(const Installed& installed) {
  std::vector<DataFolder> folders{{installed.names().data, {}}};
  AddVolumeFolders(installed, &folders);
  AddStateFolders(installed, &folders);
  std::vector<bool> owned(folders.size(), true);  // whether its owner is known
  owned[0] = false;
  for (const ComposeService& service : installed.definition().compose.services) {
    const Owner owner = installed.User(service).value_or(Owner());
    for (const ComposeMount& mount : service.mounts) {
      if (mount.type != ComposeMount::Type::kBind) continue;
      const auto path = installed.BindSource(mount);
      if (!path || !IsAtOrBelow(*path, installed.names().data) || LooksLikeFile(*path)) continue;
      const auto known = std::find_if(folders.begin(), folders.end(),
                                      [&](const DataFolder& f) { return f.path == *path; });
      const auto index = static_cast<std::size_t>(known - folders.begin());
      if (known == folders.end()) {
        folders.push_back({*path, {}});
        owned.push_back(false);
      }
      if (mount.read_only || owned[index]) continue;
      folders[index].owner = owner;
      owned[index] = true;
    }
  }
  return folders;
}

}  // namespace container_app
