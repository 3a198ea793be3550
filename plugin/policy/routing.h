// SPDX-License-Identifier: GPL-2.0-or-later
// How a proxy on the device would reach an app.
#pragma once

#include <optional>
#include <string>

#include "app/definition.h"

namespace container_app {

/// What a proxy has to know.
struct RoutingPlan {
  bool routed = false;        ///< A proxy is to reach the app: there is `routing`.
  bool host_network = false;  ///< A service uses the host's network.
  /// The service the proxy connects to: the first with the host's network, that whose port is
  /// taken, or else the first. Empty without services.
  std::string service;
  /// Where the proxy connects. With the host's network: routing.host_port, routing.port,
  /// web_ui.port; else routing.port, the container side of the first port of the first service that
  /// has ports, web_ui.port. Nothing when none of them is a number.
  std::optional<int> port;
};

RoutingPlan MakeRoutingPlan(const Definition& definition);

}  // namespace container_app
