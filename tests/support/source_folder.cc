// SPDX-License-Identifier: GPL-2.0-or-later
#include "support/source_folder.h"

namespace container_app {

std::string SourceFolder() { return SOURCE_DIR; }

}  // namespace container_app
