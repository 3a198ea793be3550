// SPDX-License-Identifier: GPL-2.0-or-later
// What a debhelper command says, and where.
#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "base/diagnostics.h"

namespace container_app {

/// The name debhelper knows the command by: in messages, logs and script sections.
inline constexpr std::string_view kToolName = "dh_container_app";

/// Speaks as Dh_Lib does: warnings and errors to `err`, one tab and an action to `out` with -v
/// only.
class Messages {
 public:
  Messages(std::ostream* out, std::ostream* err) : out_(out), err_(err) {}

  void set_verbose(bool verbose) { verbose_ = verbose; }
  void Warning(std::string_view text);
  bool Error(std::string_view text);  ///< Returns false.
  /// A line as it is, for what Getopt::Long would have said.
  void Raw(std::string_view line);
  void Action(std::string_view text);
  void Findings(const Diagnostics& diagnostics);
  std::ostream& out() { return *out_; }

 private:
  std::ostream* out_;
  std::ostream* err_;
  bool verbose_ = false;
};

}  // namespace container_app
