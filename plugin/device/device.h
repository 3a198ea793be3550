// SPDX-License-Identifier: GPL-2.0-or-later
// The device this program runs on: the apps that are installed, and their states.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/files.h"
#include "device/status.h"

namespace container_app {

/// Appends the packages of apps that are installed, in order. False with a sentence in `error` when
/// their folder cannot be read.
bool InstalledApps(const FileReader& files, std::vector<std::string>* apps, std::string* error);

struct DeviceStatus {
  std::vector<AppStatus> apps;  ///< In the order of the packages asked for.
  std::int64_t time = 0;        ///< When systemd was asked; microseconds since the epoch.
  std::string note;             ///< Why the journal could not be read; empty when it could.
};

/// Asks systemd and the journal, with a few commands for all packages together. False, with a
/// sentence in `error`, when systemd does not answer.
bool ReadDevice(std::span<const std::string> packages, DeviceStatus* status, std::string* error);

/// Asks systemd alone, for those who ask again and again: no reasons, no starts left.
bool ReadStates(std::span<const std::string> packages, std::vector<AppStatus>* apps,
                std::string* error);

/// Finds the Compose files that the administrator has added to apps.
void FindOverrides(const FileReader& files, std::span<AppStatus> apps);

/// Finds the apps that somebody has stopped.
void FindStops(const FileReader& files, std::span<AppStatus> apps);

/// Finds the apps that are ready, and those whose packages were just installed.
void FindReady(const FileReader& files, std::span<AppStatus> apps);

}  // namespace container_app
