// SPDX-License-Identifier: GPL-2.0-or-later
// JSON schemas of the files of a definition, made from the key tables, for editors.
#pragma once

#include <string>
#include <string_view>

#include "app/keys.h"

namespace container_app {

/// The JSON schema (draft 7, the one that editors know) of a file with these keys. It refuses no
/// file that `check` accepts; what is not a matter of one value, such as two keys that exclude each
/// other, only `check` finds.
std::string FormatSchema(std::string_view file, const KeyTable& keys);

}  // namespace container_app
