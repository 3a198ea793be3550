// SPDX-License-Identifier: GPL-2.0-or-later
// The version of an app in its metadata.yaml, changed in place.
#pragma once

#include <string>

#include "base/diagnostics.h"

namespace container_app {

/// Gives the app its next version: the same with the next Debian revision (`2.1-3` → `2.1-4`, `2.1`
/// → `2.1-1`), or of `upstream`, when it is another version than now, its revision 1; then
/// `upstream_version` changes too, where the file has it. Comments, order and quotes stay; plain
/// text is quoted when a reader would take it for a number.
/// Errors `app-version`, at the value: it is not a version, it would not rise, or it is written as
/// a block, with an anchor or with escapes.
bool RaiseAppVersion(const SourceFile& file, const std::string& upstream, std::string* version,
                     std::string* text, Diagnostics* diagnostics);

}  // namespace container_app
