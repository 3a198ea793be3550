// SPDX-License-Identifier: GPL-2.0-or-later
// The model against a simulation that knows nothing but systemd's counter, start by start.
#include "policy/restart_model.h"

#include <gtest/gtest.h>

#include <random>

#include "systemd/time_span.h"

namespace container_app {
namespace {

/// What the counter says within `most` starts; starts 0: it refuses none.
Trip Simulate(const RestartPolicy& policy, const std::vector<std::int64_t>& busy, int most) {
  StartLimit limit(policy.start_limit_interval_sec, policy.start_limit_burst);
  std::int64_t time = 0;
  for (int start = 0; start < most; ++start) {
    if (!limit.Start(time)) return {start, time};
    time += busy[static_cast<std::size_t>(start) % busy.size()] + RestartDelay(policy, start + 1);
  }
  return {};
}

class Dice {
 public:
  std::int64_t Of(std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(engine_);
  }
  RestartPolicy Policy() {
    RestartPolicy policy;
    policy.restart_sec = Of(1, 20);
    policy.start_limit_burst = static_cast<int>(Of(2, 8));
    policy.start_limit_interval_sec = Of(1, 400);
    policy.timeout_start_sec = Of(1, 100);
    if (Of(0, 1) == 0) return policy;
    policy.restart_steps = static_cast<int>(Of(1, 12));
    policy.restart_max_delay_sec = policy.restart_sec + Of(1, 80);
    return policy;
  }
  std::vector<std::int64_t> Busy() {
    std::vector<std::int64_t> busy(static_cast<std::size_t>(Of(1, 6)));
    for (std::int64_t& time : busy) time = Of(0, 90);
    return busy;
  }

