// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/restart_words.h"

#include <fmt/format.h>

#include "base/text.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {}  // namespace

std::string RoughSpan(std::int64_t microseconds) {
  const std::int64_t unit = microseconds < kSecond        ? 1
                            : microseconds < 10 * kSecond ? kSecond / 10
                            : microseconds < kDay         ? kSecond
                                                          : kMinute;
  return FormatTime((microseconds + unit / 2) / unit * unit);
}

std::string CoarseSpan(std::int64_t microseconds) {
  if (microseconds < kHour) return RoughSpan(microseconds);
  const std::int64_t unit = microseconds < kDay ? kMinute : kHour;
  return FormatTime((microseconds + unit / 2) / unit * unit);
}

std::string TripWords(const std::optional<Trip>& trip) {
  if (!trip) return "started again for ever, never failed";
  return fmt::format("failed after {}, with {} starts", RoughSpan(trip->time), trip->starts);
}

std::string RecoveryPauses(const RecoveryPolicy& recovery) {
  constexpr int kMostListed = 6;
  std::vector<std::string> listed;
  std::int64_t pause = recovery.after;
  for (; pause < recovery.max && listed.size() < kMostListed; pause *= 2) {
    listed.push_back(FormatTime(pause));
  }
  std::string last = "every " + FormatTime(recovery.max);
  if (listed.empty()) return last;
  if (pause < recovery.max) listed.push_back("… doubling");
  return Join(listed, ", ") + ", then " + last;
}

}  // namespace container_app
