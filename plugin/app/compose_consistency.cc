// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/compose_consistency.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "app/compose_rules.h"
#include "base/text.h"

namespace container_app {
namespace {

using ServiceTable = std::unordered_map<std::string_view, const ComposeService*>;

template <class Name>
std::vector<std::string_view> NamesOf(const std::vector<Name>& located) {
  std::vector<std::string_view> names;
  for (const Located<std::string>& name : located) names.push_back(name.value);
  return names;
}

/// Reports a name that is not among `names`.
bool CheckKnown(const Located<std::string>& name, std::string_view kind,
                const std::vector<std::string_view>& names, const std::string& fix,
                Diagnostics* diagnostics) {
  if (HoldsVariable(name.value)) return true;
  if (std::find(names.begin(), names.end(), name.value) != names.end()) return true;
  const std::string nearest = DidYouMean(name.value, names);
  const Rule& rule = kind == "service"   ? kComposeUndefinedService
                     : kind == "network" ? kComposeUndefinedNetwork
                     : kind == "volume"  ? kComposeUndefinedVolume
                                         : kComposeUndefinedFile;
  return diagnostics->Report(name.place, rule,
                             fmt::format("there is no {} '{}' in this file", kind, name.value),
                             nearest.empty() ? fix : nearest);
}

class CircleSearch {
 public:
  CircleSearch(const ServiceTable& services, Diagnostics* diagnostics)
      : services_(services), diagnostics_(diagnostics) {}

  /// Goes along the dependencies with a stack of its own: a file may have a chain of thousands.
  bool Visit(const ComposeService& begin) {
    struct Step {
      const ComposeService* service;
      std::vector<Located<std::string>> needs;
      std::size_t next = 0;
    };
    if (visited_[begin.name.value] == Visited::kDone) return true;
    std::vector<Step> path{{&begin, ServicesNeeded(begin)}};
    visited_[begin.name.value] = Visited::kOpen;
    while (!path.empty()) {
      Step& step = path.back();
      if (step.next == step.needs.size()) {
        visited_[step.service->name.value] = Visited::kDone;
        path.pop_back();
        continue;
      }
      const Located<std::string> need = step.needs[step.next++];
      const auto found = services_.find(need.value);
      if (found == services_.end()) continue;
      Visited& visited = visited_[found->first];
      if (visited == Visited::kOpen) return Report(*step.service, need);
      if (visited == Visited::kDone) continue;
      visited = Visited::kOpen;
      path.push_back({found->second, ServicesNeeded(*found->second)});
    }
    return true;
  }

 private:
  /// How far the search has come with a service: kOpen while it follows what the service needs.
  enum class Visited { kNever, kOpen, kDone };

  bool Report(const ComposeService& service, const Located<std::string>& need) {
    return diagnostics_->Report(
        need.place, kComposeDependencyCircle,
        fmt::format("service '{}' depends on '{}', which depends on it in turn", service.name.value,
                    need.value),
        "remove one of the dependencies of the circle");
  }

