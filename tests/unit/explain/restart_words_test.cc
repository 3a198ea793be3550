// SPDX-License-Identifier: GPL-2.0-or-later
#include "explain/restart_words.h"
#include "systemd/time_span.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace container_app {
namespace {

using testing::HasSubstr;

/// What is said of a situation whose name begins with `what`.
std::string Then(const RestartPolicy& policy, std::string_view what) {
  for (const Situation& situation : RestartSituations(policy)) {
    if (situation.what.starts_with(what)) return situation.then;
  }
  return "";
}

TEST(RestartWordsTest, TellsWhatHappensUnderTheDefaults) {
  const RestartPolicy policy;
  EXPECT_EQ(Then(policy, "A start fails"), "failed after 50s, with 5 starts");
  EXPECT_EQ(Then(policy, "A start hangs"),
            "each is killed after 1min 30s; failed after 8min 20s, with 5 starts");
  EXPECT_EQ(Then(policy, "The app crashes 55s"), "failed after 5min 25s, with 5 starts");
  EXPECT_EQ(Then(policy, "The app crashes later than 1min 50s"),
            "started again for ever, never failed");
  EXPECT_THAT(Then(policy, "The app is restarted"), HasSubstr("its starts are counted anew"));
  EXPECT_THAT(Then(policy, "Nothing comes of a start"), HasSubstr("after 15min"));
  EXPECT_THAT(Then(policy, "The app is failed"), HasSubstr("15min, 30min, 1h, 2h, 4h, then"));
}

TEST(RestartWordsTest, TellsWhatHappensToAnAppThatIsNeverHealthy) {
  RestartPolicy policy;
  policy.time_to_sick = 60'000'000;
  EXPECT_EQ(Then(policy, "The app is never healthy"),
            "each start ends after at most 1min; failed after 5min 50s, with 5 starts");
}

TEST(RestartWordsTest, TellsThatDockerHidesCrashes) {
  RestartPolicy policy;
  policy.supervisor = Supervisor::kDocker;
  EXPECT_THAT(Then(policy, "A container ends"), HasSubstr("systemd sees nothing of it"));
  EXPECT_EQ(Then(policy, "The app crashes"), "");
}

TEST(RestartWordsTest, DoesNotListMorePausesThanOneReads) {
  RestartPolicy policy;
  policy.recovery.after = 1;
  policy.recovery.max = 8766 * kHour;
  EXPECT_THAT(Then(policy, "The app is failed"), HasSubstr("… doubling, then every"));
  policy.recovery.after = policy.recovery.max;
  EXPECT_THAT(Then(policy, "The app is failed"), HasSubstr("pause: every "));
}

TEST(RestartWordsTest, APolicyThatNeverGivesUpIsToldToo) {
  RestartPolicy policy;
  policy.start_limit_interval_sec = kSecond;
  EXPECT_EQ(Then(policy, "A start fails"), "started again for ever, never failed");
  EXPECT_EQ(Then(policy, "The app ends"), "started again for ever, never failed");
}

}  // namespace
}  // namespace container_app
