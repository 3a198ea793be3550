// SPDX-License-Identifier: GPL-2.0-or-later
// What the reader of unit files reports.
#pragma once

#include "base/rule.h"

namespace container_app {

inline constexpr Rule kUnitSyntax{"unit-syntax",
                                  "A unit file is written as systemd.syntax(7) says."};

}  // namespace container_app
