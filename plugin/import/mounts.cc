// SPDX-License-Identifier: GPL-2.0-or-later
// Implements import/context.h: where the mounts of the source are on a device.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "app/forms.h"
#include "base/text.h"
#include "import/context.h"
#include "import/mount.h"
#include "import/node_edit.h"
#include "import/references.h"
#include "policy/installed.h"
#include "policy/volumes.h"

namespace container_app {
namespace {

/// A path that only the machine of its author has, without its first parts: `/home/ada/x`.
constexpr std::string_view kDocumented[] = {"/path/to/", "/your/", "/path/", "/some/"};

/// What is of the device itself and keeps its place.
constexpr std::string_view kDevice[] = {"/dev",     "/sys",     "/proc",          "/run",
                                        "/var/run", "/lib",     "/usr",           "/boot",
                                        "/etc",     "/var/log", "/var/lib/docker"};

constexpr std::string_view kSystemFiles[] = {
    "/etc/passwd",      "/etc/group",      "/etc/hosts",      "/etc/hostname",
    "/etc/resolv.conf", "/etc/machine-id", "/etc/os-release", "/etc/shadow"};

bool IsOfDevice(const std::string& path) {
  return path == "/" ||
         std::any_of(std::begin(kDevice), std::end(kDevice),
                     [&](std::string_view folder) { return IsAtOrBelow(path, folder); });
}

/// `./data/db/` as `data/db`, without what leads upwards.
std::string Normal(std::string_view path) {
  std::vector<std::string> parts;
  for (const std::string_view part : Split(path, '/')) {
    if (!part.empty() && part != "." && part != ".." && part != "~") parts.emplace_back(part);
  }
  return Join(parts, "/");
}

class MountMover {
 public:
  explicit MountMover(const ImportContext& context) : context_(context) {}

  void Move() {
    context_.ForEachService([&](const std::string& name, yaml::Node* service) {
      if (yaml::Node* volumes = FindNode(service, "volumes")) Collect(name, service, volumes);
    });
    for (DataPlace& place : data_) PlaceData(&place);
    context_.ForEachService([&](const std::string&, yaml::Node* service) {
      yaml::Node* volumes = FindNode(service, "volumes");
      if (!volumes) return;
      std::erase_if(volumes->items,
                    [](const yaml::Node& item) { return item.is_scalar() && item.text.empty(); });
      if (volumes->items.empty()) RemoveNode(service, "volumes");
    });
  }

 private:
  /// A mount of the app's data, which gets its place when all are known.
  struct DataPlace {
    std::string path;  ///< Relative to the app's own folder.
    ImportedMount mount;
    yaml::Node* node;
    std::string service;
  };

  void Collect(const std::string& name, yaml::Node* service, yaml::Node* volumes) {
    for (yaml::Node& node : volumes->items) {
      ImportedMount mount;
      if (!ReadMount(node, &mount)) continue;
      if (mount.source.empty() && (mount.type == "volume" || mount.is_short)) {
        mount.source = name + "-" + Normal(mount.target);
        mount.type = "volume";
        data_.push_back({Normal(mount.source), mount, &node, name});
      } else if (mount.type == "bind" || (mount.is_short && mount.source.starts_with('$'))) {
        mount.type = "bind";
        CollectBind(name, service, mount, &node);
      }
    }
  }