 private:
  std::mt19937 engine_{20240229};
};

TEST(RestartModelTest, TheDefaultsGiveUpOnEveryStartThatFails) {
  const RestartPolicy policy;
  const auto fast = TripOfFailingStart(policy, 0);
  ASSERT_TRUE(fast);
  EXPECT_EQ(fast->starts, 5);
  EXPECT_EQ(fast->time, 50 * kSecond);
  const auto hang = TripOfHangingStart(policy);
  ASSERT_TRUE(hang);
  EXPECT_EQ(hang->starts, 5);
  EXPECT_EQ(hang->time, 500 * kSecond);
  EXPECT_EQ(TripOfFailingStart(policy, kHour)->time, hang->time) << "killed at the timeout";
}

TEST(RestartModelTest, ARunThatIsLongEnoughIsToleratedForEver) {
  const RestartPolicy policy;
  EXPECT_EQ(LongestTrippingRun(policy), 110 * kSecond);
  EXPECT_EQ(ShortestToleratedRun(policy), 110 * kSecond + 1);
  EXPECT_TRUE(TripOfRun(policy, {20 * kSecond, 80 * kSecond, 10 * kSecond}));
  EXPECT_FALSE(TripOfRun(policy, {20 * kSecond, 80 * kSecond, 10 * kSecond + 1}));
  EXPECT_EQ(TripOfRun(policy, {kHour, 0, 0})->time, 500 * kSecond) << "a prestart that hangs";
}

TEST(RestartModelTest, AWindowTooShortForAHangIsNeverFull) {
  RestartPolicy policy;
  policy.timeout_start_sec = 2 * kSecond;
  policy.restart_sec = kSecond;
  policy.start_limit_interval_sec = 12 * kSecond;
  EXPECT_FALSE(TripOfHangingStart(policy));
  EXPECT_TRUE(TripOfFailingStart(policy, 0));
  policy.start_limit_interval_sec = 15 * kSecond;
  EXPECT_EQ(TripOfHangingStart(policy)->time, 15 * kSecond);
}

TEST(RestartModelTest, BackOffMakesAFailureSlowerAndOlderSystemdIgnoresIt) {
  RestartPolicy policy;
  policy.restart_sec = kSecond;
  policy.restart_steps = 4;
  policy.restart_max_delay_sec = 16 * kSecond;
  EXPECT_EQ(TripOfFailingStart(policy, 0)->time, (1 + 2 + 4 + 8 + 16) * kSecond);
  EXPECT_EQ(TripOfFailingStart(WithoutBackOff(policy), 0)->time, 5 * kSecond);
}

TEST(RestartModelTest, ARunTooShortForTheFirstPausesCanBeLongEnoughForLaterOnes) {
  RestartPolicy policy;
  policy.restart_steps = 4;
  policy.restart_max_delay_sec = 2 * kMinute;
  EXPECT_GT(ShortestToleratedRun(policy), 0);
  EXPECT_EQ(ShortestToleratedRunInSteadyState(policy), 1);
  policy.restart_steps = 0;
  EXPECT_EQ(ShortestToleratedRunInSteadyState(policy), ShortestToleratedRun(policy));
}

TEST(RestartModelTest, FindsATripInALaterWindow) {
  RestartPolicy policy;
  policy.restart_sec = 1;
  policy.start_limit_burst = 3;
  policy.start_limit_interval_sec = 10;
  // Windows open with starts 1 (3 starts until time 12) and 4.
  const std::vector<std::int64_t> busy = {9, 0, 0, 0, 0, 0, 0};
  const auto trip = FirstTrip(policy, busy);
  ASSERT_TRUE(trip);
  EXPECT_EQ(trip->time, Simulate(policy, busy, 100).time);
  EXPECT_GT(trip->starts, 3);
}

TEST(RestartModelTest, AgreesWithTheCounterOnAnyPolicyAndPattern) {
  Dice dice;
  int trips = 0;
  int late = 0;
  constexpr int kRounds = 20'000;
  for (int round = 0; round < kRounds; ++round) {
    const RestartPolicy policy = dice.Policy();
    const std::vector<std::int64_t> busy = dice.Busy();
    const auto trip = FirstTrip(policy, busy);
    const Trip simulated = Simulate(policy, busy, 500);
    ASSERT_EQ(trip.has_value(), simulated.starts > 0) << round;
    if (!trip) continue;
    ++trips;
    if (trip->starts > policy.start_limit_burst) ++late;
    ASSERT_EQ(trip->starts, simulated.starts) << round;
    ASSERT_EQ(trip->time, simulated.time) << round;
  }
  EXPECT_GT(trips, kRounds / 10);
  EXPECT_LT(trips, kRounds * 9 / 10);
  EXPECT_GT(late, 100) << "trips in windows after the first";
}

TEST(RestartModelTest, TheLongestTrippingRunIsExact) {
  Dice dice;
  int none = 0;
  for (int round = 0; round < 20'000; ++round) {
    const RestartPolicy policy = dice.Policy();
    const auto longest = LongestTrippingRun(policy);
    if (longest) {
      ASSERT_GT(Simulate(policy, {*longest}, 500).starts, 0) << round;
    } else {
      ++none;
    }
    ASSERT_EQ(Simulate(policy, {ShortestToleratedRun(policy)}, 500).starts, 0) << round;
  }
  EXPECT_GT(none, 100);
}

TEST(RestartModelTest, TheSteadyStateIsThatOfAConstantPause) {
  Dice dice;
  for (int round = 0; round < 5'000; ++round) {
    const RestartPolicy policy = dice.Policy();
    RestartPolicy steady = WithoutBackOff(policy);
    if (policy.restart_steps > 0) steady.restart_sec = policy.restart_max_delay_sec;
    ASSERT_EQ(ShortestToleratedRunInSteadyState(policy), ShortestToleratedRun(steady)) << round;
  }
}

TEST(RestartModelTest, TheSmallestIntervalIsExactForAHangWithTheOverheadOfStarts) {
  Dice dice;
  for (int round = 0; round < 5'000; ++round) {
    RestartPolicy policy = dice.Policy();
    const std::vector<std::int64_t> busy = {policy.timeout_start_sec + kStartOverhead};
    policy.start_limit_interval_sec = SmallestInterval(policy);
    ASSERT_GT(Simulate(policy, busy, 500).starts, 0) << round;
    ASSERT_TRUE(TripOfFailingStart(policy, 0)) << round;
    policy.start_limit_interval_sec -= 1;
    ASSERT_EQ(Simulate(policy, busy, 500).starts, 0) << round;
  }
}

TEST(RestartModelTest, AnAppThatIsNeverHealthyFailsWithinAnIntervalThatAllowsForIt) {
  RestartPolicy policy;
  policy.time_to_sick = 5 * kMinute;
  EXPECT_FALSE(TripOfSickApp(policy));
  policy.start_limit_interval_sec = SmallestInterval(policy);
  const auto trip = TripOfSickApp(policy, policy.timeout_stop_sec);
  ASSERT_TRUE(trip);
  EXPECT_EQ(trip->starts, 5);
  EXPECT_EQ(trip->time, 5 * (policy.time_to_sick + policy.timeout_stop_sec + policy.restart_sec));
}

TEST(RestartModelTest, RoundsOfRecoveryDoubleTheirPauseUpToTheLongest) {
  RecoveryPolicy recovery;
  recovery.max = kHour;
  const std::int64_t trip = 50 * kSecond;
  const std::vector<std::int64_t> expected = {15 * kMinute, 45 * kMinute + trip,
                                              105 * kMinute + 2 * trip, 165 * kMinute + 3 * trip};
  EXPECT_EQ(RecoveryRounds(recovery, trip, 4), expected);
  recovery.mode = RecoveryMode::kManual;
  EXPECT_TRUE(RecoveryRounds(recovery, trip, 4).empty());
}

}  // namespace
}  // namespace container_app
