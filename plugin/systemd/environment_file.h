// SPDX-License-Identifier: GPL-2.0-or-later
// Environment files: one way to quote, which POSIX shells (`.`) and systemd (`EnvironmentFile=`)
// read in the same way.
#pragma once

#include <string>
#include <string_view>

namespace container_app {

/// Appends `"value"`, with a backslash before each of `\ " $` and backquote, and before no other
/// character. False with a sentence in `why` for control characters (a line has one value; systemd
/// drops variables with controls) and for text that is not UTF-8 (systemd drops the whole file).
bool QuoteEnvironmentFileValue(std::string_view value, std::string* out, std::string* why);

}  // namespace container_app
