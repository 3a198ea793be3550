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

std::optional<int> FirstContainerPort(const Compose& compose) {
  for (const ComposeService& service : compose.services) {
    if (!service.ports.empty()) return ParsePort(service.ports.front().target);
  }
  return std::nullopt;
}

std::optional<int> ValueOf(const std::optional<Located<int>>& port) {
  return port ? std::optional<int>(port->value) : std::nullopt;
}

std::optional<int> BackendPort(const Definition& definition, bool host_network) {
  const auto& routing = definition.metadata.routing;
  const auto& ui = definition.metadata.web_ui;
  std::optional<int> port;
  if (routing && host_network) port = ValueOf(routing->host_port);
  if (!port && routing) port = ValueOf(routing->port);
  if (!port && !host_network) port = FirstContainerPort(definition.compose);
  if (!port && ui) port = ValueOf(ui->port);
  return port;
}

}  // namespace

RoutingPlan MakeRoutingPlan(const Definition& definition) {
  const Metadata& metadata = definition.metadata;
  const auto& services = definition.compose.services;
  RoutingPlan plan;
  plan.routed = metadata.routing || (metadata.web_ui && metadata.web_ui->enabled);
  plan.host_network = std::any_of(services.begin(), services.end(), [](const ComposeService& s) {
    return s.network_mode.value == "host";
  });
  plan.port = BackendPort(definition, plan.host_network);
  return plan;
}

}  // namespace container_app
