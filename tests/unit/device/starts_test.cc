// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/starts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "policy/restart.h"

namespace container_app {
namespace {

UnitState Unit(std::int64_t interval, int burst) {
  UnitState unit;
  unit.id = "a.service";
  unit.start_limit_interval = interval;
  unit.start_limit_burst = burst;
  unit.inactive_exit = 1;
  return unit;
}

JournalEntry Starting(const std::string& unit, std::int64_t time) {
  JournalEntry entry;
  entry.of_systemd = true;
  entry.message_id = kUnitStarting;
  entry.unit = unit;
  entry.time = time;
  return entry;
}

/// What the runtime writes when it clears the counter.
JournalEntry Retry(std::int64_t time) {
  JournalEntry entry;
  entry.unit = "a-retry.service";
  entry.message = "a.service is started again (round 2)";
  entry.time = time;
  return entry;
}

std::optional<int> Left(const std::vector<StartEvent>& events, std::int64_t now) {
  return StartsLeft(Unit(100, 3), events, true, now);
}

TEST(StartsLeftTest, StartsWithinTheWindowCount) {
  EXPECT_EQ(Left({}, 1000), 3);
  EXPECT_EQ(Left({{900}}, 1000), 2);
  EXPECT_EQ(Left({{900}, {950}, {990}}, 1000), 0);
  EXPECT_EQ(Left({{900}}, 1001), 3);
}

TEST(StartsLeftTest, AStartAfterTheWindowOpensAnother) {
  EXPECT_EQ(Left({{800}, {880}, {950}}, 1000), 2);
}

TEST(StartsLeftTest, TheRetryUnitGivesThemBack) {
  EXPECT_EQ(Left({{950}, {960}, {970, StartEvent::kReset}, {980}}, 1000), 2);
}

TEST(StartsLeftTest, AStartThatWouldHaveBeenRefusedTellsOfAReset) {
  EXPECT_EQ(Left({{950}, {951}, {952}, {960}}, 1000), 2);
}

TEST(StartsLeftTest, AfterARefusalNoneIsLeft) {
  EXPECT_EQ(Left({{950}, {951}, {952}, {960, StartEvent::kRefused}}, 1000), 0);
  // The counter was cleared before the start at 960, and of that there is no message.
  EXPECT_EQ(Left({{940}, {960}, {970}, {980}, {985, StartEvent::kRefused}}, 1000), 0);
  EXPECT_EQ(Left({{940}, {960}, {970}, {980}, {985, StartEvent::kRefused}}, 1060), 0);
  EXPECT_EQ(Left({{940}, {960}, {970}, {980}, {985, StartEvent::kRefused}}, 1061), 3);
  // And once more after it.
  EXPECT_EQ(Left({{960}, {970}, {980}, {985, StartEvent::kRefused}, {990}}, 1000), 2);
}

TEST(StartsLeftTest, AUnitThatWasLoadedAnewHasAll) {
  UnitState unit = Unit(100, 3);
  unit.inactive_exit = 0;
  EXPECT_EQ(StartsLeft(unit, {{990}, {991}}, true, 1000), 3);
}

TEST(StartsLeftTest, WithoutLimitThereIsNoNumber) {
  EXPECT_EQ(StartsLeft(Unit(0, 3), {}, true, 1000), std::nullopt);
  EXPECT_EQ(StartsLeft(Unit(100, 0), {}, true, 1000), std::nullopt);
}

TEST(StartsLeftTest, WhatIsNotCompleteIsNotMoreThanThereMayBe) {
  // Whether the start at 920 opened a window or was within an earlier one is not known.
  EXPECT_EQ(StartsLeft(Unit(100, 3), {{850}, {920}, {960}}, true, 1000), 2);
  EXPECT_EQ(StartsLeft(Unit(100, 3), {{850}, {920}, {960}}, false, 1000), 1);
}

TEST(StartCollectorTest, StopsWhereEarlierStartsMakeNoDifference) {
  StartCollector collector(0, 1000);
  const UnitState unit = Unit(100, 3);
  collector.Watch(unit);
  EXPECT_TRUE(collector.Take(Starting("a.service", 990)));
  EXPECT_TRUE(collector.Take(Starting("b.service", 950)));
  EXPECT_TRUE(collector.Take(Starting("a.service", 900)));
  EXPECT_FALSE(collector.Take(Starting("a.service", 799)));
  EXPECT_EQ(collector.Left(unit), 1);
}

TEST(StartCollectorTest, ARefusalIsKnownByItsText) {
  StartCollector collector(0, 1000);
  const UnitState unit = Unit(100, 2);
  collector.Watch(unit);
  JournalEntry refusal;
  refusal.of_systemd = true;
  refusal.unit = "a.service";
  refusal.message = "a.service: Start request repeated too quickly.";
  refusal.time = 990;
  EXPECT_TRUE(collector.Take(refusal));
  EXPECT_TRUE(collector.Take(Starting("a.service", 980)));
  EXPECT_TRUE(collector.Take(Starting("a.service", 970)));
  EXPECT_TRUE(collector.Take(Starting("a.service", 960)));
  EXPECT_EQ(collector.Left(unit), 0);
}

TEST(StartCollectorTest, MessagesOfAnotherLifeOfSystemdDoNotCount) {
  StartCollector collector(960, 1000);
  const UnitState unit = Unit(100, 3);
  collector.Watch(unit);
  EXPECT_TRUE(collector.Take(Starting("a.service", 970)));
  EXPECT_FALSE(collector.Take(Starting("a.service", 950)));
  EXPECT_EQ(collector.Left(unit), 2);
}

TEST(StartCollectorTest, AJournalThatDoesNotReachBackAnIntervalTellsNothing) {
  const UnitState unit = Unit(100, 3);
  StartCollector collector(-60'000'000, 1000);
  collector.Watch(unit);
  EXPECT_TRUE(collector.Take(Starting("a.service", 970)));
  collector.BeginsAt(960);
  EXPECT_EQ(collector.Left(unit), std::nullopt);
}

TEST(StartCollectorTest, AJournalAsOldAsSystemdTellsAll) {
  const UnitState unit = Unit(100, 3);
  StartCollector collector(950, 1000);
  collector.Watch(unit);
  EXPECT_TRUE(collector.Take(Starting("a.service", 970)));
  collector.BeginsAt(960);
  EXPECT_EQ(collector.Left(unit), 2);
}

TEST(StartCollectorTest, ARetryUnitThatDecidesAgainstAStartClearsNothing) {
  const UnitState unit = Unit(100, 3);
  const auto left = [&unit](const JournalEntry& message) {
    StartCollector collector(0, 1000);
    collector.Watch(unit);
    EXPECT_TRUE(collector.Take(message));
    collector.Take(Starting("a.service", 960));
    return collector.Left(unit);
  };
  EXPECT_EQ(left(Retry(970)), 3);
  EXPECT_EQ(left(Starting("a-retry.service", 970)), 2);
}

TEST(StartCollectorTest, ARestartThatSomebodyAskedForClearsTheCounter) {
  const UnitState unit = Unit(100, 3);
  StartCollector collector(0, 1000);
  collector.Watch(unit);
  EXPECT_TRUE(collector.Take(Starting("a.service", 990)));
  JournalEntry asked;
  asked.unit = "a-wanted.service";
  asked.message = "a.service: a restart was asked for, so its starts are counted anew";
  asked.time = 980;
  collector.Take(asked);
  collector.Take(Starting("a.service", 970));
  EXPECT_EQ(collector.Left(unit), 2);
}

TEST(StartCollectorTest, OnlyMessagesOfSystemdCount) {
  StartCollector collector(0, 1000);
  const UnitState unit = Unit(100, 3);
  collector.Watch(unit);
  JournalEntry forged = Starting("a.service", 990);
  forged.of_systemd = false;
  EXPECT_TRUE(collector.Take(forged));
  JournalEntry other = Starting("a.service", 989);
  other.message_id = kUnitStopped;
  EXPECT_TRUE(collector.Take(other));
  EXPECT_EQ(collector.Left(unit), 3);
}

/// systemd with one app: it starts and clears at random; what it would still grant is known.
struct RandomDevice {
  explicit RandomDevice(unsigned seed, bool clears) : random(seed) {
    const auto pick = [this](int from, int to) {
      return std::uniform_int_distribution<>(from, to)(random);
    };
    unit = Unit(pick(50, 300), pick(1, 6));
    const StartLimit fresh(unit.start_limit_interval, unit.start_limit_burst);
    StartLimit limit = fresh;
    for (int i = 0; i < 200; ++i) {
      now += pick(1, 120);
      if (clears && pick(0, 20) == 0) {
        limit = fresh;
        if (pick(0, 1) == 0) messages.push_back(Retry(now));
      } else if (limit.Start(now)) {
        messages.push_back(Starting("a.service", now));
      }
    }
    now += pick(0, 200);
    left = limit.Left(now);
    std::reverse(messages.begin(), messages.end());
  }

  std::mt19937 random;
  UnitState unit;
  std::int64_t now = 1000;
  std::vector<JournalEntry> messages;  ///< Newest first.
  int left = 0;
};

int Counted(const RandomDevice& device, std::size_t most) {
  StartCollector collector(-60'000'000, device.now);
  collector.Watch(device.unit);
  bool enough = false;
  for (std::size_t i = 0; i < std::min(most, device.messages.size()) && !enough; ++i) {
    enough = !collector.Take(device.messages[i]);
  }
  // What is beyond was thrown away.
  if (!enough && most < device.messages.size()) {
    collector.BeginsAt(most == 0 ? device.now : device.messages[most - 1].time);
  }
  return collector.Left(device.unit).value_or(-1);
}

TEST(StartCollectorTest, CountsAsSystemdDoesWhereNothingIsHidden) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    const RandomDevice device(seed, false);
    EXPECT_EQ(Counted(device, 1000), device.left) << seed;
  }
}

TEST(StartCollectorTest, NeverMoreThanSystemdGrantsWhenTheJournalIsCutOff) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    const RandomDevice device(seed, false);
    EXPECT_LE(Counted(device, seed % 40), device.left) << seed;
  }
}

}  // namespace
}  // namespace container_app
