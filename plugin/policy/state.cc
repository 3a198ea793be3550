// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/state.h"

#include <algorithm>

#include "base/text.h"
#include "policy/named_volumes.h"

namespace container_app {
namespace {

// Folders of the host that a boot or systemd-tmpfiles(8) empties, or that hold no files.
constexpr std::string_view kTemporaryFolders[] = {"/run", "/var/run", "/tmp", "/var/tmp",
                                                  "/dev", "/proc",    "/sys"};

bool IsTemporary(std::string_view path) {
  return std::any_of(std::begin(kTemporaryFolders), std::end(kTemporaryFolders),
                     [&](std::string_view folder) { return IsAtOrBelow(path, folder); });
}

/// The folder of the host that is mounted, where it is known.
std::optional<std::string> SourceOf(const Installed& installed, const ComposeMount& mount) {
  if (mount.type == ComposeMount::Type::kBind) return installed.BindSource(mount);
  const ComposeVolume* volume = VolumeOf(installed, mount);
  return volume ? VolumeFolder(installed, *volume) : std::nullopt;
}

/// A relative path is below LIB, which has a link to assets/ of the package.
bool IsOfPackage(const Installed& installed, const ComposeMount& mount) {
  const auto source = installed.Text(mount.source);
  if (mount.type != ComposeMount::Type::kBind || !source || source->starts_with('/')) return false;
  const std::string path = NormalisedPath(*source);
  return IsAtOrBelow(path, "/assets");
}

std::string VariableName(std::string_view state) {
  std::string name = "STATE_INPUT_";
  for (const char c : state) {
    name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c == '-' ? '_' : c;
  }
  return name;
}

/// A command in words, whoever splits it: a list, one text, or a text for a shell.
std::vector<std::string> WordsOf(const ComposeService& service) {
  std::vector<std::string> words;
  for (const Located<std::string>& item : service.command) {
    if (item.value.empty()) words.emplace_back();
    for (const std::string_view part : Split(item.value, ' ')) {
      if (part.empty()) continue;
      const bool quoted = part == "''" || part == "\"\"";
      words.emplace_back(quoted ? std::string_view() : part);
    }
  }
  return words;
}

}  // namespace

Keeping KeepingOf(const Installed& installed, const ComposeMount& mount) {
  if (mount.type == ComposeMount::Type::kTmpfs) return Keeping::kTmpfs;
  if (mount.type == ComposeMount::Type::kVolume && mount.source.empty()) {
    return Keeping::kAnonymousVolume;
  }
  const ComposeVolume* volume = VolumeOf(installed, mount);
  if (volume && IsInMemory(*volume)) return Keeping::kTmpfs;
  const auto source = SourceOf(installed, mount);
  if (source && IsTemporary(*source)) return Keeping::kTemporaryFolder;
  if (!mount.read_only && IsOfPackage(installed, mount)) return Keeping::kPackageFile;
  return mount.read_only ? Keeping::kReadOnly : Keeping::kKept;
}

ContainerPlace PlaceOf(const Installed& installed, const ComposeService& service,
                       std::string_view path) {
  const std::string wanted = NormalisedPath(path);
  ContainerPlace place;
  for (const ComposeMount& mount : service.mounts) {
    const std::string target = NormalisedPath(installed.Text(mount.target).value_or(mount.target));
    if (!IsAtOrBelow(wanted, target) || target.size() < place.target.size()) continue;
    place.mount = &mount;
    place.target = target;
  }
  if (!place.mount) return place;
  place.keeping = KeepingOf(installed, *place.mount);
  if (const auto source = SourceOf(installed, *place.mount)) {
    place.host_path = NormalisedPath(*source + "/" + wanted.substr(place.target.size()));
  }
  return place;
}

bool HasKeepingMount(const Installed& installed, const ComposeService& service) {
  return std::any_of(service.mounts.begin(), service.mounts.end(), [&](const ComposeMount& mount) {
    return KeepingOf(installed, mount) == Keeping::kKept;
  });
}

const ComposeService* FindService(const Compose& compose, std::string_view name) {
  for (const ComposeService& service : compose.services) {
    if (service.name.value == name) return &service;
  }
  return nullptr;
}

bool IsHostStore(std::string_view store) { return store.ends_with(".service"); }

StoreSettings StoreSettingsOf(const ComposeService& service) {
  StoreSettings settings;
  const std::vector<std::string> words = WordsOf(service);
  bool configured = false;
  bool append_only = false;
  bool always = false;
  bool snapshots = true;
  bool snapshots_given = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string next = i + 1 < words.size() ? words[i + 1] : "";
    configured = configured || words[i].ends_with(".conf");
    if (words[i] == "--appendonly") append_only = next == "yes";
    if (words[i] == "--appendfsync") always = next == "always";
    if (words[i] == "--dir") settings.folder = next;
    if (words[i] != "--save") continue;
    snapshots = !next.empty() && !next.starts_with("--");
    snapshots_given = true;
  }
  if (append_only) {
    settings.saving = always ? Saving::kAlways : Saving::kAppendOnly;
  } else if (configured && !snapshots_given) {
    settings.saving = Saving::kConfigured;
  } else {
    settings.saving = snapshots ? Saving::kSnapshots : Saving::kNothing;
  }
  return settings;
}

