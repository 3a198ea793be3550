// SPDX-License-Identifier: GPL-2.0-or-later
// Times and outcomes of a restart policy in words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "policy/restart_model.h"

namespace container_app {

/// A computed time, rounded as people say it: to 0.1 s below 10 s, to seconds below a day, to
/// minutes above. Times below a second are not rounded.
std::string RoughSpan(std::int64_t microseconds);

/// For an axis of many hours: to minutes from an hour on, to hours from a day on.
std::string CoarseSpan(std::int64_t microseconds);

/// `failed after 50s, with 5 starts`, or that it is never failed.
std::string TripWords(const std::optional<Trip>& trip);

/// The pauses before rounds of recovery: `15min, 30min, 1h, then every 6h`.
std::string RecoveryPauses(const RecoveryPolicy& recovery);

}  // namespace container_app
