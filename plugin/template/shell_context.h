// SPDX-License-Identifier: GPL-2.0-or-later
// Where in a shell script a tag stands.
#pragma once

#include <string_view>

namespace container_app {

enum class ShellContext {
  kUnquoted,
  kSingleQuoted,
  kDoubleQuoted,
  kBackquoted,
  kHereDocument,
  kComment
};

/// The context at the end of `script`. It only separates places for a whole word from other places:
/// where it cannot follow the script (a substitution within double quotes), it is not kUnquoted.
ShellContext ShellContextAtEnd(std::string_view script);

}  // namespace container_app
