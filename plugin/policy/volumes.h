// SPDX-License-Identifier: GPL-2.0-or-later
// Where an app's data lives on the host: resolved when the package is built, so that no maintainer
// script ever expands text of a definition.
#pragma once

#include <string>
#include <vector>

#include "policy/installed.h"

namespace container_app {

/// A folder made when the package is installed, if nothing is there yet.
struct DataFolder {
  std::string path;  ///< Absolute, literal.
  Owner owner;
};

/// True for a name a file has rather than a folder (`settings.json`): it is not made as a folder.
bool LooksLikeFile(const std::string& path);

/// Folders below the data root, each with its owner: the data root itself, those of volumes with a
/// name, then those of binds in the order of first use (the first service that mounts one writable
/// owns it).
std::vector<DataFolder> DataFolders(const Installed& installed);

}  // namespace container_app
