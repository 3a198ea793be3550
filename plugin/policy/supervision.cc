// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/supervision.h"

#include <algorithm>

namespace container_app {
namespace {

bool IsAwaited(const Definition& definition, const std::string& name) {
  const auto waits = [&](const ComposeDependency& dependency) {
    return dependency.service.value == name &&
           dependency.condition == "service_completed_successfully";
  };
  const auto& services = definition.compose.services;
  return std::any_of(services.begin(), services.end(), [&](const ComposeService& other) {
    return std::any_of(other.depends_on.begin(), other.depends_on.end(), waits);
  });
}

}  // namespace

bool IsOneShot(const Definition& definition, const ComposeService& service) {
  const auto& marked = definition.metadata.restart.one_shot;
  return IsAwaited(definition, service.name.value) ||
         std::any_of(marked.begin(), marked.end(), [&](const Located<std::string>& name) {
           return name.value == service.name.value;
         });
}

bool DockerRestarts(const ComposeService& service) {
  if (service.deploy_restart) {
    const std::string& condition = service.deploy_restart.value;
    return !condition.empty() && condition != "none";
  }
  return !service.restart.value.empty() && service.restart.value != "no";
}

Supervision MakeSupervision(const Definition& definition) {
  Supervision supervision;
  bool any_ends = false;
  for (const ComposeService& service : definition.compose.services) {
    // Compose starts a service with profiles only when it is asked to, or named.
    if (!service.is_enabled) continue;
    if (!IsOneShot(definition, service)) {
      supervision.watched.push_back(service.name.value);
      continue;
    }
    any_ends = true;
    if (!IsAwaited(definition, service.name.value)) {
      supervision.last_steps.push_back(service.name.value);
    }
  }
  if (!any_ends) supervision.watched.clear();
  return supervision;
}

std::string ProjectName(const Installed& installed) {
  std::string name = installed.Text(installed.definition().compose.project_name.value).value_or("");
  if (!name.empty()) return name;
  for (const char c : installed.names().package) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (kept) name += c;
  }
  return name;
}

}  // namespace container_app
