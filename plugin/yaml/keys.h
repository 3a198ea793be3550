// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "yaml/document.h"

namespace container_app::yaml {

/// Reports each key of the mapping that has the same text as an earlier key.
void ReportDuplicateKeys(const Node& mapping, Diagnostics* diagnostics);

}  // namespace container_app::yaml
