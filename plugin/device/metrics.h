// SPDX-License-Identifier: GPL-2.0-or-later
// Statuses for Prometheus.
#pragma once

#include <string>

#include "device/device.h"

namespace container_app {

/// The text that node-exporter reads from files (Prometheus text exposition format 0.0.4).
std::string FormatMetrics(const DeviceStatus& device);

}  // namespace container_app
