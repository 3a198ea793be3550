// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/restart_words.h"

#include <gtest/gtest.h>

#include "systemd/time_span.h"

namespace container_app {
namespace {

TEST(RestartWordsTest, RoundsToWhatPeopleSay) {
  EXPECT_EQ(RoughSpan(0), "0");
  EXPECT_EQ(RoughSpan(1'500), "1ms 500us");
  EXPECT_EQ(RoughSpan(1'234'567), "1s 200ms");
  EXPECT_EQ(RoughSpan(971'432'123), "16min 11s");
  EXPECT_EQ(RoughSpan(25 * kHour + 29 * kSecond), "1d 1h");
  EXPECT_EQ(CoarseSpan(59 * kMinute + 3 * kSecond), "59min 3s");
  EXPECT_EQ(CoarseSpan(2 * kHour + 31 * kSecond), "2h 1min");
  EXPECT_EQ(CoarseSpan(49 * kHour + 20 * kMinute), "2d 1h");
}

}  // namespace
}  // namespace container_app
