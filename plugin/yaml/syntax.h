// SPDX-License-Identifier: GPL-2.0-or-later
// What libyaml could not read, in words for someone who does not know YAML's grammar.
#pragma once

#include <yaml.h>

#include "yaml/source.h"

namespace container_app::yaml {

/// Reports the error that `parser` stopped at; false.
bool ReportSyntaxError(const yaml_parser_t& parser, const SourceFile& file, Places* places,
                       Diagnostics* diagnostics);

}  // namespace container_app::yaml
