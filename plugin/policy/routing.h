// SPDX-License-Identifier: GPL-2.0-or-later
// How a proxy on the device would reach an app.
#pragma once

#include <optional>

#include "app/definition.h"

namespace container_app {

/// What a proxy has to know.
struct RoutingPlan {
  bool routed = false;        ///< A proxy is to reach the app: `routing`, or `web_ui` is enabled.
  bool host_network = false;  ///< A service uses the host's network.
  /// Where the proxy connects. With the host's network: routing.host_port, routing.port,
  /// web_ui.port; else routing.port, the container side of the first port of the first service that
  /// has ports, web_ui.port. Nothing when none of them is a number.
  std::optional<int> port;
};

RoutingPlan MakeRoutingPlan(const Definition& definition);

}  // namespace container_app
