// SPDX-License-Identifier: GPL-2.0-or-later
// The small languages within Compose's strings. Variables in them are left as they are: what they
// hide cannot be judged here. Functions with an `error` leave a sentence there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/compose.h"

namespace container_app {

/// `host:container[:mode]`
bool ParseShortMount(const std::string& text, ComposeMount* mount, std::string* error);
/// `[[address:]host:]container[/protocol]`
bool ParseShortPort(const std::string& text, ComposePort* port, std::string* error);
/// Go's duration syntax as Compose takes it (`1m30s`, `500ms`); microseconds.
bool ParseComposeDuration(const std::string& text, std::int64_t* microseconds, std::string* error);

/// A decimal number, as text.
bool IsComposeNumber(std::string_view text);

/// A number of bytes with a unit or none: `512m`, `1.5 GiB`.
bool IsComposeSize(std::string_view text);

/// A number of bytes as such a text gives it, or the number where it has no unit; nothing for other
/// texts.
std::optional<double> ComposeSize(std::string_view text);

/// Goes through a command as Compose splits it into words. It knows quotes as a shell does, but
/// runs no shell: at an operator of one it ends without a word, and `end` is there. False for what
/// Compose refuses.
bool SplitComposeCommand(std::string_view text, std::size_t* end);

}  // namespace container_app
