// SPDX-License-Identifier: GPL-2.0-or-later
// What the verbs share.
#pragma once

#include <memory>
#include <string>

#include "base/diagnostics.h"
#include "cli/command_line.h"
#include "policy/naming.h"

namespace container_app {

/// `--prefix` and `--suffix`.
struct AffixOptions {
  std::string prefix;
  std::string suffix = "container";
};
void AddAffixOptions(Command command, AffixOptions* options);

/// Folder of templates and hooks: CONTAINER_APP_DATA_DIR in the environment, else where the package
/// installs them.
std::string TemplatesFolder();

/// SOURCE_DATE_EPOCH, else now; seconds since the epoch.
std::int64_t ReleaseTimestamp();

/// `--no-compose`
void AddNoComposeOption(Command command, bool* no_compose);

/// Tells on standard error what is no finding.
void PrintNote(const std::string& note);

/// Whether what is printed there may have colours: on a terminal, unless NO_COLOR is set to
/// something or the terminal is `dumb` (https://no-color.org).
bool UseColour(int descriptor);

/// Prints findings: for a person on standard error, or as JSON lines on standard output.
void PrintFindings(const Diagnostics& diagnostics, bool json);

/// Exit status for what was found: kExitFiles when a file failed (`io-error`), else kExitFindings
/// for an error, else kExitOk.
int StatusOf(const Diagnostics& diagnostics);

}  // namespace container_app
