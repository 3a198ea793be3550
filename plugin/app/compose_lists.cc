// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/compose_service.h: the keys of a service that have a short and a long form.
#include <fmt/format.h>

#include <algorithm>

#include "app/compose_forms.h"
#include "app/compose_rules.h"
#include "app/compose_scalar.h"
#include "app/compose_service.h"
#include "app/compose_shapes.h"
#include "app/compose_texts.h"

namespace container_app {
namespace {

using compose_forms::ReadText;
using compose_forms::ReadTextOf;
using compose_forms::Subject;

/// Text or an integer, as the long form of a port takes them.
void ReadPortText(const yaml::Node& mapping, std::string_view key, std::string_view owner,
                  std::string* text, Diagnostics* diagnostics) {
  const yaml::Node* value = mapping.Find(key);
  if (!value) return;
  const ComposeScalar scalar = value->is_scalar() ? ReadComposeScalar(*value)
                                                  : ComposeScalar{ComposeScalar::Type::kNull, ""};
  if (scalar.type != ComposeScalar::Type::kInteger && !scalar.is_string()) {
    return compose_forms::RefuseType(*value, {key, owner}, "a string or an integer", diagnostics);
  }
  *text = scalar.text;
}

/// Checked by way of the short form.
bool ReadLongPort(const yaml::Node& node, std::string_view owner, ComposePort* port,
                  Diagnostics* diagnostics) {
  const std::string name = fmt::format("a port of {}", owner);
  ReadPortText(node, "target", name, &port->target, diagnostics);
  ReadPortText(node, "published", name, &port->published, diagnostics);
  Located<std::string> host_ip;
  Located<std::string> protocol{"tcp", {}};
  ReadTextOf(node, {"host_ip", name}, &host_ip, diagnostics);
  ReadTextOf(node, {"protocol", name}, &protocol, diagnostics);
  port->host_ip = host_ip.value;
  port->protocol = protocol.value;
  if (port->target.empty()) {
    return diagnostics->Report(node.place, kComposePort, fmt::format("{} has no 'target'", name),
                               "name the port within the container: 'target: 80'");
  }
  ComposePort parsed;
  std::string error;
  const std::string address = port->host_ip.empty() ? "" : fmt::format("[{}]:", port->host_ip);
  const std::string short_form =
      fmt::format("{}{}:{}/{}", address, port->published, port->target, port->protocol);
  if (!ParseShortPort(short_form, &parsed, &error)) {
    return diagnostics->Report(node.place, kComposePort, fmt::format("{}: {}", name, error),
                               "ports are numbers from 1 to 65535, the protocol is tcp or udp");
  }
  if (port->target.find('-') != std::string::npos && !HoldsVariable(port->target)) {
    return diagnostics->Report(node.place, kComposePort,
                               fmt::format("the 'target' of {} is a range", name),
                               "write an entry for each port, or the short form '80-82:80-82'");
  }
  return true;
}

bool ReadShortPort(const yaml::Node& node, std::string_view owner, ComposePort* port,
                   Diagnostics* diagnostics) {
  const ComposeScalar scalar = ReadComposeScalar(node);
  if (scalar.type != ComposeScalar::Type::kInteger && !scalar.is_string()) {
    compose_forms::RefuseType(node, {"a port", owner}, "a string, an integer or a mapping",
                              diagnostics);
    return false;
  }
  std::string error;
  if (ParseShortPort(scalar.text, port, &error)) return true;
  return diagnostics->Report(
      node.place, kComposePort, fmt::format("a port of {}: {}", owner, error),
      "write it as 'HOST:CONTAINER', 'ADDRESS:HOST:CONTAINER' or 'CONTAINER', "
      "with '/udp' after it where it is not TCP");
}

ComposeMount::Type MountType(std::string_view type) {
  if (type == "bind") return ComposeMount::Type::kBind;
  if (type == "volume") return ComposeMount::Type::kVolume;
  if (type == "tmpfs") return ComposeMount::Type::kTmpfs;
  return ComposeMount::Type::kOther;
}

bool ReadLongMount(const yaml::Node& node, std::string_view owner, ComposeMount* mount,
                   Diagnostics* diagnostics) {
  const std::string name = fmt::format("a volume of {}", owner);
  Located<std::string> type;
  Located<std::string> source;
  Located<std::string> target;
  std::optional<Located<bool>> read_only;
  ReadTextOf(node, {"type", name}, &type, diagnostics);
  ReadTextOf(node, {"source", name}, &source, diagnostics);
  ReadTextOf(node, {"target", name}, &target, diagnostics);
  if (const yaml::Node* value = node.Find("read_only")) {
    compose_forms::ReadFlag(*value, {"read_only", name}, &read_only, diagnostics);
  }
  for (const auto& [key, value] : {std::pair("type", &type), std::pair("target", &target)}) {
    if (!value->value.empty()) continue;
    return diagnostics->Report(node.place, kComposeVolume, fmt::format("{} has no '{}'", name, key),
                               "write 'type: bind', 'source:' and 'target:'");
  }
  mount->type = MountType(type.value);
  mount->source = source.value;
  mount->target = target.value;
  mount->read_only = read_only && read_only->value;
  mount->source_place = source ? source.place : node.place;
  if (mount->type == ComposeMount::Type::kBind && mount->source.empty()) {
    return diagnostics->Report(node.place, kComposeVolume, fmt::format("{} has no 'source'", name),
                               "name the folder or file of the host that is mounted");
  }
  return true;
}

bool ReadShortMount(const yaml::Node& node, std::string_view owner, ComposeMount* mount,
                    Diagnostics* diagnostics) {
  Located<std::string> text;
  if (!ReadText(node, {"a volume", owner}, &text, diagnostics)) return false;
  mount->source_place = node.place;
  std::string error;
  if (ParseShortMount(text.value, mount, &error)) return true;
  return diagnostics->Report(node.place, kComposeVolume,
                             fmt::format("a volume of {}: {}", owner, error),
                             "write it as 'SOURCE:TARGET' or 'SOURCE:TARGET:ro'");
}

/// Compose keeps one mount for each target, the last.
void AddMount(ComposeMount mount, ComposeService* service, Diagnostics* diagnostics) {
  const auto same =
      std::find_if(service->mounts.begin(), service->mounts.end(), [&](const ComposeMount& other) {
        return other.target == mount.target && mount.type != ComposeMount::Type::kTmpfs &&
               other.type != ComposeMount::Type::kTmpfs;
      });
  if (same == service->mounts.end()) {
    service->mounts.push_back(std::move(mount));
    return;
  }
  diagnostics->Report(
      mount.place, kComposeDuplicateTarget,
      fmt::format("'{}' is mounted a second time after line {}", mount.target, same->place.line),
      "remove one of the two: Compose takes the last");
  *same = std::move(mount);
}

/// An item with a long form of this shape and a short one of this kind; the short one is read by
/// those who call this.
bool CheckItem(const yaml::Node& item, const Subject& subject, const ComposeShape& shape,
               ComposeTextKind kind, ComposeService* service, Diagnostics* diagnostics) {
  if (item.is_mapping()) {
    return CheckComposeShape(item, subject, shape, &service->typed_texts, diagnostics);
  }
  if (item.is_scalar() && HoldsVariable(item.text)) {
    service->typed_texts.push_back({{item.text, item.place}, subject.Name(), {.kind = kind}});
  }
  return true;
}

}  // namespace

void ReadComposePorts(const yaml::Node& node, std::string_view owner, ComposeService* service,
                      Diagnostics* diagnostics) {
  if (!node.is_sequence()) {
    return compose_forms::RefuseType(node, {"ports", owner}, "a list", diagnostics);
  }
  for (const yaml::Node& item : node.items) {
    ComposePort port{item.place, "", "", "", ""};
    if (!CheckItem(item, {"a port", owner}, compose_shapes::kLongPort, ComposeTextKind::kPort,
                   service, diagnostics)) {
      continue;
    }
    if (item.is_sequence()) {
      compose_forms::RefuseType(item, {"a port", owner}, "a string, an integer or a mapping",
                                diagnostics);
    } else if (item.is_mapping() ? ReadLongPort(item, owner, &port, diagnostics)
                                 : ReadShortPort(item, owner, &port, diagnostics)) {
      service->ports.push_back(std::move(port));
    }
  }
}

void ReadComposeMounts(const yaml::Node& node, std::string_view owner, ComposeService* service,
                       Diagnostics* diagnostics) {
  if (!node.is_sequence()) {
    return compose_forms::RefuseType(node, {"volumes", owner}, "a list", diagnostics);
  }
  for (const yaml::Node& item : node.items) {
    ComposeMount mount;
    mount.place = item.place;
    if (!CheckItem(item, {"a volume", owner}, compose_shapes::kLongMount, ComposeTextKind::kMount,
                   service, diagnostics)) {
      continue;
    }
    if (item.is_mapping() ? ReadLongMount(item, owner, &mount, diagnostics)
                          : ReadShortMount(item, owner, &mount, diagnostics)) {
      AddMount(std::move(mount), service, diagnostics);
    }
  }
}

void ReadComposeTmpfs(const yaml::Node& node, std::string_view owner, ComposeService* service,
                      Diagnostics* diagnostics) {
  std::vector<Located<std::string>> texts;
  compose_forms::ReadTextOrTexts(node, {"tmpfs", owner}, &texts, diagnostics);
  for (const Located<std::string>& text : texts) {
    ComposeMount mount;
    mount.place = mount.source_place = text.place;
    mount.type = ComposeMount::Type::kTmpfs;
    mount.target = text.value.substr(0, text.value.find(':'));
    service->mounts.push_back(std::move(mount));
  }
}

void ReadComposeEnvironmentFiles(const yaml::Node& node, std::string_view owner,
                                 ComposeService* service, Diagnostics* diagnostics) {
  const Subject subject{"env_file", owner};
  if (!node.is_sequence()) {
    if (node.is_mapping()) {
      return compose_forms::RefuseType(node, subject, "a string or a list", diagnostics);
    }
    return compose_forms::ReadTextOrTexts(node, subject, &service->env_files, diagnostics);
  }
  for (const yaml::Node& item : node.items) {
    const yaml::Node* path = &item;
    if (item.is_mapping()) {
      if (!CheckComposeShape(item, subject, compose_shapes::kEnvironmentFile, &service->typed_texts,
                             diagnostics)) {
        continue;
      }
      path = item.Find("path");
      if (!path) {
        diagnostics->Report(item.place, kComposeEnvFile,
                            fmt::format("an 'env_file' of {} has no 'path'", owner),
                            "name the file: 'path: ./name.env'");
        continue;
      }
    }
    Located<std::string> text;
    if (!ReadText(*path, subject, &text, diagnostics)) continue;
    const yaml::Node* required = item.is_mapping() ? item.Find("required") : nullptr;
    if (!required || required->AsBool().value_or(true)) {
      service->env_files.push_back(std::move(text));
    }
  }
}

}  // namespace container_app
