// SPDX-License-Identifier: GPL-2.0-or-later
// The keys of the volumes under top-level `volumes:`.
#pragma once

#include <vector>

#include "app/compose.h"

namespace container_app {

/// Reads the keys of `volumes`, which are those of the document in its order. What is of another
/// type than it has to be is left out: the shape of a volume is checked before.
void ReadComposeVolumes(const yaml::Node& document, std::vector<ComposeVolume>* volumes);

}  // namespace container_app
