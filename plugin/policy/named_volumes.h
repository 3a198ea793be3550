// SPDX-License-Identifier: GPL-2.0-or-later
// Volumes with a name: where they keep their data. The generated Compose file makes each that has
// no options of its own a bind of a folder below the data root. So the data is where backups and
// administrators look for it, and Docker still copies the content of the image into it, with its
// owner, when it is new.
#pragma once

#include <string>
#include <string_view>

#include "policy/installed.h"

namespace container_app {

/// The volume of top-level `volumes:` that a mount names; null for any other mount.
const ComposeVolume* VolumeOf(const Installed& installed, const ComposeMount& mount);

/// Whether the package keeps its data below the data root.
bool IsKeptInData(const ComposeVolume& volume);

/// The key that keeps its data elsewhere: `driver`, `driver_opts`, `external` or `name`. The place
/// is that of its value, without file where there is no such key.
Located<std::string_view> OwnWay(const ComposeVolume& volume);

/// The folder of the host that has its data, normalised. Nothing where that is not known.
std::optional<std::string> VolumeFolder(const Installed& installed, const ComposeVolume& volume);

/// Whether it is a file system in memory.
bool IsInMemory(const ComposeVolume& volume);

}  // namespace container_app
