// SPDX-License-Identifier: GPL-2.0-or-later
// What Compose reads in texts of keys that nothing is made of here.
#pragma once

#include <cstddef>
#include <string_view>

namespace container_app {

/// A decimal number, as text.
bool IsComposeNumber(std::string_view text);

/// A number of bytes with a unit or none: `512m`, `1.5 GiB`.
bool IsComposeSize(std::string_view text);

/// Goes through a command as Compose splits it into words. It knows quotes as a shell does, but
/// runs no shell: at an operator of one it ends without a word, and `end` is there. False for what
/// Compose refuses.
bool SplitComposeCommand(std::string_view text, std::size_t* end);

}  // namespace container_app