  void CollectBind(const std::string& name, yaml::Node* service, const ImportedMount& mount,
                   yaml::Node* node) {
    std::string source = mount.source;
    for (const std::string& prefix : context_.foreign->data_prefixes) {
      if (source != prefix && !source.starts_with(prefix + "/")) continue;
      // The folder of the data as a whole.
      source = source.size() > prefix.size() + 1 ? "./" + source.substr(prefix.size()) : "./data";
      break;
    }
    const auto known = context_.Known(source);
    const std::string path = known.value_or("");
    const std::vector<Reference> references = ReferencesOf(source);
    const bool of_user =
        source.starts_with("$HOME") || source.starts_with("${HOME}") || source.starts_with("~");
    const bool of_folder = source.starts_with("$PWD") || source.starts_with("${PWD}");
    if (of_user || of_folder) {
      Data(name, source.substr(std::min(source.find('/'), source.size())), mount, node, service);
    } else if (!known && !references.empty()) {
      // What nobody has given a value is a folder of the app.
      Data(name,
           "./" + LowerCase(ReplaceReferences(
                      source, [](const Reference& reference) { return reference.name; })),
           mount, node, service);
    } else if (!path.starts_with('/')) {
      Data(name, path, mount, node, service);
    } else {
      HostPath(name, service, path, mount, node);
    }
  }

  /// Marks an entry, which goes when all are read.
  static void Drop(yaml::Node* node) { *node = TextNode(""); }

  /// A path of the app's own folder, or of what lies beside the Compose file.
  void Data(const std::string& name, const std::string& source, const ImportedMount& mount,
            yaml::Node* node, yaml::Node*) {
    const std::string path = Normal(source);
    if (path.empty()) {
      context_.draft->Say(Topic::kLeftOut, fmt::format("the mount of the whole folder on {} ({})",
                                                       mount.target, name));
      Drop(node);
      return;
    }
    const std::string found = SourcePath(context_, source);
    const FileKind kind = found.empty() ? FileKind::kMissing : context_.files.Status(found).kind;
    const bool is_file =
        kind == FileKind::kRegular ||
        (kind == FileKind::kMissing && LooksLikeFile(mount.target) && LooksLikeFile(path));
    ImportedMount moved = mount;
    if (is_file || (kind == FileKind::kDirectory && mount.read_only)) {
      CarryMount(name, source, path, &moved, node);
      return;
    }
    if (kind == FileKind::kDirectory && CarryFile(context_, found, "default-data/" + path)) {
      fixed_.insert(path);
    }
    data_.push_back({path, moved, node, name});
  }

  /// A file, or a folder that is only read, of the source.
  void CarryMount(const std::string& name, const std::string& source, const std::string& path,
                  ImportedMount* mount, yaml::Node* node) {
    const std::string found = SourcePath(context_, source);
    if (!found.empty() && !mount->read_only && !path.ends_with(".sh")) {
      // The app may write it: the first version of it is data.
      if (CarryFile(context_, found, "default-data/" + path)) {
        mount->source = "${CONTAINER_DATA_ROOT}/" + path;
        WriteMount(*mount, node);
        return;
      }
    }
    mount->source = AssetFor(context_, source, name);
    if (mount->is_short && !mount->read_only) {
      mount->mode += mount->mode.empty() ? "ro" : ",ro";
    }
    WriteMount(*mount, node);
  }

  void HostPath(const std::string& name, yaml::Node* service, const std::string& path,
                ImportedMount mount, yaml::Node* node) {
    if (path == "/etc/localtime" || path == "/etc/timezone") {
      Drop(node);
      AddVariable(service, "TZ", "${TZ}");
      context_.draft->Say(Topic::kChanged, fmt::format("{} is the variable TZ ({})", path, name));
      return;
    }
    const auto end = std::end(kSystemFiles);
    if (std::find(std::begin(kSystemFiles), end, path) != end) {
      Drop(node);
      context_.draft->Say(Topic::kLeftOut, fmt::format("{} of the system ({})", path, name));
      return;
    }
    if (IsOfDevice(path) && !(path.starts_with("/etc/") && LooksLikeFile(path))) {
      context_.draft->Say(Topic::kRights, fmt::format("{} ({})", path, name));
      return;
    }
    std::string own = path;
    for (const std::string_view prefix : kDocumented) {
      if (own.starts_with(prefix)) own = own.substr(prefix.size() - 1);
    }
    AskForPath(name, Normal(own), std::move(mount), node);
  }

