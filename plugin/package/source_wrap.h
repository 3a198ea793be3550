// SPDX-License-Identifier: GPL-2.0-or-later
// Lines of prose in any script, as wide as a terminal shows them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace container_app {

/// Columns a terminal needs for `text` (UTF-8): two for East Asian characters and pictures, none
/// for marks that join the character before them.
std::size_t TerminalWidth(std::string_view text);

/// Text broken at blanks into lines of at most `columns`. A word wider than a line is broken where
/// its script has no blanks: between East Asian letters. Any other keeps a line of its own.
std::vector<std::string> WrapForTerminal(std::string_view text, std::size_t columns);

}  // namespace container_app
