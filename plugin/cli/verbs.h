// SPDX-License-Identifier: GPL-2.0-or-later
// The verbs of container-app. Help, completion and the manual page are compared with this table.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <span>
#include <string_view>

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
  std::function<int()> (*add)(CLI::App* command);
};

std::span<const Verb> Verbs();

std::function<int()> AddBuildVerb(CLI::App* command);
std::function<int()> AddChangedVerb(CLI::App* command);
std::function<int()> AddCheckVerb(CLI::App* command);
std::function<int()> AddDiffVerb(CLI::App* command);
std::function<int()> AddExplainVerb(CLI::App* command);
std::function<int()> AddInitVerb(CLI::App* command);
std::function<int()> AddPinVerb(CLI::App* command);
std::function<int()> AddReleaseVerb(CLI::App* command);
std::function<int()> AddRenderVerb(CLI::App* command);
std::function<int()> AddRunVerb(CLI::App* command);
std::function<int()> AddSchemaVerb(CLI::App* command);
std::function<int()> AddShowVerb(CLI::App* command);
std::function<int()> AddSourceVerb(CLI::App* command);
std::function<int()> AddStatusVerb(CLI::App* command);
std::function<int()> AddWaitVerb(CLI::App* command);

/// Runs container-app with its arguments; the exit status.
int RunContainerApp(int argc, char** argv);

}  // namespace container_app
