// SPDX-License-Identifier: GPL-2.0-or-later
// The keys of the Compose Specification where this program looks at them, as Compose 2.26 knows
// them. Those of a service are in compose_service_keys.cc.
#pragma once

#include <string_view>

namespace container_app::compose_keys {

inline constexpr std::string_view kTopLevel[] = {"configs", "include",  "name",    "networks",
                                                 "secrets", "services", "version", "volumes"};
inline constexpr std::string_view kLogging[] = {"driver", "options"};

}  // namespace container_app::compose_keys
