// SPDX-License-Identifier: GPL-2.0-or-later
// Statuses for programs.
#pragma once

#include <string>

#include "device/device.h"

namespace container_app {

/// What `status --json` prints: one object, on one line. With `verbose` each app has its `log`.
std::string StatusJson(const DeviceStatus& device, bool verbose);

}  // namespace container_app
