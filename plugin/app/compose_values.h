// SPDX-License-Identifier: GPL-2.0-or-later
// The value of one key of a service.
#pragma once

#include <string_view>

#include "app/compose_service.h"

namespace container_app {

/// Reads the value of `key` of the service that messages call `owner`. Reports what Compose would
/// refuse when the app starts, as far as the row of the key knows it.
void ReadComposeValue(const yaml::Node& node, std::string_view owner, const ServiceKey& key,
                      ComposeService* service, Diagnostics* diagnostics);

}  // namespace container_app
