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
  /// How long an app runs at most that is never healthy, until the grace is over; 0 where no
  /// service is known to have a healthcheck that counts.
  std::int64_t time_to_sick = 0;
  /// How long a service may wait for others to be healthy before Compose gives up.
  std::int64_t longest_wait = 0;
  std::vector<std::string> ignored;      ///< Services.
  std::vector<std::string> after_ready;  ///< Packages.
};

HealthPlan MakeHealthPlan(const Definition& definition, const Affixes& affixes);

/// How long it takes at most until Docker calls a service unhealthy whose check fails whenever it
/// is run. Docker waits the interval before each check, the first one included, and failures do not
/// count while the start_period lasts.
std::int64_t TimeToUnhealthy(const ComposeHealthcheck& check);

/// How long Docker takes from one check that passes to as many checks after it as have to fail: a
/// grace has to be as long, so that a service that recovers has had its chance to pass.
std::int64_t TimeOfRetries(const ComposeHealthcheck& check);

/// The longest time between two looks at the services (runtime/functions/watch.sh).
std::int64_t HealthPace(std::int64_t grace);

/// Whether a check of `service` is known: in the Compose file, or by `health: from_image`.
bool HasKnownCheck(const Definition& definition, const ComposeService& service);

/// Whether `health: ignore` lists `service`.
bool IsHealthIgnored(const Definition& definition, const ComposeService& service);

/// The package that an item of `after_ready` names.
std::string PackageOfReference(const std::string& reference, const Affixes& affixes);

}  // namespace container_app
