// SPDX-License-Identifier: GPL-2.0-or-later
// Asks programs of the system, without a shell and not for ever.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace container_app {

/// What became of a program.
struct CommandEnd {
  bool started = false;    ///< False: there is no such program, or it may not be run.
  bool timed_out = false;  ///< It was killed because it took too long.
  bool stopped = false;    ///< It was killed because enough was read.
  int status = -1;         ///< Exit status; 128 + signal when it was killed.
  std::string errors;      ///< The first of what it printed on standard error.
};

/// Runs `words[0]`, found in PATH, in the C locale and with nothing on standard input. `take` gets
/// what it prints piece by piece and returns false when it has seen enough.
CommandEnd RunCommand(const std::vector<std::string>& words, std::chrono::milliseconds limit,
                      const std::function<bool(std::string_view)>& take);

}  // namespace container_app
