// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/routing.h"

#include <algorithm>
#include <charconv>

namespace container_app {
namespace {

std::optional<int> ParsePort(const std::string& text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return port >= 1 && port <= 65535 ? std::optional<int>(port) : std::nullopt;
}

const ComposeService* FirstWithPorts(const Compose& compose) {
  const auto found = std::find_if(compose.services.begin(), compose.services.end(),
                                  [](const ComposeService& one) { return !one.ports.empty(); });
  return found == compose.services.end() ? nullptr : &*found;
}

bool UsesHost(const ComposeService& service) { return service.network_mode.value == "host"; }

std::optional<int> ValueOf(const std::optional<Located<int>>& port) {
  return port ? std::optional<int>(port->value) : std::nullopt;
}

/// Sets the port, and the service it belongs to.
void ChooseBackend(const Definition& definition, RoutingPlan* plan) {
  const auto& routing = definition.metadata.routing;
  const auto& ui = definition.metadata.web_ui;
  if (routing && plan->host_network) plan->port = ValueOf(routing->host_port);
  if (!plan->port && routing) plan->port = ValueOf(routing->port);
  const ComposeService* with_ports = FirstWithPorts(definition.compose);
  if (!plan->port && !plan->host_network && with_ports) {
    plan->port = ParsePort(with_ports->ports.front().target);
    if (plan->port) plan->service = with_ports->name.value;
  }
  if (!plan->port && ui) plan->port = ValueOf(ui->port);
}

}  // namespace

RoutingPlan MakeRoutingPlan(const Definition& definition) {
  const Metadata& metadata = definition.metadata;
  const auto& services = definition.compose.services;
  RoutingPlan plan;
  plan.routed = metadata.routing.has_value();
  const auto on_host = std::find_if(services.begin(), services.end(), UsesHost);
  plan.host_network = on_host != services.end();
  if (plan.host_network) {
    plan.service = on_host->name.value;
  } else if (!services.empty()) {
    plan.service = services.front().name.value;
  }
  ChooseBackend(definition, &plan);
  return plan;
}

}  // namespace container_app
