// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/reason.h"

#include <gtest/gtest.h>

namespace container_app {
namespace {

UnitState Failed(const std::string& result) {
  UnitState unit;
  unit.id = "app.service";
  unit.active_state = "failed";
  unit.result = result;
  unit.timeout_start = 90'000'000;
  unit.timeout_stop = 30'000'000;
  unit.start_limit_burst = 5;
  unit.start_limit_interval = 600'000'000;
  return unit;
}

JournalEntry OfSystemd(const std::string& id, const std::string& message = "") {
  JournalEntry entry;
  entry.of_systemd = true;
  entry.unit = "app.service";
  entry.message_id = id;
  entry.message = message;
  return entry;
}

JournalEntry Exit(const std::string& command, const std::string& code, const std::string& status) {
  JournalEntry entry = OfSystemd(kProcessExit);
  entry.command = command;
  entry.exit_code = code;
  entry.exit_status = status;
  return entry;
}

/// A start with these messages of systemd and lines of the app.
LastStart Start(std::vector<JournalEntry> of_systemd, std::vector<std::string> output = {}) {
  LastStart last;
  last.of_systemd = std::move(of_systemd);
  last.of_systemd.insert(last.of_systemd.begin(), OfSystemd(kUnitStarting));
  last.output = std::move(output);
  last.begins_with_start = true;
  return last;
}

std::string Why(const std::string& result, const LastStart& last) {
  return WhyFailed("app", Failed(result), &last).text;
}

TEST(ReasonTest, AStageIsNamedByWhatThePrestartWroteLast) {
  const LastStart last = Start({Exit("ExecStartPre", "exited", "7")},
                               {"prestart of app: stage a failed with status 1",
                                "prestart of app: stage /etc/x failed with status 7", "bye"});
  const Reason reason = WhyFailed("app", Failed("exit-code"), &last);
  EXPECT_EQ(reason.text, "prestart: stage /etc/x failed with status 7");
  EXPECT_EQ(reason.stage, "/etc/x");
  EXPECT_EQ(reason.exit_status, 7);
}

TEST(ReasonTest, APrestartThatNamesNoStageHasItsStatus) {
  EXPECT_EQ(Why("exit-code", Start({Exit("ExecStartPre", "exited", "126")},
                                   {"prestart of other: stage a failed with status 1",
                                    "prestart of app: stage a failed with status 1x"})),
            "prestart ended with status 126");
  const LastStart last = Start({Exit("ExecStartPre", "killed", "9")});
  const Reason reason = WhyFailed("app", Failed("signal"), &last);
  EXPECT_EQ(reason.text, "prestart was killed by SIGKILL");
  EXPECT_EQ(reason.signal, "SIGKILL");
}

TEST(ReasonTest, APrestartThatTakesTooLong) {
  EXPECT_EQ(Why("timeout", Start({Exit("ExecStartPre", "killed", "15")})),
            "the start took longer than 1min 30s");
}

TEST(ReasonTest, TheContainerThatEndedTheOthersIsNamed) {
  const LastStart last =
      Start({Exit("ExecStart", "exited", "3")},
            {"init-1 exited with code 0", "\x1b[2Kside-1  | x-1 exited with code 9",
             "main-1 exited with code 3", "Aborting on container exit...",
             "side-1 exited with code 137"});
  const Reason reason = WhyFailed("app", Failed("exit-code"), &last);
  EXPECT_EQ(reason.text, "container main-1 ended with status 3");
  EXPECT_EQ(reason.container, "main-1");
  EXPECT_EQ(reason.exit_status, 3);
}

TEST(ReasonTest, OfContainersThatEndTheOneThatFailsCounts) {
  EXPECT_EQ(Why("exit-code", Start({Exit("ExecStart", "exited", "3")},
                                   {"main-1 exited with code 3", "init-1 exited with code 0"})),
            "container main-1 ended with status 3");
}

TEST(ReasonTest, AContainerCannotSpeakForCompose) {
  EXPECT_EQ(Why("exit-code",
                Start({Exit("ExecStart", "exited", "1")}, {"main-1  | side-1 exited with code 9"})),
            "docker compose ended with status 1: main-1  | side-1 exited with code 9");
}

TEST(ReasonTest, WithoutContainerComposeIsQuoted) {
  EXPECT_EQ(
      Why("exit-code", Start({Exit("ExecStart", "exited", "18")},
                             {" main Pulling ", "\x1b[31mError: no \x1b]0;title\x07image", ""})),
      "docker compose ended with status 18: Error: no \\x1b]0;title\\x07image");
}

TEST(ReasonTest, QuotesAreCutBetweenCharacters) {
  std::string line(159, 'a');
  line += "äöü";
  const std::string why = Why("exit-code", Start({Exit("ExecStart", "exited", "1")}, {line}));
  EXPECT_EQ(why, "docker compose ended with status 1: " + std::string(159, 'a') + "…");
}

TEST(ReasonTest, AContainerThatRunsBeforeTheOthersIsNamed) {
  EXPECT_EQ(Why("exit-code",
                Start({Exit("ExecStartPre", "exited", "4")}, {"migrate-1 exited with code 4"})),
            "container migrate-1 ended with status 4");
}

TEST(ReasonTest, WhatIsRemovedAfterwardsIsNotQuoted) {
  LastStart last = Start({Exit("ExecStart", "exited", "18")}, {"no image", " Container Removed"});
  last.after_end = 1;
  EXPECT_EQ(Why("exit-code", last), "docker compose ended with status 18: no image");
  last.after_end = 2;
  EXPECT_EQ(Why("exit-code", last), "docker compose ended with status 18: Container Removed");
  last = Start({Exit("ExecStart", "exited", "18")},
               {" main Pulling ", "Error response from daemon: no image", " Container Removed"});
  last.after_end = 2;
  EXPECT_EQ(Why("exit-code", last),
            "docker compose ended with status 18: Error response from daemon: no image");
}

TEST(ReasonTest, SignalsAndMemory) {
  EXPECT_EQ(Why("signal", Start({Exit("ExecStart", "killed", "9")}, {"main-1 exited with code 3"})),
            "docker compose was killed by SIGKILL");
  EXPECT_EQ(Why("core-dump", Start({Exit("ExecStart", "dumped", "6")})),
            "docker compose was killed by SIGABRT");
  EXPECT_EQ(Why("oom-kill", Start({Exit("ExecStart", "killed", "9")})),
            "docker compose was killed by SIGKILL, out of memory");
}

TEST(ReasonTest, TheLimitThatIsHitWithoutAFailure) {
  EXPECT_EQ(Why("start-limit-hit", Start({}, {"main-1 exited with code 0"})),
            "start-limit-hit: 5 starts within 10min; container main-1 ended with status 0");
  EXPECT_EQ(Why("start-limit-hit", Start({OfSystemd(kUnitStopping), OfSystemd(kUnitStopped)},
                                         {"main-1 exited with code 143"})),
            "start-limit-hit: 5 starts within 10min; the last was ended by a restart");
  EXPECT_EQ(WhyFailed("app", Failed("start-limit-hit"), nullptr).text,
            "start-limit-hit: 5 starts within 10min");
}

TEST(ReasonTest, AComposeThatIsStoppedWhileItStartsDidNotFail) {
  EXPECT_EQ(
      Why("exit-code", Start({OfSystemd(kUnitStopping), Exit("ExecStart", "exited", "255"),
                              OfSystemd(kUnitStopped),
                              OfSystemd("", "app.service: Start request repeated too quickly.")})),
      "start-limit-hit: 5 starts within 10min; the last was ended by a restart");
}

TEST(ReasonTest, AStopThatTakesTooLong) {
  EXPECT_EQ(Why("timeout", Start({OfSystemd(kUnitStopping)})), "stopping took longer than 30s");
}

TEST(ReasonTest, WithoutJournalSystemdTellsLess) {
  UnitState unit = Failed("exit-code");
  EXPECT_EQ(WhyFailed("app", unit, nullptr).text, "result exit-code");
  unit.main = {true, false, 3};
  EXPECT_EQ(WhyFailed("app", unit, nullptr).text, "docker compose ended with status 3");
  unit.prestart = {true, false, 7};
  EXPECT_EQ(WhyFailed("app", unit, nullptr).text, "prestart ended with status 7");
}

TEST(ReasonTest, WhereTheBeginningIsMissingTheEndStillTells) {
  LastStart last = Start({Exit("ExecStart", "exited", "3")}, {"main-1 exited with code 3"});
  last.begins_with_start = false;
  EXPECT_EQ(Why("exit-code", last), "container main-1 ended with status 3");
}

TEST(LastStartCollectorTest, TakesWhatFollowedTheLastStart) {
  UnitState unit = Failed("exit-code");
  LastStartCollector collector(0);
  collector.Watch(unit);
  JournalEntry line;
  line.unit = "app.service";
  line.time = 5;
  line.message = "two";
  EXPECT_TRUE(collector.Take(line));
  line.message = "one";
  EXPECT_TRUE(collector.Take(line));
  line.unit = "other.service";
  EXPECT_TRUE(collector.Take(line));
  EXPECT_FALSE(collector.Take(OfSystemd(kUnitStarting)));
  const auto last = collector.Get("app.service");
  ASSERT_TRUE(last.has_value());
  EXPECT_EQ(last->output, (std::vector<std::string>{"one", "two"}));
  EXPECT_TRUE(last->begins_with_start);
  EXPECT_FALSE(collector.Get("other.service").has_value());
}

TEST(LastStartCollectorTest, LinesAfterTheEndAreToldApart) {
  LastStartCollector collector(0);
  collector.Watch(Failed("exit-code"));
  JournalEntry line;
  line.unit = "app.service";
  line.message = "removed";
  EXPECT_TRUE(collector.Take(line));
  EXPECT_TRUE(collector.Take(Exit("ExecStart", "exited", "1")));
  line.message = "died";
  EXPECT_TRUE(collector.Take(line));
  EXPECT_FALSE(collector.Take(OfSystemd(kUnitStarting)));
  EXPECT_EQ(OutputBeforeEnd(*collector.Get("app.service")), std::vector<std::string>{"died"});
}

TEST(LastStartCollectorTest, ALongLogIsNotReadToItsBeginning) {
  LastStartCollector collector(0);
  collector.Watch(Failed("exit-code"));
  JournalEntry line;
  line.unit = "app.service";
  int taken = 1;
  while (collector.Take(line)) ++taken;
  EXPECT_EQ(taken, 100);
}

TEST(LastStartCollectorTest, OfAnInactiveUnitTheLastJobIsEnough) {
  UnitState unit = Failed("success");
  unit.active_state = "inactive";
  LastStartCollector collector(0);
  collector.Watch(unit);
  JournalEntry entry = OfSystemd(kUnitFailed);
  entry.job_result = "dependency";
  EXPECT_FALSE(collector.Take(entry));
  EXPECT_TRUE(DependencyFailed(*collector.Get("app.service")));
}

TEST(LastStartCollectorTest, AnotherLifeOfTheSystemDoesNotCount) {
  LastStartCollector collector(10);
  collector.Watch(Failed("exit-code"));
  JournalEntry entry = OfSystemd(kUnitFailed);
  entry.time = 9;
  EXPECT_FALSE(collector.Take(entry));
  EXPECT_FALSE(collector.Get("app.service").has_value());
}

TEST(ReasonTest, TheWatchdogIsNamedWithWhatTheAppSaidLast) {
  const LastStart last = Start({Exit("ExecStart", "exited", "130")});
  EXPECT_EQ(Why("watchdog", last), "ended by the watchdog of systemd");
  UnitState unit = Failed("watchdog");
  unit.status_text = "web is unhealthy for 120 s: connection refused";
  EXPECT_EQ(WhyFailed("app", unit, &last).text,
            "ended by the watchdog of systemd; last status: web is unhealthy for 120 s: "
            "connection refused");
}

}  // namespace
}  // namespace container_app
