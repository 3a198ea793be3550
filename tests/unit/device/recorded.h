// SPDX-License-Identifier: GPL-2.0-or-later
// What systemctl and journalctl of a real device printed: tests/golden/device/systemd-VERSION.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "device/starts.h"
#include "device/status.h"
#include "device/unit_state.h"
#include "support/run_program.h"

namespace container_app {

inline std::string Recorded(const std::string& folder, const std::string& name) {
  std::string content = ReadWholeFile(folder + "/" + name);
  EXPECT_FALSE(content.empty()) << folder << "/" << name;
  return content;
}

/// The messages of an export, newest first as they were printed.
inline std::vector<JournalEntry> Messages(std::string_view text) {
  std::vector<JournalEntry> messages;
  JournalReader reader([&](const JournalEntry& entry) {
    messages.push_back(entry);
    return true;
  });
  EXPECT_TRUE(reader.Read(text));
  return messages;
}

/// What ReadDevice() makes of the answers.
inline std::vector<AppStatus> RecordedApps(const std::string& folder,
                                           const std::vector<std::string>& packages) {
  DeviceUnits device;
  device.units = ParseUnitStates(Recorded(folder, "units.show"));
  device.now = static_cast<std::int64_t>(std::stod(Recorded(folder, "now")) * 1e6);
  const Properties manager = ParseProperties(Recorded(folder, "manager.show"));
  StartCollector starts(CountersBegin(manager), device.now);
  LastStartCollector last_starts(SystemdBegin(manager));
  for (const std::string& package : packages) {
    const UnitState& unit = device.units.at(AppUnit(package));
    starts.Watch(unit);
    if (WantsLastStart(unit)) last_starts.Watch(unit);
  }
  for (const JournalEntry& entry : Messages(Recorded(folder, "starts.journal"))) {
    if (!starts.Take(entry)) break;
  }
  for (const JournalEntry& entry : Messages(Recorded(folder, "last.journal"))) {
    if (!last_starts.Take(entry)) break;
  }
  std::vector<AppStatus> apps;
  for (const std::string& package : packages) {
    const auto last = last_starts.Get(AppUnit(package));
    apps.push_back(Judge(package, device, last ? &*last : nullptr));
    apps.back().starts_left = starts.Left(apps.back().unit);
  }
  return apps;
}

}  // namespace container_app
