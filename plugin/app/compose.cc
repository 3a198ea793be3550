// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/compose.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "app/compose_consistency.h"
#include "app/compose_forms.h"
#include "app/compose_keys.h"
#include "app/compose_objects.h"
#include "app/compose_rules.h"
#include "app/compose_scalar.h"
#include "app/compose_service.h"
#include "app/compose_shapes.h"
#include "app/compose_volumes.h"
#include "base/text.h"

namespace container_app {
namespace {

/// Walks through everything: keys must be text, and each text's variables are collected.
class DocumentWalk {
 public:
  DocumentWalk(std::vector<VariableUse>* variables, Diagnostics* diagnostics)
      : variables_(variables), diagnostics_(diagnostics) {}

  void Visit(const yaml::Node& node) {
    if (node.is_scalar()) return VisitScalar(node);
    for (const yaml::Node& item : node.items) Visit(item);
    for (const yaml::Entry& entry : node.entries) {
      CheckKey(entry.key);
      Visit(entry.value);
    }
  }

 private:
  void CheckKey(const yaml::Node& key) {
    if (!key.plain || ReadComposeScalar(key).is_string() || !FirstAt(key.place)) return;
    diagnostics_->Report(key.place, kComposeKeyNotString,
                         fmt::format("the key '{}' is {} to Compose", key.text, key.TypeName()),
                         fmt::format("put quotes around it: \"{}\"", key.text));
  }

  void VisitScalar(const yaml::Node& node) {
    if (!HoldsVariable(node.text) || !FirstAt(node.place)) return;
    std::string error;
    if (FindVariables(node.text, node.place, variables_, &error)) return;
    diagnostics_->Report(node.place, kComposeInterpolation, std::move(error),
                         "write ${NAME}, ${NAME:-default}, or $$ for a dollar sign");
  }

  /// An alias repeats places; each is reported once.
  bool FirstAt(const Place& place) { return seen_.emplace(place.line, place.column).second; }

  std::vector<VariableUse>* variables_;
  Diagnostics* diagnostics_;
  std::set<std::pair<int, int>> seen_;
};

bool IsComposeName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return IsWordCharacter(c) || c == '.' || c == '-';
  });
}

void CheckName(const yaml::Node& key, std::string_view kind, Diagnostics* diagnostics) {
  if (IsComposeName(key.text)) return;
  diagnostics->Report(key.place, kComposeName,
                      fmt::format("'{}' cannot be the name of a {}", key.text, kind),
                      "use letters, digits, '.', '_' and '-'");
}

/// Compose ignores `version:`, but asks for a string.
void CheckVersion(const yaml::Node& node, Diagnostics* diagnostics) {
  const ComposeScalar::Type type = ReadComposeScalar(node).type;
  if (node.is_scalar() &&
      (type == ComposeScalar::Type::kString || type == ComposeScalar::Type::kTimestamp)) {
    return;
  }
  diagnostics->Report(
      node.place, kComposeVersion,
      fmt::format("'version' is {}, which Compose refuses without quotes", node.TypeName()),
      "remove the key: Compose ignores it");
}

void ReadServices(const yaml::Node& document, Compose* compose, Diagnostics* diagnostics) {
  const yaml::Node* services = document.Find("services");
  constexpr std::string_view kFix = "name each service and write its keys indented below its name";
  if (!services) {
    diagnostics->Report({compose->file, 0, 0}, kComposeServices, "there is no 'services'",
                        std::string(kFix));
    return;
  }
  if (!services->is_mapping() || services->entries.empty()) {
    diagnostics->Report(services->place, kComposeServices,
                        services->is_mapping()
                            ? "'services' is empty"
                            : fmt::format("'services' is {}, not a mapping", services->TypeName()),
                        std::string(kFix));
    return;
  }
  compose->services.reserve(services->entries.size());
  for (const yaml::Entry& entry : services->entries) {
    if (entry.key.text.starts_with("x-")) continue;
    CheckName(entry.key, "service", diagnostics);
    ComposeService& service = compose->services.emplace_back();
    service.name = {entry.key.text, entry.key.place};
    ReadComposeService(entry.value, &service, diagnostics);
  }
}

/// A key at the top of the file with what it names, such as `networks:`.
struct NamedThings {
  std::string_view key;
  std::string_view kind;
  const ComposeShape& shape;
};

