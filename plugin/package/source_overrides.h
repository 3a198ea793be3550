// SPDX-License-Identifier: GPL-2.0-or-later
// debian/PACKAGE.lintian-overrides of a source made of definitions.
#pragma once

#include <string_view>

#include "package/load.h"
#include "template/values.h"

namespace container_app {

/// Values of `templates/source/lintian-overrides.mustache`.
Values OverrideValues(const App& app, std::string_view source_version);

}  // namespace container_app
