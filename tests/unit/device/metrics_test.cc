// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/metrics.h"

#include <gmock/gmock.h>

#include <map>
#include <regex>
#include <set>

#include "base/text.h"
#include "unit/device/recorded.h"

namespace container_app {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Values by name and labels, as they are written. Reads the text as strictly as Prometheus does:
/// each metric has HELP, then TYPE, then all its samples, no sample is there twice, and labels are
/// quoted UTF-8.
std::map<std::string, std::string> Samples(const std::string& text) {
  const std::string label = R"re([a-z_]+="(?:[^"\\]|\\["\\n])*")re";
  const std::regex sample("(container_app_[a-z_]+)(\\{" + label + "(?:," + label +
                          ")*\\})? (\\d+)");
  std::map<std::string, std::string> samples;
  std::set<std::string> names;
  std::string name;
  std::string expected = "HELP";
  EXPECT_TRUE(text.ends_with("\n"));
  EXPECT_EQ(FirstInvalidUtf8(text), std::string::npos);
  for (const std::string_view part :
       Split(std::string_view(text).substr(0, text.size() - 1), '\n')) {
    const std::string line(part);
    std::smatch match;
    if (std::regex_match(line, match, sample)) {
      EXPECT_EQ(match[1], name) << line;
      EXPECT_NE(expected, "TYPE") << line;
      EXPECT_TRUE(samples.emplace(line.substr(0, line.rfind(' ')), match[3]).second) << line;
      expected = "HELP";
    } else if (line.starts_with("# HELP ")) {
      EXPECT_EQ(expected, "HELP") << line;
      name = line.substr(7, line.find(' ', 7) - 7);
      EXPECT_TRUE(names.insert(name).second) << line;
      EXPECT_GT(line.size(), 7 + name.size() + 10) << line;
      expected = "TYPE";
    } else {
      EXPECT_EQ(expected, "TYPE") << line;
      const std::string type = name.ends_with("_total") ? "counter" : "gauge";
      EXPECT_EQ(line, "# TYPE " + name + " " + type);
      expected = "sample";
    }
  }
  EXPECT_EQ(expected, "HELP") << "a metric without a sample";
  return samples;
}

DeviceStatus OnlyApp() {
  DeviceStatus device;
  device.time = 1'700'000'000'900'000;
  AppStatus app;
  app.package = "tide-container";
  app.state = AppState::kRunning;
  device.apps.push_back(app);
  return device;
}

TEST(MetricsTest, WhatIsNotKnownIsNotThere) {
  const auto samples = Samples(FormatMetrics(OnlyApp()));
  EXPECT_EQ(samples.at("container_app_installed"), "1");
  EXPECT_EQ(samples.at(R"(container_app_state{package="tide-container",state="running"})"), "1");
  EXPECT_EQ(samples.at(R"(container_app_state{package="tide-container",state="failed"})"), "0");
  EXPECT_EQ(samples.at(R"(container_app_needs_attention{package="tide-container"})"), "0");
  EXPECT_EQ(samples.at(R"(container_app_restarts_total{package="tide-container"})"), "0");
  for (const auto& [name, value] : samples) {
    for (const char* unknown : {"unhealthy", "starts_left", "next_start", "state_change"}) {
      EXPECT_THAT(name, Not(HasSubstr(unknown)));
    }
  }
}

TEST(MetricsTest, NumbersAndTimes) {
  DeviceStatus device = OnlyApp();
  AppStatus& app = device.apps[0];
  app.state = AppState::kWaiting;
  app.starts_left = 2;
  app.unit.restarts = 3;
  app.since = 10'000'000;
  app.next_in = 20'000'000;
  app.health = Health::kUnhealthy;
  const auto samples = Samples(FormatMetrics(device));
  const auto of = [&](const std::string& name) {
    return samples.at("container_app_" + name + R"({package="tide-container"})");
  };
  EXPECT_EQ(of("starts_left"), "2");
  EXPECT_EQ(of("restarts_total"), "3");
  EXPECT_EQ(of("state_change_timestamp_seconds"), "1699999990");
  EXPECT_EQ(of("next_start_timestamp_seconds"), "1700000020");
  EXPECT_EQ(of("unhealthy"), "1");
}

TEST(MetricsTest, TextsOfAppsAreQuoted) {
  DeviceStatus device = OnlyApp();
  device.apps[0].unit.result = "success";
  device.apps[0].unit.status_text = "say \"hi\" \\ \xc3\xbc \xff\n{x=\"y\"} 1";
  const std::string text = FormatMetrics(device);
  Samples(text);
  EXPECT_THAT(text, HasSubstr("result=\"success\",details=\"say \\\"hi\\\" \\\\ \xc3\xbc ?"
                              "\\\\x0a{x=\\\"y\\\"} 1\"} 1\n"));
}

TEST(MetricsTest, ADeviceWithoutAppsSaysSo) {
  EXPECT_EQ(Samples(FormatMetrics(DeviceStatus())),
            (std::map<std::string, std::string>{{"container_app_installed", "0"}}));
}

TEST(MetricsTest, OfRealDevicesEachStateIsThereOnce) {
  DeviceStatus device = OnlyApp();
  device.apps = RecordedApps(SOURCE_DIR "/tests/golden/device/systemd-257",
                             {"blocked", "crash", "hangs", "masked", "runs", "stage", "waits"});
  int ones = 0;
  for (const auto& [name, value] : Samples(FormatMetrics(device))) {
    if (name.starts_with("container_app_state{") && value == "1") ++ones;
  }
  EXPECT_EQ(ones, 7);
}

}  // namespace
}  // namespace container_app