std::vector<Located<std::string>> ReadNames(const yaml::Node& document, const NamedThings& things,
                                            Compose* compose, Diagnostics* diagnostics) {
  std::vector<Located<std::string>> names;
  const yaml::Node* node = document.Find(things.key);
  if (!node || !compose_forms::IsMapping(*node, {things.key, ""}, diagnostics)) return names;
  for (const yaml::Entry& entry : node->entries) {
    CheckName(entry.key, things.kind, diagnostics);
    names.push_back({entry.key.text, entry.key.place});
    const bool good =
        CheckComposeShape(entry.value, {entry.key.text, fmt::format("'{}'", things.key)},
                          things.shape, &compose->typed_texts, diagnostics);
    if (!good) continue;
    CheckComposeObject(things.key, entry, diagnostics);
    if (things.key == "networks" && IsExternalObject(entry.value)) {
      compose->external_networks.push_back({entry.key.text, entry.key.place});
    }
    const yaml::Node* file = entry.value.is_mapping() ? entry.value.Find("file") : nullptr;
    if (file) {
      compose->named_files.push_back(
          {fmt::format("the {} '{}'", things.kind, entry.key.text), {file->text, file->place}});
    }
  }
  return names;
}

void SortVariables(std::vector<VariableUse>* variables) {
  std::stable_sort(
      variables->begin(), variables->end(), [](const VariableUse& a, const VariableUse& b) {
        return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
      });
}

void ReadTopLevel(const yaml::Node& document, Compose* compose, Diagnostics* diagnostics) {
  compose_forms::CheckKeys(document, compose_keys::kTopLevel, "a compose file", diagnostics);
  if (const yaml::Node* version = document.Find("version")) CheckVersion(*version, diagnostics);
  compose_forms::ReadTextOf(document, {"name", ""}, &compose->project_name, diagnostics);
  const yaml::Node* include = document.Find("include");
  if (include && !include->IsNull() && !(include->is_sequence() && include->items.empty())) {
    diagnostics->Report(include->place, kComposeInclude,
                        "'include' names files that the package does not carry",
                        "put their services into this file");
  }
  ReadServices(document, compose, diagnostics);
  const auto names = [&](std::string_view key, std::string_view kind, const ComposeShape& shape) {
    return ReadNames(document, {key, kind, shape}, compose, diagnostics);
  };
  for (const Located<std::string>& name : names("volumes", "volume", compose_shapes::kVolume)) {
    static_cast<Located<std::string>&>(compose->volumes.emplace_back()) = name;
  }
  ReadComposeVolumes(document, &compose->volumes);
  compose->networks = names("networks", "network", compose_shapes::kNetwork);
  compose->secrets = names("secrets", "secret", compose_shapes::kSecret);
  compose->configs = names("configs", "config", compose_shapes::kConfig);
}

bool IsEnabled(const ComposeService& service, const ComposeProfiles& profiles) {
  if (service.profiles.empty()) return true;
  return std::any_of(profiles.begin(), profiles.end(), [&](const std::string& name) {
    return name == "*" || std::any_of(service.profiles.begin(), service.profiles.end(),
                                      [&](const auto& own) { return own.value == name; });
  });
}

}  // namespace

bool ReadCompose(const SourceFile& file, const ComposeProfiles& profiles, yaml::Node* document,
                 Compose* compose, Diagnostics* diagnostics) {
  *compose = Compose();
  compose->file = &file;
  const ErrorMark errors(*diagnostics);
  if (!document->is_mapping()) {
    return diagnostics->Report(
        document->place, kComposeNotMapping,
        fmt::format("the compose file is {}, not a mapping", document->TypeName()),
        "begin it with 'services:'");
  }
  if (!yaml::ResolveMergeKeys(document, diagnostics)) return false;
  DocumentWalk(&compose->variables, diagnostics).Visit(*document);
  SortVariables(&compose->variables);
  ReadTopLevel(*document, compose, diagnostics);
  for (ComposeService& service : compose->services) {
    service.is_enabled = IsEnabled(service, profiles);
  }
  // A name that is missing because of another mistake would be reported a second time.
  if (errors.none()) CheckConsistency(*compose, diagnostics);
  return errors.none();
}

}  // namespace container_app
