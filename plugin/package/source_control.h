// SPDX-License-Identifier: GPL-2.0-or-later
// debian/control and debian/tests/control of a source made of definitions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "package/load.h"
#include "template/values.h"

namespace container_app {

/// What holds for the whole source.
struct SourceFacts {
  std::string name;
  std::string maintainer;
  std::int64_t timestamp = 0;
};

/// Values of `templates/source/control.mustache`.
Values ControlValues(const std::vector<App>& apps, const SourceFacts& facts);

/// Values of `templates/source/tests-control.mustache`.
Values TestsControlValues(const std::vector<App>& apps);

}  // namespace container_app