bool IsStoreImage(std::string_view image) {
  std::string_view name = image.substr(0, image.find('@'));
  if (const std::size_t slash = name.rfind('/'); slash != std::string_view::npos) {
    name.remove_prefix(slash + 1);
  }
  name = name.substr(0, name.find(':'));
  return name.starts_with("redis") || name.starts_with("valkey");
}

std::vector<HostStore> HostStores(const Definition& definition) {
  std::vector<HostStore> stores;
  for (const StateEntry& state : definition.metadata.state) {
    if (!IsHostStore(state.store.value)) continue;
    auto known = std::find_if(stores.begin(), stores.end(), [&](const HostStore& store) {
      return store.unit == state.store.value;
    });
    if (known == stores.end()) known = stores.insert(stores.end(), {state.store.value, {}});
    auto& names = known->states;
    const std::string& name = state.name.value;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return stores;
}

std::string PackageOfUnit(std::string_view unit) {
  if (unit.ends_with(".service")) unit.remove_suffix(std::string_view(".service").size());
  return std::string(unit.substr(0, unit.find('@')));
}

std::vector<Rebuild> Rebuilds(const Installed& installed) {
  const Definition& definition = installed.definition();
  std::vector<Rebuild> rebuilds;
  for (const StateEntry& state : definition.metadata.state) {
    const ComposeService* service = FindService(definition.compose, state.service.value);
    if (!state.from || !service) continue;
    Rebuild rebuild;
    rebuild.name = state.name.value;
    rebuild.variable = VariableName(state.name.value);
    rebuild.journal = state.from->journal.value;
    if (state.from->files) {
      rebuild.files = PlaceOf(installed, *service, state.from->files.value).host_path;
    }
    // In a volume of which only Docker knows where it is: the app has it there, and nobody else.
    if (state.from->files && rebuild.files.empty()) continue;
    for (const Located<std::string>& word : state.from->command) {
      rebuild.command.push_back(word.value);
    }
    rebuild.service = service->name.value;
    rebuild.container_name =
        installed.Text(service->container_name.value).value_or(service->container_name.value);
    if (state.rebuild.value != "app") rebuild.hook = state.rebuild.value;
    if (state.rebuild_within.value > 0) rebuild.within = state.rebuild_within.value;
    rebuilds.push_back(std::move(rebuild));
  }
  return rebuilds;
}

std::vector<DurablePlace> DurablePlaces(const Installed& installed) {
  const Compose& compose = installed.definition().compose;
  std::vector<DurablePlace> places;
  for (const StateEntry& state : installed.definition().metadata.state) {
    const std::string& keeper = state.store ? state.store.value : state.service.value;
    const ComposeService* service = FindService(compose, keeper);
    if (state.state_class.value != "durable" || !service || (!state.path && !state.store)) continue;
    const std::string path = state.path ? state.path.value : StoreSettingsOf(*service).folder;
    const ContainerPlace place = PlaceOf(installed, *service, path);
    const bool known = std::any_of(places.begin(), places.end(), [&](const DurablePlace& other) {
      return other.name == state.name.value;
    });
    if (place.keeping != Keeping::kKept || place.host_path.empty() || known) continue;
    places.push_back({state.name.value, place.host_path});
  }
  return places;
}

}  // namespace container_app
