// SPDX-License-Identifier: GPL-2.0-or-later
// Findings as a forge shows them beside the lines of a change.
#pragma once

#include <string>

#include "base/diagnostics.h"

namespace container_app {

/// Workflow commands of GitHub Actions, `::error file=…,line=…,col=…,title=…::…`, one a line.
std::string FormatGithub(const Diagnostics& diagnostics);

/// A code quality report of GitLab: one JSON array, for an artifact `reports: codequality`.
std::string FormatGitlab(const Diagnostics& diagnostics);

}  // namespace container_app
