// SPDX-License-Identifier: GPL-2.0-or-later
// Implements import/context.h: keys of services that a package has no use for.
#include <fmt/format.h>

#include <algorithm>

#include "app/definition_files.h"
#include "base/text.h"
#include "check/rules.h"
#include "import/context.h"
#include "import/env_file.h"
#include "import/node_edit.h"
#include "import/references.h"

namespace container_app {
namespace {

void DropRestart(const ImportContext& context, const std::string& name, yaml::Node* service) {
  const std::string restart = TextAt(*service, {"restart"});
  RemoveNode(service, "restart");
  if (yaml::Node* deploy = FindNode(service, "deploy")) {
    RemoveNode(deploy, "restart_policy");
    if (deploy->entries.empty()) RemoveNode(service, "deploy");
  }
  // A service that others wait for to end is known as such.
  if (restart != "no" && !restart.starts_with("on-failure")) return;
  const std::string lower = LowerCase(name);
  for (const std::string_view word : {"migrat", "init", "setup", "seed"}) {
    if (lower.find(word) == std::string::npos) continue;
    context.draft->one_shot.push_back(name);
    context.draft->Say(Topic::kGuessed, fmt::format("'{}' runs to an end (one_shot)", name));
    return;
  }
}

/// Where nobody has published an image.
std::string StandInImage(const ImportContext& context, const std::string& service) {
  std::string name = PlainName(service);
  if (name.empty()) name = "service";
  return fmt::format("registry.example/{}/{}:1.0.0", context.draft->app_id, name);
}

void NameImage(const ImportContext& context, const std::string& name, yaml::Node* service) {
  const yaml::Node* build = FindNode(service, "build");
  yaml::Node* image = FindNode(service, "image");
  if (build) {
    const int line = build->place.line;
    if (!image) {
      const std::string stand_in = StandInImage(context, name);
      service->entries.insert(service->entries.begin(), {TextNode("image"), TextNode(stand_in)});
      context.draft->Say(Topic::kBuild,
                         fmt::format("{} ('build' of '{}', line {})", stand_in, name, line));
    } else {
      context.draft->Say(Topic::kChanged,
                         fmt::format("'{}' runs its image, and is not built", name));
    }
    RemoveNode(service, "build");
    image = FindNode(service, "image");
  }
  RemoveNode(service, "develop");
  RemoveNode(service, "pull_policy");
  if (!image) return;
  const std::string known = context.Known(image->text).value_or(image->text);
  const std::string_view tail = std::string_view(known).substr(known.rfind('/') + 1);
  if (known.find('@') != std::string::npos) return;
  if (tail.find(':') == std::string_view::npos || tail.ends_with(":latest")) {
    context.draft->Say(Topic::kImageTag, fmt::format("{} ({})", known, name));
  }
}

/// Labels by which other programs would stop, restart or replace the container.
void DropLabels(const ImportContext& context, const std::string& name, yaml::Node* service) {
  yaml::Node* labels = FindNode(service, "labels");
  if (!labels) return;
  const auto drop = [&](std::string_view label) {
    if (!IsProgramLabel(label)) return false;
    context.draft->Say(Topic::kChanged,
                       fmt::format("the label '{}' of '{}' is left out", label, name));
    return true;
  };
  std::erase_if(labels->entries, [&](const yaml::Entry& entry) { return drop(entry.key.text); });
  std::erase_if(labels->items, [&](const yaml::Node& item) {
    return drop(std::string_view(item.text).substr(0, item.text.find('=')));
  });
  if (labels->entries.empty() && labels->items.empty()) RemoveNode(service, "labels");
}

/// What the app may do to the device.
void TellRights(const ImportContext& context, const std::string& name, const yaml::Node& service) {
  const auto say = [&](std::string_view right) {
    context.draft->Say(Topic::kRights, fmt::format("{} ({})", right, name));
  };
  if (TextAt(service, {"privileged"}) == "true") say("privileged");
  if (TextAt(service, {"network_mode"}) == "host") say("the network of the host");
  for (const std::string_view key : {"pid", "ipc", "userns_mode"}) {
    if (TextAt(service, {key}) == "host") say(fmt::format("{}: host", key));
  }
  for (const std::string_view key : {"cap_add", "devices"}) {
    const yaml::Node* list = service.Find(key);
    if (!list || list->items.empty()) continue;
    std::vector<std::string> items;
    for (const yaml::Node& item : list->items) {
      items.push_back(item.is_scalar() ? item.text : TextAt(item, {"source"}));
    }
    say(fmt::format("{} {}", key == "devices" ? "devices" : "capabilities", Join(items, " ")));
  }
}

void DropNetworkKeys(const ImportContext& context, const std::string& name, yaml::Node* service) {
  const std::string mode = TextAt(*service, {"network_mode"});
  const bool shared = mode.starts_with("service:") || mode.starts_with("container:");
  const auto drop = [&](std::string_view key) {
    if (!RemoveNode(service, key)) return;
    context.draft->Say(Topic::kChanged, fmt::format("'{}' of '{}' does nothing with network_mode "
                                                    "{} and is left out",
                                                    key, name, mode));
  };
  if (mode == "host") drop("ports");
  if (!shared) return;
  for (const std::string_view key :
       {"hostname", "expose", "links", "dns", "extra_hosts", "mac_address"}) {
    drop(key);
  }
  yaml::Node* ports = FindNode(service, "ports");
  yaml::Node* owner = FindNode(&context.foreign->compose, {"services", mode.substr(8)});
  if (!ports || !mode.starts_with("service:") || !owner) return drop("ports");
  yaml::Node moved = *ports;
  RemoveNode(service, "ports");
  yaml::Node* target = FindNode(owner, "ports");
  if (!target) target = SetNode(owner, "ports", SequenceNode());
  for (yaml::Node& port : moved.items) target->items.push_back(std::move(port));
}

bool IsNeeded(const ImportContext& context, const std::string& name) {
  bool needed = false;
  context.ForEachService([&](const std::string&, yaml::Node* service) {
    const yaml::Node* depends = service->Find("depends_on");
    if (!depends) return;
    if (depends->is_mapping() && depends->Find(name)) needed = true;
    for (const yaml::Node& item : depends->items) {
      if (item.text == name) needed = true;
    }
  });
  return needed;
}

/// Services that are only started on demand: nobody demands it on a device.
void DropProfiles(const ImportContext& context) {
  yaml::Node* services = FindNode(&context.foreign->compose, "services");
  if (!services) return;
  const bool all =
      std::all_of(services->entries.begin(), services->entries.end(), [](const yaml::Entry& entry) {
        return entry.value.is_mapping() && entry.value.Find("profiles");
      });
  std::vector<std::string> unused;
  for (yaml::Entry& entry : services->entries) {
    if (!entry.value.is_mapping() || !entry.value.Find("profiles")) continue;
    if (all || IsNeeded(context, entry.key.text)) {
      RemoveNode(&entry.value, "profiles");
      context.draft->Say(Topic::kChanged,
                         fmt::format("'{}' is started without its profile", entry.key.text));
    } else {
      unused.push_back(entry.key.text);
    }
  }
  for (const std::string& name : unused) {
    RemoveNode(services, name);
    context.draft->Say(Topic::kLeftOut, fmt::format("the service '{}', which is started with a "
                                                    "profile only",
                                                    name));
  }
}

/// Each `container_name` once.
void DropSecondNames(const ImportContext& context) {
  std::vector<std::string> seen;
  context.ForEachService([&](const std::string& name, yaml::Node* service) {
    const std::string container = TextAt(*service, {"container_name"});
    if (container.empty()) return;
    if (std::find(seen.begin(), seen.end(), container) != seen.end()) {
      RemoveNode(service, "container_name");
      context.draft->Say(Topic::kChanged,
                         fmt::format("'{}' has no container_name: another one has it", name));
    }
    seen.push_back(container);
  });
}

}  // namespace

void RepairServices(const ImportContext& context) {
  DropProfiles(context);
  DropSecondNames(context);
  context.ForEachService([&](const std::string& name, yaml::Node* service) {
    DropRestart(context, name, service);
    NameImage(context, name, service);
    DropLabels(context, name, service);
    DropNetworkKeys(context, name, service);
    TellRights(context, name, *service);
  });
}

namespace {

/// The paths of `env_file` in its forms.
std::vector<std::string> EnvironmentFiles(const yaml::Node& node) {
  std::vector<std::string> paths;
  if (node.is_scalar()) paths.push_back(node.text);
  for (const yaml::Node& item : node.items) {
    paths.push_back(item.is_mapping() ? TextAt(item, {"path"}) : item.text);
  }
  return paths;
}

void JoinOne(const ImportContext& context, const std::string& name, const std::string& path,
             yaml::Node* service, Diagnostics* diagnostics) {
  const std::string source = SourcePath(context, context.Known(path).value_or(path));
  auto file = std::make_unique<SourceFile>();
  file->path = source;
  std::string error;
  if (source.empty() || !context.files.Read(source, &file->text, &error)) {
    if (path == ".env" || path == "./.env") return;  // What is not there has no value.
    context.draft->Say(Topic::kLeftOut,
                       fmt::format("the variables of {}, which was not at hand ({})", path, name));
    return;
  }
  std::vector<EnvironmentLine> lines;
  ReadEnvironmentFile(*file, &lines, diagnostics);
  context.foreign->kept.push_back(std::move(file));
  for (const EnvironmentLine& line : lines) {
    VariableHint& hint = context.foreign->hints.variables[line.name];
    if (hint.description.empty()) hint.description = line.comment;
    if (HasPair(FindNode(service, "environment"), line.name)) continue;
    context.foreign->environment.emplace(line.name, line.value);
    AddVariable(service, line.name, "${" + line.name + "}");
  }
}

}  // namespace

void JoinEnvironmentFiles(const ImportContext& context, Diagnostics* diagnostics) {
  context.ForEachService([&](const std::string& name, yaml::Node* service) {
    const yaml::Node* node = FindNode(service, "env_file");
    if (!node) return;
    const std::vector<std::string> paths = EnvironmentFiles(*node);
    RemoveNode(service, "env_file");
    for (const std::string& path : paths) JoinOne(context, name, path, service, diagnostics);
  });
}

}  // namespace container_app
