// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/status_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "unit/cli/typed.h"

namespace container_app {
namespace {

using Json = nlohmann::json;

TEST(StatusJsonTest, IsOneObjectWithANumberForItsFormat) {
  DeviceStatus device;
  device.time = 1'700'000'000'500'000;
  EXPECT_EQ(StatusJson(device, false),
            R"({"format":1,"time":"2023-11-14T22:13:20Z","journal_error":null,"apps":[]})"
            "\n");
}

TEST(StatusJsonTest, EachAppHasWhatIsKnown) {
  DeviceStatus device;
  device.time = 1'700'000'000'500'000;
  device.note = "no journal";
  device.apps.resize(2);
  AppStatus& app = device.apps[0];
  app.package = "tide-container";
  app.state = AppState::kFailed;
  app.unit.result = "watchdog";
  app.unit.restarts = 4;
  app.unit.status_text = "web is unhealthy: \"\xff\"";
  app.since = 1'500'000;
  app.next = NextStep::kRecovery;
  app.next_in = 60'000'000;
  app.log = {"a\x01"};
  const Json json = Json::parse(StatusJson(device, true));
  EXPECT_EQ(json["journal_error"], "no journal");
  const Json& first = json["apps"][0];
  EXPECT_EQ(first["unit"], "tide-container.service");
  EXPECT_EQ(first["since"], "2023-11-14T22:13:19Z");
  EXPECT_EQ(first["since_sec"], 1.5);
  EXPECT_EQ(first["next_at"], "2023-11-14T22:14:20Z");
  EXPECT_EQ(first["waits_for"], "pause");
  EXPECT_EQ(first["restarts"], 4);
  EXPECT_EQ(first["needs_attention"], true);
  EXPECT_EQ(first["status_text"], "web is unhealthy: \"\xef\xbf\xbd\"");
  EXPECT_EQ(first["log"][0], "a\x01");
  const Json& second = json["apps"][1];
  for (const char* key : {"since", "since_sec", "health", "waits_for", "stopped_by", "next_at"}) {
    EXPECT_TRUE(second.contains(key) && second[key].is_null()) << key;
  }
}

TEST(StatusVerbTest, MetricsAndAnotherOutputExcludeEachOther) {
  EXPECT_EQ(Type({"status", "--json", "--prometheus", "x.prom"}).status, kExitUsage);
  EXPECT_EQ(Type({"status", "--verbose", "--prometheus", "x.prom"}).status, kExitUsage);
  EXPECT_EQ(Type({"status", "--prometheus"}).status, kExitUsage);
}

}  // namespace
}  // namespace container_app