  /// A folder of the machine of the author: people choose theirs, and it is the app's until then.
  void AskForPath(const std::string& name, const std::string& path, ImportedMount mount,
                  yaml::Node* node) {
    const std::string last = PlainName(path.substr(path.rfind('/') + 1));
    auto& [id, folder] = asked_[path];
    if (id.empty()) {
      folder = Unused(last.empty() ? "files" : last);
      id = context_.FreeVariable(VariableName(folder) + "_PATH");
      DraftField field;
      field.id = id;
      field.type = "path";
      field.label = fmt::format("Folder for {}", folder);
      field.description = fmt::format(
          "A folder of this device. Where it is empty, the folder {} of the app's data.", folder);
      context_.draft->fields.push_back(field);
      context_.draft->Say(Topic::kGuessed, fmt::format("{} is a folder that people choose, {} ({})",
                                                       path, id, name));
    }
    mount.type = "bind";
    mount.source = fmt::format("${{{}:-${{CONTAINER_DATA_ROOT}}/{}}}", id, folder);
    WriteMount(mount, node);
  }

  /// A name in the data folder that no volume and no other folder has.
  std::string Unused(const std::string& name) const {
    const yaml::Node* volumes = context_.foreign->compose.Find("volumes");
    const auto is_used = [&](const std::string& folder) {
      return (volumes && volumes->Find(folder)) ||
             std::any_of(asked_.begin(), asked_.end(),
                         [&](const auto& asked) { return asked.second.second == folder; });
    };
    std::string folder = name;
    for (int i = 2; is_used(folder); ++i) folder = fmt::format("{}-{}", name, i);
    return folder;
  }

  /// Whether another mount is in this folder, or this one in another's.
  bool Overlaps(const DataPlace& place) const {
    return std::any_of(data_.begin(), data_.end(), [&](const DataPlace& other) {
      return other.path != place.path &&
             (IsAtOrBelow(other.path, place.path) || IsAtOrBelow(place.path, other.path));
    });
  }

  bool HasFiles(const DataPlace& place) const {
    return std::any_of(fixed_.begin(), fixed_.end(), [&](const std::string& path) {
      return IsAtOrBelow(path, place.path) || IsAtOrBelow(place.path, path);
    });
  }

  void PlaceData(DataPlace* place) {
    const std::string name = PlainName(place->path);
    if (name.empty() || HasFiles(*place) || Overlaps(*place)) {
      place->mount.source = "${CONTAINER_DATA_ROOT}/" + Plain(place->path);
      place->mount.type = "bind";
      WriteMount(place->mount, place->node);
      return;
    }
    std::string& volume = volumes_[place->path];
    yaml::Node* all = FindNode(&context_.foreign->compose, "volumes");
    if (!all) all = SetNode(&context_.foreign->compose, "volumes", MappingNode());
    if (volume.empty()) {
      volume = name;
      for (int i = 2; FindNode(all, volume); ++i) volume = fmt::format("{}-{}", name, i);
      SetNode(all, volume, PlainNode(""));
    }
    place->mount.source = volume;
    place->mount.type = "volume";
    WriteMount(place->mount, place->node);
  }

  /// A path without characters that a shell or Docker reads otherwise.
  static std::string Plain(const std::string& path) {
    std::string plain;
    for (const char c : path) {
      plain += std::string_view("`;\"'$:").find(c) == std::string_view::npos ? c : '-';
    }
    return plain;
  }

  const ImportContext& context_;
  std::vector<DataPlace> data_;
  std::set<std::string> fixed_;  ///< Paths that default-data/ has files for.
  /// Of each path of a host: the variable, and the folder of the data that is its default.
  std::map<std::string, std::pair<std::string, std::string>> asked_;
  std::map<std::string, std::string> volumes_;  ///< Paths and the volumes that stand for them.
};

}  // namespace

void RepairMounts(const ImportContext& context) {
  context.ForEachService([&](const std::string& name, yaml::Node* service) {
    DropSecondTargets(name, service, context.draft);
  });
  MountMover(context).Move();
}

}  // namespace container_app
