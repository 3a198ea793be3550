// SPDX-License-Identifier: GPL-2.0-or-later
// What Compose reads when the unit of an app starts: made in a folder, as it is on a device right
// after the installation.
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "package/compose_program.h"
#include "package/load.h"

namespace container_app {

struct ComposeStart {
  std::string root;                ///< The folder in the place of `/`.
  std::string project;             ///< The project folder, in it.
  std::vector<std::string> files;  ///< In the order in which they are merged.
  Variables variables;
  /// Those of them whose value is not known before a start on a device: it is a stand-in.
  std::vector<std::string> stand_ins;
};

/// Makes the files below `start->root`; `rendering` has the Compose file that the package adds. An
/// `env_file` that the package does not bring is empty there, or left out where its path leads out
/// of the folders of the package: what is in it is only known on a device. False with a sentence in
/// `error` when a file cannot be read or written.
bool MakeComposeStart(const FileReader& files, const App& app, const Rendering& rendering,
                      ComposeStart* start, std::string* error);

}  // namespace container_app
