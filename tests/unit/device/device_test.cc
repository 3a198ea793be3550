// SPDX-License-Identifier: GPL-2.0-or-later
// From what systemd and the journal of real devices printed to the table.
#include "device/device.h"

#include "device/table.h"
#include "support/memory_file_system.h"
#include "unit/device/recorded.h"

namespace container_app {
namespace {

const std::vector<std::string> kPackages = {"blocked", "crash",   "disabled",  "ends", "hangs",
                                            "killed",  "masked",  "restarted", "runs", "stage",
                                            "starts",  "stopped", "waits"};

class RecordedDeviceTest : public testing::TestWithParam<const char*> {};
// That with systemd 252 has no docker.service.
INSTANTIATE_TEST_SUITE_P(Systemd, RecordedDeviceTest,
                         testing::Values(SOURCE_DIR "/tests/golden/device/systemd-252",
                                         SOURCE_DIR "/tests/golden/device/systemd-257"));

TEST_P(RecordedDeviceTest, TheTableSaysHowAppsAreAndWhy) {
  EXPECT_EQ(FormatTable(RecordedApps(GetParam(), kPackages), false), Recorded(GetParam(), "table"));
}

TEST_P(RecordedDeviceTest, WhatAFailedAppWroteIsBelowItsLine) {
  const std::string table = FormatTable(RecordedApps(GetParam(), {"runs", "stage"}), true);
  EXPECT_TRUE(
      table.ends_with(" prestart: stage app-prestart.sh failed with status 7\n"
                      "    no key\n"
                      "    prestart of stage: stage app-prestart.sh failed with status 7\n"))
      << table;
}

TEST(DeviceTest, InstalledAppsHaveADefinitionNotDataAlone) {
  MemoryFileSystem files;
  files.Add("/var/lib/container-apps/two/metadata.yaml", "");
  files.Add("/var/lib/container-apps/removed/data/kept", "");
  files.Add("/var/lib/container-apps/one/metadata.yaml", "");
  std::vector<std::string> apps;
  std::string error;
  EXPECT_TRUE(InstalledApps(files, &apps, &error)) << error;
  EXPECT_EQ(apps, (std::vector<std::string>{"one", "two"}));
  apps.clear();
  EXPECT_TRUE(InstalledApps(MemoryFileSystem(), &apps, &error)) << error;
  EXPECT_TRUE(apps.empty());
}

TEST(DeviceTest, TheAdministratorsComposeFileIsNamed) {
  MemoryFileSystem files;
  files.Add("/etc/container-apps/two/compose.override.yml", "services: {}\n");
  std::vector<AppStatus> apps(2);
  apps[0].package = "one";
  apps[1].package = "two";
  FindOverrides(files, apps);
  EXPECT_EQ(apps[0].compose_override, "");
  EXPECT_TRUE(FormatTable(apps, false)
                  .ends_with("\n    with /etc/container-apps/two/compose.override.yml\n"));
}

TEST(DeviceTest, StopsAreThoseThatTheRuntimeHasNoted) {
  MemoryFileSystem files;
  files.Add("/run/container-apps/.stopped/two", "");
  std::vector<AppStatus> apps(2);
  apps[0].package = "one";
  apps[1].package = "two";
  FindStops(files, apps);
  EXPECT_FALSE(apps[0].stopped_by_somebody);
  EXPECT_TRUE(apps[1].stopped_by_somebody);
}

}  // namespace
}  // namespace container_app
