// SPDX-License-Identifier: GPL-2.0-or-later
// When a service that is unhealthy is a failure of its app.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/definition.h"
#include "policy/naming.h"

namespace container_app {

/// Times in microseconds.
struct HealthPlan {
  bool supervise = true;
  std::int64_t grace = kHealthGraceSec;  ///< For how long a service may be unhealthy.
  /// From the start of an app that is never healthy until the grace is over; 0 where no service is
  /// known to have a healthcheck that counts.
  std::int64_t time_to_sick = 0;
  std::vector<std::string> ignored;      ///< Services.
  std::vector<std::string> after_ready;  ///< Packages.
};

HealthPlan MakeHealthPlan(const Definition& definition, const Affixes& affixes);

/// How long it takes until Docker calls a service unhealthy whose check fails whenever it is run
/// (Compose Specification, "healthcheck").
std::int64_t TimeToUnhealthy(const ComposeHealthcheck& check);

/// The longest time between two looks at the services (runtime/functions/watch.sh).
std::int64_t HealthPace(std::int64_t grace);

/// Whether the health of `service` counts.
bool IsHealthIgnored(const Definition& definition, const ComposeService& service);

}  // namespace container_app
