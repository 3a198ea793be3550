// SPDX-License-Identifier: GPL-2.0-or-later
// Messages about what yaml-cpp could not read, for somebody who does not know YAML's grammar.
#pragma once

#include <optional>
#include <string_view>

#include "base/diagnostics.h"

namespace container_app::yaml {

/// The innermost mapping or list that was open.
struct Context {
  bool is_mapping = false;
  bool in_brackets = false;
  int line = 0;
};

/// Reports the error `problem` (a message of yaml-cpp); false.
bool ReportSyntaxError(std::string_view problem, const Place& place,
                       const std::optional<Context>& context, Diagnostics* diagnostics);

}  // namespace container_app::yaml
