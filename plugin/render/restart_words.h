// SPDX-License-Identifier: GPL-2.0-or-later
// A restart policy in words, with the figures of the model.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/restart_model.h"

namespace container_app {

/// A time that was computed, rounded as people say it: to 0.1 s below 10 s, to seconds below a day,
/// to minutes above. Times below a second stay as they are.
std::string RoughSpan(std::int64_t microseconds);
/// For an axis of many hours: to minutes from an hour on, to hours from a day on.
std::string CoarseSpan(std::int64_t microseconds);

/// The lines of the comment a unit carries, without `# `: when it is failed, what is tolerated,
/// recovery, and the commands that recover it by hand.
std::vector<std::string> RestartComment(const RestartPolicy& policy, std::string_view unit);

/// `failed after 50s, with 5 starts`, or that it is never failed.
std::string TripWords(const std::optional<Trip>& trip);

/// Something that can happen, and what systemd makes of it.
struct Situation {
  std::string what;
  std::string then;
};
std::vector<Situation> RestartSituations(const RestartPolicy& policy);

/// What the policy is, before what it leads to: a paragraph.
std::string RestartSummary(const RestartPolicy& policy);

}  // namespace container_app
