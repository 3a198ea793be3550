// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/compose.h"

namespace container_app {

/// Reports what services refer to and the file does not have (services, volumes, networks), and
/// dependencies that go round in a circle, as Compose does before it starts anything.
void CheckConsistency(const Compose& compose, Diagnostics* diagnostics);

/// What a service must have beside it: `depends_on:` and `network_mode: service:NAME`. Compose
/// starts those before it and stops them after it.
std::vector<Located<std::string>> ServicesNeeded(const ComposeService& service);

}  // namespace container_app
