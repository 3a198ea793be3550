// SPDX-License-Identifier: GPL-2.0-or-later
// The definition that an installed package was made of, as far as the package brings it.
#pragma once

#include <string>

#include "base/diagnostics.h"
#include "base/files.h"

namespace container_app {

/// Writes the definition of the installed package into `folder`: what is in `root`
/// /usr/share/container-apps/PACKAGE, under the names that it has in a definition. False with a
/// finding `io-error` when there is no such package, or a file cannot be read or written.
bool WriteInstalledDefinition(const std::string& root, const std::string& package,
                              const std::string& folder, FileSystem* files,
                              Diagnostics* diagnostics);

}  // namespace container_app
