// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over the Compose file as a whole: what is started, and what Docker refuses when it is.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"
#include "check/rules.h"

namespace container_app {
namespace {

bool IsStarted(const ComposeService& service) {
  return service.is_enabled && service.count.value_or(1) > 0;
}

void CheckNoneStarted(const Rule& rule, const RuleContext& context) {
  const auto& services = context.definition().compose.services;
  if (services.empty() || std::any_of(services.begin(), services.end(), IsStarted)) return;
  const ComposeService& first = services.front();
  context.diagnostics->Report(
      first.name.place, rule, "no service of this file is ever started",
      first.is_enabled
          ? "remove 'scale' or 'replicas', or write a number above 0"
          : fmt::format("remove 'profiles', or write 'default_config: {{COMPOSE_PROFILES: {}}}'",
                        first.profiles.front().value));
}

void CheckOff(const Rule& rule, const RuleContext& context) {
  const auto& services = context.definition().compose.services;
  if (!std::any_of(services.begin(), services.end(), IsStarted)) return;
  for (const ComposeService& service : services) {
    if (IsStarted(service)) continue;
    context.diagnostics->Report(
        service.name.place, rule, fmt::format("'{}' is not started", service.name.value),
        service.is_enabled ? "remove it, or the 0 in 'scale' or 'replicas'"
                           : "switch its profile on with COMPOSE_PROFILES in 'default_config', or "
                             "tell administrators of it in config.yml");
  }
}

/// One port, or a range.
bool ReadPorts(const std::string& text, int* first, int* last) {
  const std::size_t dash = text.find('-');
  const auto read = [](std::string_view digits, int* port) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), *port);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  if (!read(std::string_view(text).substr(0, dash), first)) return false;
  *last = *first;
  return dash == std::string::npos || read(std::string_view(text).substr(dash + 1), last);
}

struct HostPort {
  std::string address;
  const ComposeService* service;
};

bool SharesAddress(const std::string& one, const std::string& other) {
  const auto any = [](const std::string& address) {
    return address.empty() || address == "0.0.0.0" || address == "::";
  };
  return one == other || any(one) || any(other);
}

void CheckHostPorts(const Rule& rule, const RuleContext& context) {
  std::map<std::pair<int, std::string>, std::vector<HostPort>> taken;
  for (const ComposeService& service : context.definition().compose.services) {
    if (!IsStarted(service)) continue;
    for (const ComposePort& port : service.ports) {
      const auto published = context.plan.installed.KnownText(port.published);
      const auto target = context.plan.installed.KnownText(port.target);
      const auto address = context.plan.installed.KnownText(port.host_ip);
      int first = 0, last = 0, inner = 0, inner_last = 0;
      if (!published || !target || !address || !ReadPorts(*published, &first, &last)) continue;
      // Of a range for one port Docker takes a free one.
      if (ReadPorts(*target, &inner, &inner_last) && last - first != inner_last - inner) continue;
      for (int number = first; number <= last; ++number) {
        auto& owners = taken[{number, port.protocol}];
        const auto other = std::find_if(owners.begin(), owners.end(), [&](const HostPort& owner) {
          return SharesAddress(owner.address, *address);
        });
        // One service with one port for two of its own: Compose takes it once where they are equal.
        if (other != owners.end() && other->service != &service) {
          context.diagnostics->Report(port.place, rule,
                                      fmt::format("port {} of the host is that of '{}' already",
                                                  number, other->service->name.value),
                                      "publish another one");
          break;
        }
        owners.push_back({*address, &service});
      }
    }
  }
}

/// Keys that Docker refuses in a container that uses the network of another one.
constexpr std::string_view kNetworkKeys[] = {"hostname", "ports",       "expose",     "links",
                                             "dns",      "extra_hosts", "mac_address"};

void CheckSharedNetwork(const Rule& rule, const RuleContext& context) {
  for (const ComposeService& service : context.definition().compose.services) {
    const std::string& mode = service.network_mode.value;
    if (!mode.starts_with("service:") && !mode.starts_with("container:")) continue;
    for (const std::string_view key : kNetworkKeys) {
      const auto found = service.keys.find(std::string(key));
      if (found == service.keys.end()) continue;
      context.diagnostics->Report(
          found->second, rule,
          fmt::format("Docker refuses '{}' of '{}', which uses the network of another container",
                      key, service.name.value),
          mode.starts_with("service:")
              ? fmt::format("write it for '{}' instead", mode.substr(mode.find(':') + 1))
              : "remove it");
    }
  }
}

void CheckHostNetwork(const Rule& rule, const RuleContext& context) {
  for (const ComposeService& service : context.definition().compose.services) {
    if (service.network_mode.value != "host" || service.ports.empty()) continue;
    context.diagnostics->Report(
        service.ports.front().place, rule,
        fmt::format("'{}' is on the host's network, where 'ports' does nothing",
                    service.name.value),
        "remove 'ports', or 'network_mode: host'");
  }
}

void CheckExternal(const Rule& rule, const RuleContext& context) {
  for (const Located<std::string>& network : context.definition().compose.external_networks) {
    context.diagnostics->Report(
        network.place, rule,
        fmt::format("the app starts only where somebody has made the network '{}'", network.value),
        "remove 'external', or name the package that makes it in 'depends'");
  }
}

constexpr CheckRule kProjectRules[] = {
    {{"services-none-started", "At least one service is started."}, CheckNoneStarted},
    {{"service-not-started", "Each service is started.", Severity::kWarning}, CheckOff},
    {{"host-port-twice", "Two services do not publish one port of the host."}, CheckHostPorts},
    {{"network-shared-key",
      "A service that uses the network of another container has no network keys of its own."},
     CheckSharedNetwork},
    {{"network-host-ports", "A service on the host's network publishes no ports.",
      Severity::kWarning},
     CheckHostNetwork},
    {{"network-external", "The networks of the app are its own.", Severity::kWarning},
     CheckExternal},
};

}  // namespace

std::span<const CheckRule> ProjectRules() { return kProjectRules; }

}  // namespace container_app
