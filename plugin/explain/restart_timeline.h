// SPDX-License-Identifier: GPL-2.0-or-later
// What a restart policy leads to, as times: what the drawing and the picture show.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policy/restart.h"

namespace container_app {

/// A stretch of time; times count from the first start.
struct Stretch {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

/// Starts that are all busy equally long, until the unit is failed, or until a window has passed
/// without that.
struct Timeline {
  std::string title;
  std::vector<Stretch> starts;
  std::vector<Stretch> windows;  ///< In which systemd counts starts.
  std::optional<std::int64_t> failed;
  std::int64_t end = 0;  ///< Of what is drawn.
};

/// A start that fails at once, one that hangs, an app that is never healthy where a healthcheck is
/// known and, where systemd supervises, runs that are just long enough.
std::vector<Timeline> RestartTimelines(const RestartPolicy& policy);

/// A round of recovery.
struct RecoveryRound {
  std::int64_t pause = 0;  ///< Before it.
  std::int64_t time = 0;   ///< From when the unit first was failed.
};

/// The rounds that are drawn, until the pause has reached its longest. Empty without recovery or
/// when a start that fails is never failed.
std::vector<RecoveryRound> DrawnRounds(const RestartPolicy& policy);

}  // namespace container_app
