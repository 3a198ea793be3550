// SPDX-License-Identifier: GPL-2.0-or-later
#include "render/restart_comment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <regex>

#include "base/text.h"
#include "policy/restart_model.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

using testing::HasSubstr;

std::string Lines(const RestartPolicy& policy) {
  return Join(RestartComment(policy, "berth-container.service"), "\n");
}

/// The figures of `failed after TIME, with N starts` in a line.
std::optional<Trip> TripIn(const std::string& line) {
  static const std::regex kTrip("failed after (.*), with ([0-9]+) starts");
  std::smatch match;
  if (!std::regex_search(line, match, kTrip)) return {};
  std::uint64_t time = 0;
  std::string why;
  EXPECT_TRUE(ParseTimeSpan(match[1].str(), &time, &why)) << line;
  return Trip{std::stoi(match[2].str()), static_cast<std::int64_t>(time)};
}

TEST(RestartCommentTest, HasTheFiguresOfTheDefaults) {
  EXPECT_EQ(Lines(RestartPolicy()),
            "A start that fails at once: failed after 50s, with 5 starts.\n"
            "A start that hangs: failed after 8min 20s, with 5 starts.\n"
            "Restarts of its own: never failed when each run takes longer than 1min 50s.\n"
            "Restarts that somebody asks for, and those of Docker: not counted.\n"
            "Recovery: it is started again after a pause: 15min, 30min, 1h, 2h, 4h, then every "
            "6h.\n"
            "By hand: systemctl reset-failed berth-container.service && systemctl start "
            "berth-container.service");
}

TEST(RestartCommentTest, SaysWhatAnOlderSystemdDoesWithBackOff) {
  RestartPolicy policy;
  policy.restart_steps = 4;
  policy.restart_max_delay_sec = 160 * kSecond;
  policy.start_limit_interval_sec = kHour;
  EXPECT_THAT(Lines(policy), HasSubstr("at once: failed after 5min 10s, with 5 starts.\n"));
  EXPECT_THAT(Lines(policy), HasSubstr("Before systemd 254, without RestartSteps=: failed after "
                                       "50s, with 5 starts; failed after 8min 20s, with 5 "
                                       "starts.\n"));
}

TEST(RestartCommentTest, SaysWhoRestartsContainersAndWhetherThereIsRecovery) {
  RestartPolicy policy;
  policy.supervisor = Supervisor::kDocker;
  policy.recovery.mode = RecoveryMode::kManual;
  EXPECT_THAT(Lines(policy), HasSubstr("started again by Docker, unseen by systemd"));
  EXPECT_THAT(Lines(policy), HasSubstr("Recovery: none"));
  EXPECT_THAT(Lines(policy), testing::Not(HasSubstr("Restarts of its own")));
}

TEST(RestartCommentTest, ItsFiguresAreTheModels) {
  std::mt19937 engine(7);
  const auto dice = [&](std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(engine);
  };
  for (int round = 0; round < 1000; ++round) {
    RestartPolicy policy;
    policy.restart_sec = dice(1, 60) * kSecond;
    policy.start_limit_burst = static_cast<int>(dice(2, 20));
    policy.timeout_start_sec = dice(1, 300) * kSecond;
    if (dice(0, 1) == 1) {
      policy.restart_steps = static_cast<int>(dice(1, 9));
      policy.restart_max_delay_sec = policy.restart_sec + dice(1, 600) * kSecond;
    }
    policy.start_limit_interval_sec = SmallestInterval(policy);
    const auto lines = RestartComment(policy, "a.service");
    const std::optional<Trip> expected[] = {TripOfFailingStart(policy, 0),
                                            TripOfHangingStart(policy)};
    for (std::size_t i = 0; i < 2; ++i) {
      const auto said = TripIn(lines[i]);
      ASSERT_TRUE(said && expected[i]) << lines[i];
      EXPECT_EQ(said->starts, expected[i]->starts);
      EXPECT_NEAR(static_cast<double>(said->time), static_cast<double>(expected[i]->time),
                  expected[i]->time < 24 * kHour ? 0.5e6 : 30e6)
          << lines[i];
    }
  }
}

}  // namespace
}  // namespace container_app
