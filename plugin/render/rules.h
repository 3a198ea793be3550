// SPDX-License-Identifier: GPL-2.0-or-later
// What rendering reports.
#pragma once

#include "base/rule.h"

namespace container_app {

inline constexpr Rule kTemplateMissing{"template-missing",
                                       "The templates of container-app are installed."};

}  // namespace container_app
