// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/restart_model.h"

#include <algorithm>
#include <set>
#include <utility>

namespace container_app {
namespace {

/// Pauses are the same from this restart on.
int SteadyFrom(const RestartPolicy& policy) { return std::max(policy.restart_steps, 0) + 1; }

std::int64_t SumOfDelays(const RestartPolicy& policy, int restarts) {
  std::int64_t sum = 0;
  for (int restart = 1; restart <= restarts; ++restart) sum += RestartDelay(policy, restart);
  return sum;
}

/// `a / b` rounded down, for a negative `a` too.
std::int64_t FloorOf(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::optional<Trip> TripOfConstant(const RestartPolicy& policy, std::int64_t busy) {
  return FirstTrip(policy, std::span(&busy, 1));
}

}  // namespace

// Starts are looked at window by window. Which start opens a window, by its place in `busy` and the
// pause that follows it, decides all that comes after; there are finitely many such states, so a
// state seen before proves that no window ever trips.
std::optional<Trip> FirstTrip(const RestartPolicy& policy, std::span<const std::int64_t> busy) {
  std::set<std::pair<std::size_t, int>> seen;
  int starts = 0;         // before the one that opens the window
  std::int64_t time = 0;  // of that one
  while (true) {
    const std::size_t place = static_cast<std::size_t>(starts) % busy.size();
    if (!seen.emplace(place, std::min(starts, SteadyFrom(policy))).second) return {};
    const std::int64_t window = time;
    int in_window = 0;
    while (time - window <= policy.start_limit_interval_sec) {
      if (in_window == policy.start_limit_burst) return Trip{starts, time};
      time += busy[static_cast<std::size_t>(starts) % busy.size()];
      ++in_window;
      ++starts;
      time += RestartDelay(policy, starts);
    }
  }
}

std::optional<Trip> TripOfFailingStart(const RestartPolicy& policy, std::int64_t after,
                                       std::int64_t stop) {
  return TripOfConstant(policy, std::min(after, policy.timeout_start_sec) + stop);
}

std::optional<Trip> TripOfHangingStart(const RestartPolicy& policy, std::int64_t stop) {
  return TripOfConstant(policy, policy.timeout_start_sec + stop);
}

std::optional<Trip> TripOfSickApp(const RestartPolicy& policy, std::int64_t stop) {
  return TripOfConstant(policy, policy.time_to_sick + stop);
}

std::optional<Trip> TripOfRun(const RestartPolicy& policy, const Run& run) {
  if (run.prestart > policy.timeout_start_sec) return TripOfHangingStart(policy, run.stop);
  return TripOfConstant(policy, run.prestart + run.run + run.stop);
}

// Pauses never become shorter, so no window of starts that are busy equally long is fuller than the
// first.
std::optional<std::int64_t> LongestTrippingRun(const RestartPolicy& policy) {
  const std::int64_t rest =
      policy.start_limit_interval_sec - SumOfDelays(policy, policy.start_limit_burst);
  if (rest < 0) return {};
  return FloorOf(rest, policy.start_limit_burst);
}

std::int64_t ShortestToleratedRun(const RestartPolicy& policy) {
  const auto longest = LongestTrippingRun(policy);
  return longest ? *longest + 1 : 0;
}

std::int64_t ShortestToleratedRunInSteadyState(const RestartPolicy& policy) {
  const std::int64_t delay = RestartDelay(policy, SteadyFrom(policy));
  const std::int64_t longest = FloorOf(
      policy.start_limit_interval_sec - policy.start_limit_burst * delay, policy.start_limit_burst);
  return std::max<std::int64_t>(longest + 1, 0);
}

std::vector<std::int64_t> RecoveryRounds(const RecoveryPolicy& recovery, std::int64_t trip,
                                         int count) {
  std::vector<std::int64_t> rounds;
  if (recovery.mode == RecoveryMode::kManual) return rounds;
  std::int64_t pause = recovery.after;
  std::int64_t failed = 0;
  for (int round = 0; round < count; ++round) {
    rounds.push_back(failed + pause);
    failed += pause + trip;
    pause = std::min(pause * 2, recovery.max);
  }
  return rounds;
}

RestartPolicy WithoutBackOff(const RestartPolicy& policy) {
  RestartPolicy plain = policy;
  plain.restart_steps = 0;
  plain.restart_max_delay_sec = 0;
  return plain;
}

}  // namespace container_app
