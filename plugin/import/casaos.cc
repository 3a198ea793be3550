// SPDX-License-Identifier: GPL-2.0-or-later
// Implements import/hints.h: apps of CasaOS, and labels that any Compose file may have.
#include <algorithm>

#include "app/forms.h"
#include "base/text.h"
#include "check/rules.h"
#include "import/hints.h"
#include "import/node_edit.h"
#include "import/references.h"

namespace container_app {
namespace {

/// A text, or its English form.
std::string English(const yaml::Node* node) {
  if (!node) return "";
  if (node->is_scalar()) return node->IsNull() ? "" : node->text;
  for (const std::string_view key : {"en_us", "en_US", "en_gb", "en_GB", "en", "custom"}) {
    std::string text = TextAt(*node, {key});
    if (!text.empty()) return text;
  }
  return node->entries.empty() ? "" : TextAt(*node, {node->entries.front().key.text});
}

std::string EnglishAt(const yaml::Node& node, std::string_view key) {
  return node.is_mapping() ? English(node.Find(key)) : "";
}

void Fill(std::string* hint, std::string value) {
  if (hint->empty()) *hint = std::move(value);
}

void ReadService(yaml::Node* service, Foreign* foreign) {
  const yaml::Node* own = service->Find("x-casaos");
  const yaml::Node* envs = own && own->is_mapping() ? own->Find("envs") : nullptr;
  if (envs) {
    for (const yaml::Node& env : envs->items) {
      const std::string variable = TextAt(env, {"container"});
      VariableHint& hint = foreign->hints.variables[variable];
      if (hint.description.empty()) hint.description = EnglishAt(env, "description");
    }
  }
  RemoveNode(service, "x-casaos");
  EditPairs(FindNode(service, "environment"), [&](const std::string& variable, std::string* value) {
    LiftVariable(foreign, variable, value);
  });
  // The store's own icon.
  if (yaml::Node* labels = FindNode(service, "labels"); labels && labels->is_mapping()) {
    const std::string icon = TextAt(*labels, {"icon"});
    if (IsAddress(icon)) {
      Fill(&foreign->hints.icon_address, icon);
      RemoveNode(labels, "icon");
      if (labels->entries.empty()) RemoveNode(service, "labels");
    }
  }
}

}  // namespace

void FillHint(const yaml::Node& from, std::string_view key, std::string* hint) {
  if (hint->empty()) *hint = TextAt(from, {key});
}

void LiftVariable(Foreign* foreign, const std::string& name, std::string* value) {
  const bool empty = IsNoValue(*value);
  if (!IsFieldId(name) || IsReservedVariable(name) || (IsSecretName(name) && !empty)) return;
  if (empty) value->clear();
  if (value->find('$') != std::string::npos || value->find('\n') != std::string::npos) return;
  if (value->find("://") != std::string::npos && value->find('@') != std::string::npos) return;
  const auto [given, added] = foreign->environment.emplace(name, *value);
  if (!added && given->second != *value) return;  // Another service has another value.
  *value = "${" + name + "}";
  if (empty && IsSecretName(name)) foreign->hints.variables[name].asked = true;
}

void LiftUsualVariables(Foreign* foreign) {
  yaml::Node* services = FindNode(&foreign->compose, "services");
  if (!services) return;
  for (yaml::Entry& entry : services->entries) {
    EditPairs(FindNode(&entry.value, "environment"),
              [&](const std::string& name, std::string* value) {
                const bool usual = name == "TZ" || name == "PUID" || name == "PGID";
                if (usual) LiftVariable(foreign, name, value);
              });
  }
}

void ReadCasaOs(Foreign* foreign) {
  const yaml::Node* own = foreign->compose.Find("x-casaos");
  if (!own || !own->is_mapping()) return;
  AppHints& hints = foreign->hints;
  Fill(&hints.name, EnglishAt(*own, "title"));
  Fill(&hints.app_id, PlainName(TextAt(foreign->compose, {"name"})));
  if (hints.app_id.empty()) Fill(&hints.app_id, PlainName(TextAt(*own, {"store_app_id"})));
  Fill(&hints.description, EnglishAt(*own, "tagline"));
  Fill(&hints.long_description, EnglishAt(*own, "description"));
  Fill(&hints.category, EnglishAt(*own, "category"));
  Fill(&hints.homepage, TextAt(*own, {"website"}));
  if (hints.homepage.empty()) Fill(&hints.homepage, TextAt(*own, {"repo"}));
  Fill(&hints.version, TextAt(*own, {"version"}));
  Fill(&hints.icon_address, TextAt(*own, {"icon"}));
  Fill(&hints.main_service, TextAt(*own, {"main"}));
  Fill(&hints.web_port, TextAt(*own, {"port_map"}));
  Fill(&hints.web_path, TextAt(*own, {"index"}));
  Fill(&hints.web_protocol, TextAt(*own, {"scheme"}));
  if (const yaml::Node* architectures = own->Find("architectures")) {
    for (const yaml::Node& item : architectures->items) hints.architectures.push_back(item.text);
  }
  for (const std::string& id : {std::string("$AppID"), std::string("${AppID}"),
                                TextAt(foreign->compose, {"name"}), hints.app_id}) {
    if (!id.empty()) foreign->data_prefixes.push_back("/DATA/AppData/" + id);
  }
  foreign->data_prefixes.emplace_back("/DATA/AppData");
  foreign->environment.emplace("AppID", hints.app_id);
  RemoveNode(&foreign->compose, "x-casaos");
  yaml::Node* services = FindNode(&foreign->compose, "services");
  if (!services) return;
  for (yaml::Entry& entry : services->entries) {
    if (entry.value.is_mapping()) ReadService(&entry.value, foreign);
  }
}

void ReadLabels(Foreign* foreign) {
  yaml::Node* services = FindNode(&foreign->compose, "services");
  if (!services) return;
  AppHints& hints = foreign->hints;
  for (yaml::Entry& entry : services->entries) {
    const auto take = [&](const std::string& label, std::string* value) {
      if (value->find('$') != std::string::npos) return;
      constexpr std::string_view kImage = "org.opencontainers.image.";
      const std::string_view name = label;
      if (name == "homepage.name" || name == "org.opencontainers.image.title") {
        Fill(&hints.name, *value);
      } else if (name == "homepage.description" || name == "org.opencontainers.image.description") {
        Fill(&hints.description, *value);
      } else if (name == "org.opencontainers.image.url" ||
                 name == "org.opencontainers.image.source") {
        if (IsWebUrl(*value)) Fill(&hints.homepage, *value);
      } else if (name == "org.opencontainers.image.licenses") {
        Fill(&hints.license, *value);
      } else if (name == "org.opencontainers.image.version") {
        Fill(&hints.version, *value);
      } else if (name == "homepage.group" && !name.starts_with(kImage)) {
        Fill(&hints.category, *value);
      }
    };
    EditPairs(FindNode(&entry.value, "labels"), take);
  }
}

}  // namespace container_app
