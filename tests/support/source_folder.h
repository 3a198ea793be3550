// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace container_app {

/// The top of this tree.
std::string SourceFolder();

}  // namespace container_app
