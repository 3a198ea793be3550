// SPDX-License-Identifier: GPL-2.0-or-later
// When systemd starts an app again, and when it gives up (systemd.service(5), systemd.unit(5)).
#pragma once

#include <cstdint>

namespace container_app {

/// Values of the directives of the same names; times in microseconds.
struct RestartPolicy {
  std::int64_t restart_sec = 10'000'000;
  std::int64_t start_limit_interval_sec = 600'000'000;
  int start_limit_burst = 5;
};

}  // namespace container_app
