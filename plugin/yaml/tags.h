// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

#include "yaml/document.h"

namespace container_app::yaml {

/// Applies an explicit tag (with its handle resolved; empty for none): `!!str` and `!` make a
/// string, the other tags of the core schema state what the value has to be. Reports every other
/// tag.
void ApplyTag(std::string_view tag, Node* node, Diagnostics* diagnostics);

}  // namespace container_app::yaml
