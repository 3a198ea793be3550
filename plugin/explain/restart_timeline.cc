// SPDX-License-Identifier: GPL-2.0-or-later
#include "explain/restart_timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "policy/restart_model.h"
#include "policy/restart_words.h"

namespace container_app {
namespace {

Timeline MakeTimeline(const RestartPolicy& policy, std::string_view what, std::int64_t busy) {
  const auto trip = FirstTrip(policy, std::span(&busy, 1));
  Timeline timeline;
  timeline.title = fmt::format("{}: {}", what, trip ? TripWords(trip) : "never failed");
  std::int64_t time = 0;
  for (int start = 1; !trip || start <= trip->starts; ++start) {
    const bool opens = timeline.windows.empty() || time > timeline.windows.back().end;
    // A second window shows that counting begins again; its second start, that the app goes on.
    if (opens && timeline.windows.size() == 2) break;
    if (opens) timeline.windows.push_back({time, time + policy.start_limit_interval_sec});
    timeline.starts.push_back({time, time + busy});
    time += busy + RestartDelay(policy, start);
    if (timeline.windows.size() == 2 && !opens) break;
  }
  if (trip) timeline.failed = trip->time;
  // The end of the window is drawn where it is not far off.
  timeline.end = time;
  const std::int64_t window_end = timeline.windows.front().end;
  if (window_end <= time + time / 2) timeline.end = std::max(time, window_end);
  timeline.end = std::max<std::int64_t>(timeline.end, 1);
  return timeline;
}

}  // namespace

std::vector<Timeline> RestartTimelines(const RestartPolicy& policy) {
  std::vector<Timeline> timelines;
  timelines.push_back(MakeTimeline(policy, "A start that fails at once", 0));
  timelines.push_back(MakeTimeline(policy, "A start that hangs", policy.timeout_start_sec));
  if (policy.time_to_sick > 0) {
    timelines.push_back(MakeTimeline(policy, "An app that is never healthy", policy.time_to_sick));
  }
  if (policy.supervisor == Supervisor::kSystemd) {
    const std::int64_t run = ShortestToleratedRun(policy) + policy.start_limit_interval_sec / 50;
    timelines.push_back(MakeTimeline(
        policy, fmt::format("An app that ends {} after each start", RoughSpan(run)), run));
  }
  return timelines;
}

std::vector<RecoveryRound> DrawnRounds(const RestartPolicy& policy) {
  constexpr int kMost = 6;
  std::vector<RecoveryRound> rounds;
  const auto trip = TripOfFailingStart(policy, 0);
  if (!trip) return rounds;
  std::int64_t failed = 0;
  for (const std::int64_t time : RecoveryRounds(policy.recovery, trip->time, kMost)) {
    rounds.push_back({time - failed, time});
    failed = time + trip->time;
    if (rounds.back().pause >= policy.recovery.max) break;
  }
  return rounds;
}

}  // namespace container_app
