// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/unit_state.h"

#include <gtest/gtest.h>

#include <limits>

#include "unit/device/recorded.h"

namespace container_app {
namespace {

class RecordedUnitsTest : public testing::TestWithParam<const char*> {
 protected:
  UnitStates units_ = ParseUnitStates(Recorded(GetParam(), "units.show"));
};
INSTANTIATE_TEST_SUITE_P(Systemd, RecordedUnitsTest,
                         testing::Values(SOURCE_DIR "/tests/golden/device/systemd-252",
                                         SOURCE_DIR "/tests/golden/device/systemd-257"));

TEST_P(RecordedUnitsTest, EveryUnitIsThereByItsName) {
  // 13 apps, one that is not there, docker.service, and the timer the pattern found.
  EXPECT_EQ(units_.size(), 16u);
  EXPECT_EQ(units_.at("absent.service").load_state, "not-found");
  EXPECT_EQ(units_.at("masked.service").load_state, "masked");
  EXPECT_EQ(units_.at("masked.service").unit_file_state, "masked");
}

TEST_P(RecordedUnitsTest, LimitsAndTimesAreMicroseconds) {
  const UnitState& unit = units_.at("waits.service");
  EXPECT_EQ(unit.start_limit_interval, 600'000'000);
  EXPECT_EQ(unit.start_limit_burst, 3);
  EXPECT_EQ(unit.restart, 3'600'000'000);
  EXPECT_EQ(unit.timeout_start, 90'000'000);
  EXPECT_EQ(units_.at("hangs.service").timeout_start, 300'000);
  EXPECT_GT(unit.state_change, 6'000'000'000);
  EXPECT_GT(unit.inactive_exit, 6'000'000'000);
  EXPECT_EQ(units_.at("blocked.service").inactive_exit, 0);
  EXPECT_GT(units_.at("stage-retry.timer").next_elapse, 7'000'000'000);
  EXPECT_EQ(unit.next_elapse, -1);
}

TEST_P(RecordedUnitsTest, EndsOfProcessesAreTold) {
  const auto end = [](const ProcessEnd& process) {
    return !process.known
               ? "unknown"
               : (process.by_signal ? "signal " : "status ") + std::to_string(process.status);
  };
  EXPECT_EQ(end(units_.at("stage.service").prestart), "status 7");
  EXPECT_EQ(end(units_.at("stage.service").main), "unknown");
  EXPECT_EQ(end(units_.at("crash.service").prestart), "unknown");
  EXPECT_EQ(end(units_.at("crash.service").main), "status 3");
  EXPECT_EQ(end(units_.at("killed.service").main), "signal 9");
  EXPECT_EQ(end(units_.at("hangs.service").prestart), "signal 15");
  EXPECT_EQ(end(units_.at("starts.service").prestart), "unknown");
}

TEST_P(RecordedUnitsTest, AJobThatRunsIsTold) {
  EXPECT_TRUE(units_.at("starts.service").has_job);
  EXPECT_FALSE(units_.at("runs.service").has_job);
}

TEST(UnitStateTest, AnEmptyLineWithinAPropertyDoesNotEndTheUnit) {
  const UnitStates units = ParseUnitStates(
      "Result=exit-code\n"
      "ExecStartPre={ path=/bin/sh ; argv[]=/bin/sh -c one\n"
      "\n"
      "two ; ignore_errors=no ; pid=7 ; code=exited ; status=5 }\n"
      "Id=a.service\n"
      "ActiveState=failed\n"
      "\n"
      "Id=b.service\n"
      "ActiveState=active\n");
  ASSERT_EQ(units.size(), 2u);
  EXPECT_EQ(units.at("a.service").active_state, "failed");
  EXPECT_EQ(units.at("b.service").active_state, "active");
}

TEST(UnitStateTest, TheCommandThatFailedIsTheOneOfSeveral) {
  const UnitState unit = MakeUnitState(ParseProperties(
      "ExecStartPre={ path=/a ; argv[]=/a ; pid=1 ; code=exited ; status=0 }\n"
      "ExecStartPre={ path=/b ; argv[]=/b ; pid=2 ; code=killed ; status=9/KILL }\n"));
  EXPECT_TRUE(unit.prestart.known);
  EXPECT_TRUE(unit.prestart.by_signal);
  EXPECT_EQ(unit.prestart.status, 9);
}

TEST(UnitStateTest, InfinityIsLongerThanAnyTime) {
  const UnitState unit = MakeUnitState(ParseProperties("StartLimitIntervalUSec=infinity\n"));
  EXPECT_EQ(unit.start_limit_interval, std::numeric_limits<std::int64_t>::max());
}

TEST(UnitStateTest, WhatIsMissingOrNonsenseIsUnknown) {
  const UnitState unit = MakeUnitState(ParseProperties("RestartUSec=soon\nJob=\nnonsense\n"));
  EXPECT_EQ(unit.restart, -1);
  EXPECT_FALSE(unit.has_job);
  EXPECT_FALSE(unit.main.known);
  EXPECT_TRUE(ParseUnitStates("").empty());
  EXPECT_TRUE(ParseUnitStates("ActiveState=active\n").empty());
}

TEST(UnitStateTest, TheNextPauseCountsWhereSystemdTellsIt) {
  EXPECT_EQ(MakeUnitState(ParseProperties("RestartUSec=10s\nRestartUSecNext=1min 20s\n")).restart,
            80'000'000);
}

TEST(UnitStateTest, OldSystemdForgetsItsCountersWhenReloaded) {
  const auto begin = [](const std::string& version) {
    return CountersBegin(ParseProperties("Version=" + version +
                                         "\nUserspaceTimestampMonotonic=5\n"
                                         "UnitsLoadTimestampMonotonic=9\n"));
  };
  EXPECT_EQ(begin("252.39-1~deb12u2"), 9);
  EXPECT_EQ(begin("257.13-1~deb13u1"), 5);
}

}  // namespace
}  // namespace container_app
