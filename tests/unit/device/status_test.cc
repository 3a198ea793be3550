// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/status.h"

#include <gtest/gtest.h>

#include "device/table.h"

namespace container_app {
namespace {

/// A device with one app and a docker.service that runs.
struct OneApp {
  OneApp() {
    Add(kDockerUnit, "active", "running");
    Add("app.service", "active", "running");
  }
  UnitState& Add(const std::string& name, const std::string& active, const std::string& sub) {
    UnitState& unit = device.units[name];
    unit.id = name;
    unit.load_state = "loaded";
    unit.unit_file_state = "enabled";
    unit.active_state = active;
    unit.sub_state = sub;
    unit.result = "success";
    unit.start_limit_interval = 600'000'000;
    unit.start_limit_burst = 5;
    return unit;
  }
  UnitState& app() { return device.units.at("app.service"); }
  /// STATE, STARTS LEFT and NEXT as the table has them.
  std::string Line() const {
    const AppStatus status = Judge("app", device, nullptr);
    const std::string table = FormatTable(std::span(&status, 1), false);
    const std::size_t begin = table.find('\n') + 1;
    return table.substr(begin, table.find('\n', begin) - begin);
  }

  DeviceUnits device{{}, 1'000'000'000};
};

AppState StateOf(const std::string& active, const std::string& sub) {
  OneApp one;
  one.Add("app.service", active, sub);
  return Judge("app", one.device, nullptr).state;
}

TEST(StatusTest, StatesOfSystemd) {
  EXPECT_EQ(StateOf("active", "running"), AppState::kRunning);
  EXPECT_EQ(StateOf("active", "exited"), AppState::kRunning);
  EXPECT_EQ(StateOf("activating", "start-pre"), AppState::kStarting);
  EXPECT_EQ(StateOf("activating", "auto-restart"), AppState::kWaiting);
  EXPECT_EQ(StateOf("activating", "failed-before-auto-restart"), AppState::kWaiting);
  EXPECT_EQ(StateOf("activating", "auto-restart-queued"), AppState::kBlocked);
  EXPECT_EQ(StateOf("deactivating", "stop-sigterm"), AppState::kStopping);
  EXPECT_EQ(StateOf("failed", "failed"), AppState::kFailed);
  EXPECT_EQ(StateOf("inactive", "dead"), AppState::kStopped);
}

TEST(StatusTest, AQueuedStartIsAStart) {
  OneApp one;
  one.Add("app.service", "inactive", "dead").has_job = true;
  EXPECT_EQ(one.Line(), "app  starting (queued)  ? of 5       -");
}

TEST(StatusTest, BetweenAttemptsTooAnAppIsBlockedWhenDockerCannotBeStarted) {
  OneApp one;
  UnitState& app = one.Add("app.service", "activating", "auto-restart-queued");
  app.has_job = true;
  EXPECT_EQ(one.Line(), "app  starting (auto-restart-queued)  ? of 5       -");
  app.has_job = false;
  EXPECT_TRUE(MayRecover(app));
  one.Add(kDockerUnit, "failed", "failed");
  EXPECT_EQ(one.Line(), "app  blocked  ? of 5       by hand  docker.service is failed");
}

TEST(StatusTest, DisabledAndMaskedAreToldOfAppsThatRunToo) {
  OneApp one;
  one.app().unit_file_state = "disabled";
  EXPECT_EQ(one.Line(), "app  running (disabled)  ? of 5       -");
  one.app().load_state = "masked";
  one.app().unit_file_state = "masked-runtime";
  EXPECT_EQ(one.Line(), "app  running (masked)  ? of 5       -");
  one.app().active_state = "failed";
  EXPECT_EQ(one.Line(), "app  masked  -            -");
  EXPECT_FALSE(NeedsAttention(AppState::kMasked));
}

TEST(StatusTest, AUnitThatCannotBeLoadedNeedsAttention) {
  OneApp one;
  one.app().load_state = "bad-setting";
  one.app().active_state = "inactive";
  EXPECT_EQ(one.Line(), "app  unusable (bad-setting)  -            -");
  EXPECT_TRUE(NeedsAttention(AppState::kUnusable));
}

TEST(StatusTest, WithoutDockerAnAppIsBlocked) {
  OneApp one;
  one.Add("app.service", "inactive", "dead");
  one.device.units.at(kDockerUnit).active_state = "failed";
  EXPECT_EQ(one.Line(), "app  blocked  ? of 5       by hand  docker.service is failed");
  one.app().unit_file_state = "disabled";
  EXPECT_EQ(one.Line(), "app  disabled  ? of 5       -");
}

TEST(StatusTest, ThePauseCountsFromTheEndOfTheLastStart) {
  OneApp one;
  UnitState& app = one.Add("app.service", "activating", "auto-restart");
  app.result = "exit-code";
  app.state_change = 997'500'000;
  app.restart = 10'000'000;
  EXPECT_EQ(one.Line(), "app  waiting  ? of 5       start in 8s  result exit-code");
  app.restart = 1'000'000;
  EXPECT_EQ(one.Line(), "app  waiting  ? of 5       start now  result exit-code");
}

TEST(StatusTest, ARecoveryIsWhatTheRetryUnitsSay) {
  OneApp one;
  one.Add("app.service", "failed", "failed").result = "exit-code";
  EXPECT_EQ(one.Line(), "app  failed  ? of 5       by hand  result exit-code");
  one.Add("app-recover.service", "activating", "start");
  EXPECT_EQ(one.Line(), "app  failed  ? of 5       recovery  result exit-code");
  UnitState& timer = one.Add("app-retry.timer", "active", "waiting");
  timer.next_elapse = 1'000'000'000 + 7'384'000'000;
  EXPECT_EQ(one.Line(), "app  failed  ? of 5       recovery in 2h 4min  result exit-code");
  one.Add("app-retry.service", "activating", "start");
  EXPECT_EQ(one.Line(), "app  failed  ? of 5       recovery now  result exit-code");
}

TEST(StatusTest, ATimerThatIsNotActiveIsNoRecovery) {
  OneApp one;
  one.Add("app.service", "failed", "failed").result = "exit-code";
  one.Add("app-retry.timer", "inactive", "dead").next_elapse = 2'000'000'000;
  EXPECT_EQ(Judge("app", one.device, nullptr).next, NextStep::kByHand);
}

TEST(StatusTest, NoLimitIsNoNumber) {
  OneApp one;
  one.app().start_limit_interval = 0;
  EXPECT_EQ(one.Line(), "app  running  no limit     -");
}

TEST(StatusTest, TheJournalIsAskedOnlyOfAppsThatDoNotRun) {
  const auto wants = [](const std::string& active, const std::string& sub,
                        const std::string& file_state) {
    OneApp one;
    one.Add("app.service", active, sub).unit_file_state = file_state;
    return WantsLastStart(one.app());
  };
  EXPECT_FALSE(wants("active", "running", "enabled"));
  EXPECT_FALSE(wants("activating", "start-pre", "enabled"));
  EXPECT_FALSE(wants("inactive", "dead", "disabled"));
  EXPECT_FALSE(wants("inactive", "dead", "masked"));
  EXPECT_TRUE(wants("inactive", "dead", "enabled"));
  EXPECT_TRUE(wants("failed", "failed", "disabled"));
  EXPECT_TRUE(wants("activating", "auto-restart", "enabled"));
}

TEST(TableTest, TextOfTheDeviceCannotDriveTheTerminal) {
  AppStatus app;
  app.package = "a\x1b[31m";
  app.why.text = "x\x07y";
  app.log = {"\x1b]0;title\x07", "second\rline"};
  const std::string table = FormatTable(std::span(&app, 1), true);
  EXPECT_EQ(table.find('\x1b'), std::string::npos);
  EXPECT_EQ(table.find('\x07'), std::string::npos);
  EXPECT_NE(table.find("    second\\x0dline\n"), std::string::npos) << table;
}

TEST(TableTest, OfALongLogTheLastLinesAreShown) {
  AppStatus app;
  for (int i = 0; i < 30; ++i) app.log.push_back(std::to_string(i));
  const std::string table = FormatTable(std::span(&app, 1), true);
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 12);
  EXPECT_TRUE(table.ends_with("    28\n    29\n")) << table;
}

TEST(StatusTest, ARunningAppSaysHowItsServicesAre) {
  const std::pair<const char*, Health> kTexts[] = {
      {"", Health::kUnknown},
      {"2 services run", Health::kUnknown},
      {"Docker does not answer", Health::kUnknown},
      {"Starting: the healthcheck of web has not passed yet", Health::kStarting},
      {"Starting: the healthcheck of web has not passed yet: db is unhealthy now",
       Health::kStarting},
      {"2 services run, healthy", Health::kHealthy},
      {"2 services run, all healthy", Health::kHealthy},
      {"web is unhealthy since 2026-11-26 02:02:17: not healthy", Health::kUnhealthy}};
  for (const auto& [text, health] : kTexts) {
    OneApp one;
    one.app().status_text = text;
    EXPECT_EQ(Judge("app", one.device, nullptr).health, health) << text;
    const std::string line = "app  running  ? of 5       -     ";
    EXPECT_EQ(one.Line(), *text ? line + text : "app  running  ? of 5       -");
    one.Add("app.service", "failed", "failed").status_text = text;
    EXPECT_EQ(Judge("app", one.device, nullptr).health, Health::kUnknown);
    EXPECT_EQ(one.Line(), "app  failed  ? of 5       by hand") << "systemd keeps the text";
  }
}

TEST(StatusTest, WhatAnAppWaitsFor) {
  OneApp one;
  const auto waits_for = [&](const std::string& active, const std::string& sub) {
    one.Add("app.service", active, sub);
    return WaitsFor(Judge("app", one.device, nullptr));
  };
  EXPECT_EQ(waits_for("active", "running"), "");
  EXPECT_EQ(waits_for("activating", "start-pre"), "prestart");
  EXPECT_EQ(waits_for("activating", "auto-restart"), "pause");
  EXPECT_EQ(waits_for("failed", "failed"), "administrator");
  one.Add(RetryTimer("app"), "active", "waiting");
  EXPECT_EQ(waits_for("failed", "failed"), "pause");
  one.Add(kDockerUnit, "inactive", "dead");
  EXPECT_EQ(waits_for("inactive", "dead"), "docker.service");
  one.app().active_state = "active";
  one.app().status_text = "Starting: the healthcheck of web has not passed yet";
  EXPECT_EQ(WaitsFor(Judge("app", one.device, nullptr)), "healthcheck");
}

TEST(StatusTest, SinceWhenIsCountedFromTheLastChange) {
  OneApp one;
  EXPECT_EQ(Judge("app", one.device, nullptr).since, -1) << "never changed";
  one.app().state_change = 990'000'000;
  EXPECT_EQ(Judge("app", one.device, nullptr).since, 10'000'000);
}

}  // namespace
}  // namespace container_app
