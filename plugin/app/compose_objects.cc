// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/compose_objects.h"

#include <fmt/format.h>

#include <cmath>
#include <initializer_list>
#include <optional>

#include "app/compose_rules.h"
#include "app/compose_scalar.h"
#include "app/compose_texts.h"
#include "base/text.h"

namespace container_app {
namespace {

using Keys = std::initializer_list<std::string_view>;

const yaml::Node* FindPath(const yaml::Node& node, Keys path) {
  const yaml::Node* at = &node;
  for (const std::string_view key : path) {
    at = at && at->is_mapping() ? at->Find(key) : nullptr;
  }
  return at;
}

/// A number or a size; nothing where it is neither, or not known yet.
std::optional<double> Amount(const yaml::Node* node) {
  if (!node || !node->is_scalar()) return std::nullopt;
  return ComposeSize(ReadComposeScalar(*node).text);
}

void CheckSources(const yaml::Entry& entry, std::string_view kind, Keys sources,
                  Diagnostics* diagnostics) {
  const yaml::Node* first = nullptr;
  const std::vector<std::string> names(sources.begin(), sources.end());
  for (const std::string_view source : sources) {
    const yaml::Node* found = entry.value.Find(source);
    if (found && first) {
      diagnostics->Report(found->place, kComposeSource,
                          fmt::format("the {} '{}' has more than one source", kind, entry.key.text),
                          fmt::format("keep one of {}", Join(names, ", ")));
      return;
    }
    if (found) first = found;
  }
  if (first || entry.value.Find("external")) return;
  diagnostics->Report(entry.key.place, kComposeSource,
                      fmt::format("the {} '{}' has no source", kind, entry.key.text),
                      fmt::format("add one of {}", Join(names, ", ")));
}

void CheckExternalVolume(const yaml::Entry& entry, Diagnostics* diagnostics) {
  if (!IsExternalObject(entry.value)) return;
  for (const yaml::Entry& below : entry.value.entries) {
    const std::string_view key = below.key.text;
    if (key == "name" || key == "external" || key.starts_with("x-")) continue;
    diagnostics->Report(
        below.key.place, kComposeTogether,
        fmt::format("the volume '{}' is external, so '{}' has no place in it", entry.key.text, key),
        "remove it, or remove 'external'");
  }
}

void CheckExternalName(const yaml::Entry& entry, Diagnostics* diagnostics) {
  const yaml::Node* name = entry.value.Find("name");
  const yaml::Node* other = FindPath(entry.value, {"external", "name"});
  if (!name || !other || name->text == other->text) return;
  diagnostics->Report(other->place, kComposeTogether,
                      fmt::format("'{}' has two names", entry.key.text),
                      "keep 'name', and write 'external: true'");
}

struct EqualKeys {
  Keys first;
  Keys second;  ///< Where only the mapping around it is there, its value is 0 to Compose.
};
const EqualKeys kEqualKeys[] = {
    {{"cpus"}, {"deploy", "resources", "limits", "cpus"}},
    {{"mem_limit"}, {"deploy", "resources", "limits", "memory"}},
    {{"mem_reservation"}, {"deploy", "resources", "reservations", "memory"}},
    {{"pids_limit"}, {"deploy", "resources", "limits", "pids"}},
};

std::string Dotted(Keys path) {
  return Join(std::vector<std::string>(path.begin(), path.end()), ".");
}

void ReportUnequal(const yaml::Node& place, std::string_view owner, Keys first, Keys second,
                   Diagnostics* diagnostics) {
  diagnostics->Report(
      place.place, kComposeTogether,
      fmt::format("'{}' and '{}' of {} differ", Dotted(first), Dotted(second), owner),
      fmt::format("give both the same value, or keep '{}' alone", Dotted(second)));
}

void CheckEqual(const yaml::Node& service, std::string_view owner, Diagnostics* diagnostics) {
  for (const EqualKeys& keys : kEqualKeys) {
    const yaml::Node* first = FindPath(service, keys.first);
    const yaml::Node* second = FindPath(service, keys.second);
    const yaml::Node* around =
        FindPath(service, {keys.second.begin()[0], keys.second.begin()[1], keys.second.begin()[2]});
    const auto value = Amount(first);
    if (!first || !value || *value == 0 || !around || around->IsNull()) continue;
    const auto other = second ? Amount(second) : 0;
    if (other && std::abs(*value - *other) > 1e-6) {
      ReportUnequal(*first, owner, keys.first, keys.second, diagnostics);
    }
  }
}

void CheckScale(const yaml::Node& service, std::string_view owner, Diagnostics* diagnostics) {
  const yaml::Node* scale = service.Find("scale");
  const yaml::Node* replicas = FindPath(service, {"deploy", "replicas"});
  const auto wanted = Amount(scale);
  const auto other = Amount(replicas);
  if (wanted && other && *wanted != *other) {
    ReportUnequal(*scale, owner, {"scale"}, {"deploy", "replicas"}, diagnostics);
  }
  const yaml::Node* name = service.Find("container_name");
  const auto count = ComposeCount(service);
  if (!name || !count || *count <= 1) return;
  diagnostics->Report(
      name->place, kComposeTogether,
      fmt::format("{} is started {} times, and only one can have a 'container_name'", owner,
                  *count),
      "remove 'container_name'");
}

void CheckBuild(const yaml::Node& service, std::string_view owner, Diagnostics* diagnostics) {
  const yaml::Node* text = FindPath(service, {"build", "dockerfile_inline"});
  if (!text || !FindPath(service, {"build", "dockerfile"})) return;
  diagnostics->Report(
      text->place, kComposeTogether,
      fmt::format("'build' of {} has both 'dockerfile' and 'dockerfile_inline'", owner),
      "remove one of the two");
}

void CheckWatch(const yaml::Node& service, Diagnostics* diagnostics) {
  const yaml::Node* watches = FindPath(service, {"develop", "watch"});
  if (!watches || !watches->is_sequence()) return;
  for (const yaml::Node& watch : watches->items) {
    const yaml::Node* action = FindPath(watch, {"action"});
    if (!action || !action->text.starts_with("sync") || watch.Find("target")) continue;
    diagnostics->Report(action->place, kComposeKeyMissing,
                        fmt::format("the action '{}' has no 'target'", action->text),
                        "add 'target:', the folder in the container");
  }
}

void CheckDeviceRequests(const yaml::Node* requests, std::string_view owner,
                         Diagnostics* diagnostics) {
  if (!requests || !requests->is_sequence()) return;
  for (const yaml::Node& request : requests->items) {
    if (!request.is_mapping() || !request.Find("count") || !request.Find("device_ids")) continue;
    diagnostics->Report(request.place, kComposeTogether,
                        fmt::format("a device of {} has both 'count' and 'device_ids'", owner),
                        "remove one of the two");
  }
}

void AddSources(const yaml::Node* list, std::vector<Located<std::string>>* names) {
  if (!list || !list->is_sequence()) return;
  for (const yaml::Node& item : list->items) {
    const yaml::Node* source = item.is_mapping() ? item.Find("source") : &item;
    if (source && source->is_scalar()) names->push_back({source->text, source->place});
  }
}

void AddFile(std::string_view key, const yaml::Node& node, std::string_view path,
             std::vector<ComposeNamedFile>* files) {
  if (!path.empty()) files->push_back({std::string(key), {std::string(path), node.place}});
}

}  // namespace

bool IsExternalObject(const yaml::Node& object) {
  const yaml::Node* external = object.is_mapping() ? object.Find("external") : nullptr;
  return external && (external->is_mapping() || external->AsBool().value_or(false));
}

std::optional<double> ComposeCount(const yaml::Node& service) {
  const auto scale = Amount(service.Find("scale"));
  return scale ? scale : Amount(FindPath(service, {"deploy", "replicas"}));
}

std::vector<ComposeNamedFile> ComposeNamedFiles(const yaml::Node& service) {
  std::vector<ComposeNamedFile> files;
  if (const yaml::Node* labels = service.Find("label_file")) {
    if (labels->is_scalar()) AddFile("label_file", *labels, labels->text, &files);
    for (const yaml::Node& item : labels->items) AddFile("label_file", item, item.text, &files);
  }
  if (const yaml::Node* options = service.Find("security_opt")) {
    for (const yaml::Node& item : options->items) {
      for (const std::string_view prefix : {"seccomp=", "seccomp:"}) {
        const std::string_view text = item.text;
        if (!text.starts_with(prefix)) continue;
        const std::string_view path = text.substr(prefix.size());
        if (path != "unconfined" && path != "builtin") AddFile("security_opt", item, path, &files);
      }
    }
  }
  return files;
}

void CheckComposeObject(std::string_view key, const yaml::Entry& entry, Diagnostics* diagnostics) {
  if (!entry.value.is_mapping()) return;
  CheckExternalName(entry, diagnostics);
  if (key == "volumes") CheckExternalVolume(entry, diagnostics);
  if (key == "secrets") CheckSources(entry, "secret", {"file", "environment"}, diagnostics);
  if (key == "configs") {
    CheckSources(entry, "config", {"file", "environment", "content"}, diagnostics);
  }
}

void CheckComposeTogether(const yaml::Node& service, std::string_view owner,
                          Diagnostics* diagnostics) {
  CheckEqual(service, owner, diagnostics);
  CheckScale(service, owner, diagnostics);
  CheckBuild(service, owner, diagnostics);
  CheckWatch(service, diagnostics);
  CheckDeviceRequests(FindPath(service, {"deploy", "resources", "reservations", "devices"}), owner,
                      diagnostics);
  CheckDeviceRequests(service.Find("gpus"), owner, diagnostics);
}

std::vector<Located<std::string>> ComposeFileMounts(const yaml::Node& service,
                                                    std::string_view key) {
  std::vector<Located<std::string>> names;
  AddSources(service.Find(key), &names);
  if (key == "secrets") AddSources(FindPath(service, {"build", "secrets"}), &names);
  return names;
}

}  // namespace container_app
