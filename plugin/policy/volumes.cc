// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/volumes.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "policy/state.h"

namespace container_app {
namespace {

// Suffixes of files that images expect to find, not to fill.
constexpr std::string_view kFileSuffixes[] = {
    ".conf", ".config", ".json",       ".yaml", ".yml",  ".xml",    ".txt", ".ini",
    ".env",  ".cfg",    ".properties", ".toml", ".sock", ".socket", ".pid", ".log"};

bool ParseId(std::string_view text, std::optional<unsigned>* id) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  // 2^32-1 is "no user" to chown(2).
  if (error != std::errc() || end != text.data() + text.size() || value == ~0u) return false;
  *id = value;
  return true;
}

}  // namespace

std::string NormalisedPath(std::string_view path) {
  std::string out;
  for (const std::string_view part : Split(path, '/')) {
    if (!part.empty() && part != ".") out.append("/").append(part);
  }
  return out.empty() ? "/" : out;
}

bool IsAtOrBelow(std::string_view path, std::string_view folder) {
  return path == folder || folder == "/" ||
         (path.starts_with(folder) && path.substr(folder.size()).starts_with('/'));
}

VariableLookup InstalledVariables(const Definition& definition, const Names& names) {
  return [&definition, data = names.data](std::string_view name) -> std::optional<std::string> {
    if (const NamedValue* value = definition.metadata.DefaultConfig(name)) {
      return value->value.value;
    }
    if (name == "CONTAINER_DATA_ROOT") return data;
    return std::nullopt;
  };
}

bool ResolveUser(const Definition& definition, const Names& names, const ComposeService& service,
                 Owner* owner) {
  *owner = {};
  std::string user;
  std::string error;
  if (!Interpolate(service.user.value, InstalledVariables(definition, names), &user, &error)) {
    return false;
  }
  if (user.empty()) return true;
  const auto parts = Split(user, ':');
  return parts.size() <= 2 && ParseId(parts[0], &owner->uid) &&
         (parts.size() == 1 || ParseId(parts[1], &owner->gid));
}

std::optional<std::string> ResolveBindSource(const Definition& definition, const Names& names,
                                             const ComposeMount& mount) {
  const VariableLookup installed = InstalledVariables(definition, names);
  bool unset = false;
  const VariableLookup noting = [&](std::string_view name) {
    auto value = installed(name);
    unset = unset || !value;
    return value;
  };
  std::string path;
  std::string error;
  if (!Interpolate(mount.source, noting, &path, &error) || path.empty() || path[0] != '/' ||
      HasControl(path)) {
    return std::nullopt;
  }
  // ${VAR:-word} resolves although VAR is unset; a bare ${VAR} would silently become nothing.
  std::vector<VariableUse> uses;
  FindVariables(mount.source, mount.place, &uses, &error);
  const bool bare = std::any_of(uses.begin(), uses.end(), [&](const VariableUse& use) {
    return use.form == VariableUse::Form::kPlain && !installed(use.name);
  });
  const auto parts = Split(path, '/');
  if ((unset && bare) || std::find(parts.begin(), parts.end(), "..") != parts.end()) {
    return std::nullopt;
  }
  return NormalisedPath(path);
}

bool LooksLikeFile(const std::string& path) {
  const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  return std::any_of(std::begin(kFileSuffixes), std::end(kFileSuffixes), [&](std::string_view s) {
    return name.size() > s.size() && name.ends_with(s) && name[name.size() - s.size() - 1] != '.';
  });
}

namespace {

/// Folders of durable files, and the mounts these are on, belong to the service that changes them,
/// whoever else mounts them.
void AddStateFolders(const Definition& definition, const Names& names,
                     std::vector<DataFolder>* folders) {
  for (const StateEntry& state : definition.metadata.state) {
    const ComposeService* service = FindService(definition.compose, state.service.value);
    if (!service || !state.path) continue;
    const ContainerPlace place = PlaceOf(definition, names, *service, state.path.value);
    if (place.keeping != Keeping::kKept || !IsAtOrBelow(place.host_path, names.data)) continue;
    Owner owner;
    ResolveUser(definition, names, *service, &owner);
    const std::string source = *ResolveBindSource(definition, names, *place.mount);
    const std::string parent = place.host_path.substr(0, place.host_path.rfind('/'));
    for (const std::string& path : {source, parent}) {
      if (!IsAtOrBelow(path, source) || LooksLikeFile(path)) continue;
      const auto known = std::find_if(folders->begin(), folders->end(),
                                      [&](const DataFolder& f) { return f.path == path; });
      if (known == folders->end()) folders->push_back({path, owner});
    }
  }
}

}  // namespace

std::vector<DataFolder> DataFolders(const Definition& definition, const Names& names) {
  std::vector<DataFolder> folders{{names.data, {}}};
  AddStateFolders(definition, names, &folders);
  std::vector<bool> owned(folders.size(), true);  // whether its owner is known
  owned[0] = false;
  for (const ComposeService& service : definition.compose.services) {
    Owner owner;
    ResolveUser(definition, names, service, &owner);
    for (const ComposeMount& mount : service.mounts) {
      if (mount.type != ComposeMount::Type::kBind) continue;
      const auto path = ResolveBindSource(definition, names, mount);
      if (!path || !IsAtOrBelow(*path, names.data) || LooksLikeFile(*path)) continue;
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
