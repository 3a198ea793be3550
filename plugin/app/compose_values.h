// SPDX-License-Identifier: GPL-2.0-or-later
// The keys of a service that nothing is made of here: that Compose takes their values.
#pragma once

#include <string_view>

#include "base/diagnostics.h"
#include "yaml/document.h"

namespace container_app {

/// Reports the values of `service` that Compose would refuse when the app starts. Not all are
/// known: a row each in the table of compose_values.cc.
void CheckComposeValues(const yaml::Node& service, std::string_view owner,
                        Diagnostics* diagnostics);

}  // namespace container_app
