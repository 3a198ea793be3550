// SPDX-License-Identifier: GPL-2.0-or-later
// Runs programs of the system, without a shell and with a time limit.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace container_app {

/// How a program ended.
struct CommandEnd {
  bool started = false;    ///< False: there is no such program, or it may not be run.
  bool timed_out = false;  ///< It was killed because it took too long.
  bool stopped = false;    ///< It was killed: enough was read, or see Interruption.
  int status = -1;         ///< Exit status; 128 + signal when it was killed.
  std::string errors;      ///< The first bytes that it printed on standard error, 4096 or as said.

  bool good() const { return started && !timed_out && status == 0; }
};

/// What a program gets in place of what it would get otherwise.
struct CommandSettings {
  std::vector<std::string> environment;  ///< All of it, `NAME=value`; empty: as below.
  std::size_t errors_kept = 4096;        ///< How many bytes of standard error are kept.
  bool own_group = false;  ///< What it has started is killed with it when it takes too long.
};

/// Runs `words[0]`, found in PATH, in the C locale, without the caller's variables that change what
/// it prints or writes, and with nothing on standard input. `take` gets what it prints piece by
/// piece and returns false when it has seen enough.
CommandEnd RunCommand(const std::vector<std::string>& words, std::chrono::milliseconds limit,
                      const std::function<bool(std::string_view)>& take,
                      const CommandSettings& settings = {});

/// Runs a program likewise and appends all that it prints to `output`.
CommandEnd ReadCommand(const std::vector<std::string>& words, std::chrono::milliseconds limit,
                       std::string* output, const CommandSettings& settings = {});

/// Runs `words[0]`, found in PATH, with the caller's own input, output and environment, and waits
/// for its end: for programs that talk with a person. Its exit status; 128 + signal when it was
/// killed, and -1 when it does not start.
int RunAttached(std::vector<std::string> words);

/// Why a run with this limit was not good, as a sentence: `tar cannot be run`.
std::string FailureText(std::string_view program, std::chrono::milliseconds limit,
                        const CommandEnd& end);

}  // namespace container_app
