// SPDX-License-Identifier: GPL-2.0-or-later
// Implements import/hints.h: apps of Runtipi.
#include <fmt/format.h>

#include "base/text.h"
#include "import/hints.h"
#include "import/node_edit.h"
#include "import/references.h"

namespace container_app {
namespace {

std::optional<long> NumberAt(const yaml::Node& node, std::string_view key) {
  const yaml::Node* found = node.Find(key);
  const auto value = found ? found->AsInteger() : std::nullopt;
  return value ? std::optional<long>(static_cast<long>(*value)) : std::nullopt;
}

/// `form_fields`: what people are asked.
void ReadFormField(const yaml::Node& field, Foreign* foreign) {
  const std::string name = TextAt(field, {"env_variable"});
  if (name.empty()) return;
  VariableHint& hint = foreign->hints.variables[name];
  const std::string type = TextAt(field, {"type"});
  hint.label = TextAt(field, {"label"});
  hint.description = TextAt(field, {"hint"});
  hint.required = TextAt(field, {"required"}) == "true";
  const std::string value = TextAt(field, {"default"});
  if (!value.empty() && type != "password") hint.value = value;
  if (type == "random") {
    hint.secret = true;
    hint.hex = TextAt(field, {"encoding"}) == "hex";
    if (const auto length = NumberAt(field, "min"); length && *length >= 16 && *length <= 128) {
      hint.length = static_cast<int>(*length);
    }
    hint.label.clear();
  } else if (type == "password") {
    hint.type = "password";
  } else if (type == "number") {
    hint.type = "integer";
    hint.minimum = NumberAt(field, "min");
    hint.maximum = NumberAt(field, "max");
  } else if (type == "boolean") {
    hint.type = "boolean";
    if (!hint.value) hint.value = "false";
  }
  const yaml::Node* options = field.Find("options");
  if (!options || options->items.empty()) return;
  hint.type = "enum";
  for (const yaml::Node& option : options->items) {
    hint.options.push_back(option.is_mapping() ? TextAt(option, {"value"}) : option.text);
  }
}

void Move(yaml::Node* service, std::string_view from, std::string_view to, yaml::Node* target) {
  if (yaml::Node* found = FindNode(service, from)) SetNode(target, to, *found);
}

std::string Published(const yaml::Node& port) {
  std::string text = TextAt(port, {"hostPort"}) + ":" + TextAt(port, {"containerPort"});
  if (TextAt(port, {"udp"}) == "true") text += "/udp";
  return text;
}

/// Values of the environment, and mounts.
void ConvertData(yaml::Node* old, yaml::Node* service) {
  if (yaml::Node* pairs = FindNode(old, "environment")) {
    yaml::Node environment = MappingNode();
    for (const yaml::Node& pair : pairs->items) {
      SetNode(&environment, TextAt(pair, {"key"}), TextNode(TextAt(pair, {"value"})));
    }
    SetNode(service, "environment", pairs->is_sequence() ? environment : *pairs);
  }
  if (yaml::Node* volumes = FindNode(old, "volumes")) {
    yaml::Node* list = SetNode(service, "volumes", SequenceNode());
    for (const yaml::Node& volume : volumes->items) {
      std::string text = TextAt(volume, {"hostPath"}) + ":" + TextAt(volume, {"containerPath"});
      if (TextAt(volume, {"readOnly"}) == "true") text += ":ro";
      list->items.push_back(TextNode(text));
    }
  }
}

/// Ports, and the check of its health.
void ConvertPorts(yaml::Node* old, yaml::Node* service) {
  yaml::Node ports = SequenceNode();
  if (yaml::Node* added = FindNode(old, "addPorts")) {
    for (const yaml::Node& port : added->items) ports.items.push_back(TextNode(Published(port)));
  }
  if (!ports.items.empty()) SetNode(service, "ports", ports);
  if (yaml::Node* check = FindNode(old, "healthCheck")) {
    yaml::Node* health = SetNode(service, "healthcheck", MappingNode());
    for (const auto& [from, to] : {std::pair{"test", "test"},
                                   {"interval", "interval"},
                                   {"timeout", "timeout"},
                                   {"retries", "retries"},
                                   {"startPeriod", "start_period"}}) {
      Move(check, from, to, health);
    }
  }
}

yaml::Node ConvertService(yaml::Node* old) {
  yaml::Node service = MappingNode();
  for (const auto& [from, to] : {std::pair{"image", "image"},
                                 {"command", "command"},
                                 {"entrypoint", "entrypoint"},
                                 {"user", "user"},
                                 {"hostname", "hostname"},
                                 {"workingDir", "working_dir"},
                                 {"networkMode", "network_mode"},
                                 {"privileged", "privileged"},
                                 {"capAdd", "cap_add"},
                                 {"capDrop", "cap_drop"},
                                 {"devices", "devices"},
                                 {"deploy", "deploy"},
                                 {"tty", "tty"},
                                 {"stdinOpen", "stdin_open"},
                                 {"shmSize", "shm_size"},
                                 {"dependsOn", "depends_on"},
                                 {"extraHosts", "extra_hosts"},
                                 {"readOnly", "read_only"},
                                 {"securityOpt", "security_opt"},
                                 {"sysctls", "sysctls"},
                                 {"ulimits", "ulimits"},
                                 {"pid", "pid"},
                                 {"dns", "dns"},
                                 {"stopSignal", "stop_signal"},
                                 {"stopGracePeriod", "stop_grace_period"}}) {
    Move(old, from, to, &service);
  }
  ConvertData(old, &service);
  ConvertPorts(old, &service);
  yaml::Node* own = SetNode(&service, "x-runtipi", MappingNode());
  Move(old, "internalPort", "internal_port", own);
  Move(old, "isMain", "is_main", own);
  return service;
}

}  // namespace

void ConvertRuntipi(yaml::Node* compose) {
  yaml::Node* services = FindNode(compose, "services");
  if (!services || !services->is_sequence()) return;
  yaml::Node converted = MappingNode();
  for (yaml::Node& old : services->items) {
    SetNode(&converted, TextAt(old, {"name"}), ConvertService(&old));
  }
  *compose = MappingNode();
  SetNode(compose, "services", converted);
}

namespace {

/// The network and the labels of the store's own proxy.
void DropProxy(yaml::Node* service) {
  const auto is_own = [](std::string_view name) {
    return name == "tipi_main_network" || name == "tipi-main-network" ||
           name.starts_with("traefik.") || name.starts_with("runtipi.");
  };
  for (const std::string_view key : {"networks", "labels"}) {
    yaml::Node* node = FindNode(service, key);
    if (!node) continue;
    std::erase_if(node->entries, [&](const yaml::Entry& entry) { return is_own(entry.key.text); });
    std::erase_if(node->items, [&](const yaml::Node& item) { return is_own(item.text); });
    if (node->entries.empty() && node->items.empty()) RemoveNode(service, key);
  }
}

}  // namespace

void ReadRuntipi(const yaml::Node& config, Foreign* foreign) {
  AppHints& hints = foreign->hints;
  FillHint(config, "id", &hints.app_id);
  FillHint(config, "name", &hints.name);
  FillHint(config, "short_desc", &hints.description);
  FillHint(config, "description", &hints.long_description);
  FillHint(config, "version", &hints.version);
  FillHint(config, "website", &hints.homepage);
  FillHint(config, "source", &hints.homepage);
  FillHint(config, "url_suffix", &hints.web_path);
  if (const yaml::Node* categories = config.Find("categories");
      categories && !categories->items.empty()) {
    hints.category = categories->items.front().text;
  }
  if (const yaml::Node* fields = config.Find("form_fields")) {
    for (const yaml::Node& field : fields->items) ReadFormField(field, foreign);
  }
  const std::string port = TextAt(config, {"port"});
  for (const std::string_view variable : {"${APP_DATA_DIR}/data", "${APP_DATA_DIR}"}) {
    foreign->data_prefixes.emplace_back(variable);
  }
  auto& environment = foreign->environment;
  environment.emplace("APP_ID", hints.app_id);
  environment.emplace("APP_PORT", port);
  environment.emplace("APP_DOMAIN", "localhost:" + port);
  environment.emplace("APP_HOST", "localhost");
  environment.emplace("APP_PROTOCOL", "http");
  environment.emplace("ROOT_FOLDER_HOST", "/srv/runtipi");
  yaml::Node* services = FindNode(&foreign->compose, "services");
  if (!services || !services->is_mapping()) return;
  for (yaml::Entry& entry : services->entries) {
    DropProxy(&entry.value);
    yaml::Node* own = FindNode(&entry.value, "x-runtipi");
    if (!own) continue;
    const std::string target = TextAt(*own, {"internal_port"});
    if (TextAt(*own, {"is_main"}) == "true") {
      hints.main_service = entry.key.text;
      hints.web_port = port;
      const bool host = TextAt(entry.value, {"network_mode"}) == "host";
      if (!host && !target.empty() && !port.empty()) {
        yaml::Node* ports = FindNode(&entry.value, "ports");
        if (!ports) ports = SetNode(&entry.value, "ports", SequenceNode());
        ports->items.insert(ports->items.begin(), TextNode(port + ":" + target));
      }
    }
    RemoveNode(&entry.value, "x-runtipi");
  }
  RemoveNode(&foreign->compose, "x-runtipi");
}

}  // namespace container_app
