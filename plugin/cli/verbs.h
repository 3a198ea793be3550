// SPDX-License-Identifier: GPL-2.0-or-later
// The verbs of container-app. Help, completion and the manual page are compared with this table.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "cli/command_line.h"

namespace container_app {

/// Exit status of container-app, as in its manual page.
enum ExitStatus {
  kExitOk = 0,
  kExitFindings = 1,  ///< A finding of severity error; an app that does not run but should.
  kExitUsage = 2,
  kExitFiles = 3,    ///< A file could not be read or written, or systemd did not answer.
  kExitTimeout = 4,  ///< The time of `wait` was over.
  kExitChanged = 5,  ///< What `pin` asked for is not what images.lock had.
};

/// A verb: `add` declares its options on `command` and returns what runs it.
struct Verb {
  std::string_view name;
  std::string_view help;  ///< One line, lower case, no full stop.
  std::function<int()> (*add)(Command command);
};

std::span<const Verb> Verbs();

std::function<int()> AddBuildVerb(Command command);
std::function<int()> AddChangedVerb(Command command);
std::function<int()> AddCheckVerb(Command command);
std::function<int()> AddDiffVerb(Command command);
std::function<int()> AddExplainVerb(Command command);
std::function<int()> AddInitVerb(Command command);
std::function<int()> AddPinVerb(Command command);
std::function<int()> AddReleaseVerb(Command command);
std::function<int()> AddRenderVerb(Command command);
std::function<int()> AddRunVerb(Command command);
std::function<int()> AddSchemaVerb(Command command);
std::function<int()> AddShowVerb(Command command);
std::function<int()> AddSourceVerb(Command command);
std::function<int()> AddStatusVerb(Command command);
std::function<int()> AddWaitVerb(Command command);

/// Runs container-app with its arguments; the exit status.
int RunContainerApp(int argc, char** argv);

}  // namespace container_app
