// SPDX-License-Identifier: GPL-2.0-or-later
// The installed apps that a verb is asked about.
#pragma once

#include <string>
#include <vector>

#include "device/device.h"

namespace container_app {

/// Prints an error, and the status to end with.
int Fail(const std::string& error);

/// Appends the packages asked for, each once, by their names or those of their units; false after
/// an error when one is not among `installed`.
bool ChooseApps(const std::vector<std::string>& asked, const std::vector<std::string>& installed,
                std::vector<std::string>* chosen);

/// Asks systemd and the journal about these apps, and looks at the notes of the runtime; false with
/// a sentence.
bool ReadChosenApps(const std::vector<std::string>& packages, DeviceStatus* device,
                    std::string* error);

}  // namespace container_app
