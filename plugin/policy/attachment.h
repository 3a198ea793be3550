// SPDX-License-Identifier: GPL-2.0-or-later
// What an integration with other software of the device adds to an app. It is empty for an app that
// asks for none.
#pragma once

#include <string>
#include <vector>

namespace container_app {

struct Attachment {
  std::vector<std::string> wanted_units;       ///< Wants= and After= of the app's unit.
  std::vector<std::string> environment;        ///< NAME=value, Environment= of the unit.
  std::vector<std::string> environment_files;  ///< Read after all others, where they are there.
  std::vector<std::string> compose_files;      ///< Merged after those of the package.
  std::vector<std::string> stop_commands;      ///< Run when the app has ended; may fail.
  std::string network;  ///< Of Docker, made by others; the service `service` joins it.
  std::string service;
  std::vector<std::string> variables;  ///< What has a value in the Compose file by all this.
  std::vector<std::string> depends;
  std::vector<std::string> breaks;
};

}  // namespace container_app
