// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/compose_service.h: what a service names elsewhere in the file.
#include <fmt/format.h>

#include "app/compose_forms.h"
#include "app/compose_rules.h"
#include "app/compose_service.h"
#include "app/compose_shapes.h"

namespace container_app {
namespace {

using compose_forms::Subject;

void AddDependency(Located<std::string> name, ComposeService* service, Diagnostics* diagnostics) {
  for (const ComposeDependency& earlier : service->depends_on) {
    if (earlier.service.value != name.value) continue;
    diagnostics->Report(name.place, kComposeDependsOn,
                        fmt::format("'depends_on' names '{}' twice", name.value), "remove one");
    return;
  }
  service->depends_on.push_back({std::move(name)});
}

/// A name with its mapping.
void ReadLongDependency(const yaml::Entry& entry, const Subject& subject, ComposeService* service,
                        Diagnostics* diagnostics) {
  if (!CheckComposeShape(entry.value, {entry.key.text, subject.Name()}, compose_shapes::kDependency,
                         &service->typed_texts, diagnostics)) {
    return;
  }
  const yaml::Node* required = entry.value.Find("required");
  service->depends_on.push_back({{entry.key.text, entry.key.place},
                                 entry.value.Find("condition")->text,
                                 !required || required->AsBool().value_or(true)});
}

}  // namespace

void ReadComposeDependencies(const yaml::Node& node, std::string_view owner,
                             ComposeService* service, Diagnostics* diagnostics) {
  const Subject subject{"depends_on", owner};
  if (!node.is_mapping()) {
    std::vector<Located<std::string>> names;
    if (!node.is_sequence()) {
      return compose_forms::RefuseType(node, subject, "a list or a mapping", diagnostics);
    }
    compose_forms::ReadTexts(node, subject, &names, diagnostics);
    for (Located<std::string>& name : names) AddDependency(std::move(name), service, diagnostics);
    return;
  }
  for (const yaml::Entry& entry : node.entries) {
    ReadLongDependency(entry, subject, service, diagnostics);
  }
}

void ReadComposeNetworks(const yaml::Node& node, std::string_view owner, ComposeService* service,
                         Diagnostics* diagnostics) {
  const Subject subject{"networks", owner};
  if (!node.is_mapping()) {
    return compose_forms::ReadTexts(node, subject, &service->networks, diagnostics);
  }
  for (const yaml::Entry& entry : node.entries) {
    service->networks.push_back({entry.key.text, entry.key.place});
    CheckComposeShape(entry.value, {entry.key.text, subject.Name()}, compose_shapes::kNetworkMember,
                      &service->typed_texts, diagnostics);
  }
}

}  // namespace container_app
