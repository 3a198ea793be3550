// SPDX-License-Identifier: GPL-2.0-or-later
// The keys of the Compose Specification where this program looks at them, as Compose 2.26 knows
// them.
#pragma once

#include <span>
#include <string_view>

namespace container_app::compose_keys {

std::span<const std::string_view> TopLevel();
std::span<const std::string_view> Service();
std::span<const std::string_view> Port();
std::span<const std::string_view> Mount();
std::span<const std::string_view> Deploy();
std::span<const std::string_view> Healthcheck();
std::span<const std::string_view> Logging();
std::span<const std::string_view> Dependency();
std::span<const std::string_view> EnvironmentFile();
std::span<const std::string_view> ServiceNetwork();
std::span<const std::string_view> Network();
std::span<const std::string_view> Volume();

}  // namespace container_app::compose_keys
