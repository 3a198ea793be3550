// SPDX-License-Identifier: GPL-2.0-or-later
// The place in a Compose file that a message of Docker Compose is about.
#pragma once

#include <string_view>

#include "base/diagnostics.h"

namespace container_app {

/// Compose names no lines. It names a path (`services.web.user`), a service and what is wrong in
/// it, or only a value; the file as a whole where none of these is found in it. `file` has no
/// errors.
Place PlaceInCompose(const SourceFile& file, std::string_view message);

}  // namespace container_app
