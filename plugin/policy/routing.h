// SPDX-License-Identifier: GPL-2.0-or-later
// How a proxy on the device would reach an app.
#pragma once

#include <optional>
#include <string>

#include "app/definition.h"

namespace container_app {

/// True when a proxy is to reach the app: `routing` is present or `web_ui` enabled.
bool IsRouted(const Definition& definition);

/// True when any service uses the host's network.
bool UsesHostNetwork(const Definition& definition);

/// The port a proxy connects to. With the host's network: routing.host_port, routing.port,
/// web_ui.port; else routing.port, the container side of the first port of the first service that
/// has ports, web_ui.port. Nothing when none of them is given as a number.
std::optional<int> BackendPort(const Definition& definition);

}  // namespace container_app
