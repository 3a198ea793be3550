// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/restart.h"

#include <gtest/gtest.h>

#include "support/definition_text.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

RestartPolicy PolicyOf(const std::string& keys) {
  return MakeRestartPolicy(DefinitionOf(keys.empty() ? "" : "restart:\n" + keys, kOneService),
                           10 * kSecond);
}

TEST(RestartTest, WithoutKeysHasTheDefaults) {
  const RestartPolicy policy = PolicyOf("");
  EXPECT_EQ(policy.restart_sec, 10 * kSecond);
  EXPECT_EQ(policy.start_limit_burst, 5);
  EXPECT_EQ(policy.start_limit_interval_sec, 10 * kMinute);
  EXPECT_EQ(policy.timeout_start_sec, 90 * kSecond);
  EXPECT_EQ(policy.timeout_stop_sec, 30 * kSecond);
  EXPECT_EQ(policy.restart_steps, 0);
  EXPECT_EQ(policy.supervisor, Supervisor::kSystemd);
  EXPECT_EQ(policy.recovery.mode, RecoveryMode::kRetry);
  EXPECT_EQ(policy.recovery.after, 15 * kMinute);
  EXPECT_EQ(policy.recovery.max, 6 * kHour);
}

TEST(RestartTest, TakesEveryKey) {
  const RestartPolicy policy = PolicyOf(R"(  restart_sec: 5
  start_limit_burst: 4
  start_limit_interval_sec: 1h
  timeout_start_sec: 1min 30s
  timeout_stop_sec: "2min"
  restart_steps: 3
  restart_max_delay_sec: 500000ms
  supervisor: systemd
  recovery: {mode: manual}
)");
  EXPECT_EQ(policy.restart_sec, 5 * kSecond);
  EXPECT_EQ(policy.start_limit_burst, 4);
  EXPECT_EQ(policy.start_limit_interval_sec, kHour);
  EXPECT_EQ(policy.timeout_start_sec, 90 * kSecond);
  EXPECT_EQ(policy.timeout_stop_sec, 2 * kMinute);
  EXPECT_EQ(policy.restart_steps, 3);
  EXPECT_EQ(policy.restart_max_delay_sec, 500 * kSecond);
  EXPECT_EQ(policy.recovery.mode, RecoveryMode::kManual);
}

TEST(RestartTest, AnIntervalNotGivenIsLongEnoughForAHang) {
  EXPECT_EQ(PolicyOf("  timeout_start_sec: 109s\n").start_limit_interval_sec, 10 * kMinute);
  EXPECT_EQ(PolicyOf("  timeout_start_sec: 110s\n").start_limit_interval_sec, 605 * kSecond);
  EXPECT_EQ(PolicyOf("  timeout_start_sec: 2h\n  start_limit_burst: 20\n").start_limit_interval_sec,
            40 * kHour + 20 * 11 * kSecond);
}

TEST(RestartTest, AnIntervalNotGivenIsWholeSeconds) {
  const std::int64_t interval =
      PolicyOf("  timeout_start_sec: 5min\n  restart_sec: 1ms\n").start_limit_interval_sec;
  EXPECT_EQ(interval, 25 * kMinute + 6 * kSecond);
}

TEST(RestartTest, TheLargestValuesDoNotOverflow) {
  const RestartPolicy policy = PolicyOf(R"(  restart_sec: 364d
  start_limit_burst: 100
  timeout_start_sec: 1y
  restart_steps: 100
  restart_max_delay_sec: 1y
)");
  EXPECT_GT(policy.start_limit_interval_sec, 199 * 364 * 24 * kHour);
}

TEST(RestartTest, TheLongestPauseOfRecoveryIsNeverShorterThanTheFirst) {
  EXPECT_EQ(PolicyOf("  recovery: {after: 12h}\n").recovery.max, 12 * kHour);
  EXPECT_EQ(PolicyOf("  recovery: {after: 1h}\n").recovery.max, 6 * kHour);
}

TEST(RestartTest, TheDelayGrowsByTheSameFactorUpToTheLongest) {
  RestartPolicy policy;
  policy.restart_sec = kSecond;
  policy.restart_steps = 4;
  policy.restart_max_delay_sec = 16 * kSecond;
  const std::int64_t expected[] = {1, 1, 2, 4, 8, 16, 16};
  for (int restart = 0; restart <= 6; ++restart) {
    EXPECT_EQ(RestartDelay(policy, restart), expected[restart] * kSecond) << restart;
  }
  policy.restart_steps = 0;
  EXPECT_EQ(RestartDelay(policy, 6), kSecond);
}

}  // namespace
}  // namespace container_app