  const ServiceTable& services_;
  std::unordered_map<std::string_view, Visited> visited_;
  Diagnostics* diagnostics_;
};

void CheckNetworks(const ComposeService& service, const std::vector<std::string_view>& networks,
                   Diagnostics* diagnostics) {
  if (service.network_mode && !service.networks.empty()) {
    diagnostics->Report(
        service.network_mode.place, kComposeNetworkMode,
        fmt::format("service '{}' has both 'network_mode' and 'networks'", service.name.value),
        "remove one of the two");
  }
  for (auto name = service.networks.begin(); name != service.networks.end(); ++name) {
    CheckKnown(*name, "network", networks, "name it under 'networks:' at the top level",
               diagnostics);
    const bool again = std::any_of(service.networks.begin(), name, [&](const auto& earlier) {
      return earlier.value == name->value;
    });
    if (again) {
      diagnostics->Report(name->place, kComposeDuplicateNetwork,
                          fmt::format("the network '{}' is named twice", name->value),
                          "remove one");
    }
  }
}

void CheckMounts(const ComposeService& service, const std::vector<std::string_view>& volumes,
                 Diagnostics* diagnostics) {
  for (const ComposeMount& mount : service.mounts) {
    if (mount.type != ComposeMount::Type::kVolume || mount.source.empty()) continue;
    CheckKnown(
        {mount.source, mount.source_place}, "volume", volumes,
        "name it under 'volumes:' at the top level, or begin a folder's path with './' or '/'",
        diagnostics);
  }
}

/// A dependency that Compose leaves out when its service is left out.
bool IsOptional(const ComposeService& service, std::string_view name) {
  return std::any_of(
      service.depends_on.begin(), service.depends_on.end(),
      [&](const ComposeDependency& one) { return one.service.value == name && !one.required; });
}

void CheckFiles(const std::vector<Located<std::string>>& used, std::string_view kind,
                const std::vector<Located<std::string>>& defined, Diagnostics* diagnostics) {
  for (const Located<std::string>& name : used) {
    CheckKnown(name, kind, NamesOf(defined),
               fmt::format("name it under '{}s:' at the top level", kind), diagnostics);
  }
}

/// A service with a profile is not there unless someone asks for it.
void CheckDependencies(const ComposeService& service, const ServiceTable& services,
                       Diagnostics* diagnostics) {
  for (const Located<std::string>& need : ServicesNeeded(service)) {
    const auto found = services.find(need.value);
    if (found == services.end()) {
      std::vector<std::string_view> names;
      for (const auto& [name, other] : services) names.push_back(name);
      CheckKnown(need, "service", names, "add it, or remove the dependency", diagnostics);
    } else if (!found->second->is_enabled && !IsOptional(service, need.value)) {
      diagnostics->Report(
          need.place, kComposeUndefinedService,
          fmt::format("the service '{}' is left out because it has 'profiles'", need.value),
          "give both services the profile or neither, or name it in COMPOSE_PROFILES of "
          "'default_config'");
    }
  }
}

}  // namespace

std::vector<Located<std::string>> ServicesNeeded(const ComposeService& service) {
  std::vector<Located<std::string>> needs;
  for (const ComposeDependency& dependency : service.depends_on) {
    needs.push_back(dependency.service);
  }
  constexpr std::string_view kPrefix = "service:";
  for (const Located<std::string>* space :
       {&service.network_mode, &service.ipc, &service.pid, &service.uts}) {
    if (!space->value.starts_with(kPrefix)) continue;
    needs.push_back({space->value.substr(kPrefix.size()), space->place});
  }
  for (const Located<std::string>& link : service.links) {
    needs.push_back({link.value.substr(0, link.value.find(':')), link.place});
  }
  for (const Located<std::string>& from : service.volumes_from) {
    if (from.value.starts_with("container:")) continue;
    needs.push_back({from.value.substr(0, from.value.find(':')), from.place});
  }
  return needs;
}

void CheckConsistency(const Compose& compose, Diagnostics* diagnostics) {
  const std::vector<std::string_view> volumes = NamesOf(compose.volumes);
  std::vector<std::string_view> networks = NamesOf(compose.networks);
  networks.push_back("default");
  ServiceTable services;
  for (const ComposeService& service : compose.services) {
    services.emplace(service.name.value, &service);
  }
  CircleSearch circles(services, diagnostics);
  bool circle_free = true;
  for (const ComposeService& service : compose.services) {
    if (!service.is_enabled) continue;  // Compose looks at what it would start
    CheckNetworks(service, networks, diagnostics);
    CheckMounts(service, volumes, diagnostics);
    CheckFiles(service.secrets, "secret", compose.secrets, diagnostics);
    CheckFiles(service.configs, "config", compose.configs, diagnostics);
    CheckDependencies(service, services, diagnostics);
    circle_free = circle_free && circles.Visit(service);
  }
}

}  // namespace container_app
