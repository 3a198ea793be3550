// SPDX-License-Identifier: GPL-2.0-or-later
// What a restart policy leads to, as drawings: for a terminal, and as a picture (SVG).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "policy/plan.h"
#include "policy/restart_model.h"
#include "render/render.h"

namespace container_app {

/// A stretch of time, from the first start.
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

/// A start that fails at once, one that hangs and, where systemd supervises, runs that are just
/// long enough.
std::vector<Timeline> RestartTimelines(const RestartPolicy& policy);

/// A round of recovery.
struct RecoveryRound {
  std::int64_t pause = 0;  ///< Before it.
  std::int64_t time = 0;   ///< From when the unit first was failed.
};

/// The rounds that are drawn, until the pause has reached its longest. Empty without recovery or
/// when a start that fails is never failed.
std::vector<RecoveryRound> DrawnRounds(const RestartPolicy& policy);

/// Both in 80 columns of ASCII.
std::string DrawTimelines(const RestartPolicy& policy);

/// The template of the picture, and the picture. False after an error.
std::span<const TemplateName> PictureTemplateNames();
bool RenderRestartPicture(const Plan& plan, const TemplateSet& templates, std::string* svg,
                          Diagnostics* diagnostics);

}  // namespace container_app
