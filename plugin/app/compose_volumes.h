// SPDX-License-Identifier: GPL-2.0-or-later
// The keys of the volumes under top-level `volumes:`.
#pragma once

#include <vector>

#include "app/compose.h"

namespace container_app {

/// Reads the keys of `volumes`, which are those of the document in its order.
void ReadComposeVolumes(const yaml::Node& document, std::vector<ComposeVolume>* volumes,
                        Diagnostics* diagnostics);

}  // namespace container_app
