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

/// The context at the end of `script`. Only what is needed to tell a place for a whole word from
/// other places; what it cannot follow (a substitution within double quotes) is not kUnquoted.
ShellContext ShellContextAtEnd(std::string_view script);

}  // namespace container_app
