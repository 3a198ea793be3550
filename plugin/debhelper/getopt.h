// SPDX-License-Identifier: GPL-2.0-or-later
// Option syntax as Getopt::Long reads it for debhelper: bundles, permuted arguments, no shell.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace container_app {

enum class ArgumentKind { kNone, kRequired, kOptional };

/// One spelling of an option; a long and a short name are two entries with one id.
struct OptionName {
  std::string_view name;
  ArgumentKind argument;
  int id;
};

enum class OptionResult { kAccepted, kRefused, kStop };

struct OptionHandlers {
  /// An option of the table with its argument.
  std::function<OptionResult(int id, const std::string& argument)> option;
  std::function<void(const std::string& argument)> positional;
  /// A fault of the syntax, as Getopt::Long words it.
  std::function<void(const std::string& text)> fault;
};

/// Reads `arguments` from left to right up to `--`; what follows goes to `rest`. A fault does not
/// stop the reading. kRefused when anything was refused or at fault; kStop as soon as a handler
/// says so.
///
/// A table name works after `--`, after `+` and, with one letter, after `-`, as with Getopt::Long's
/// `bundling`. With `abbreviations` a unique beginning of a name is enough after `--` and `+`.
OptionResult ReadOptionSyntax(std::span<const std::string> arguments,
                              std::span<const OptionName> table, bool abbreviations,
                              const OptionHandlers& handlers, std::vector<std::string>* rest);

}  // namespace container_app
