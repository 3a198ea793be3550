// SPDX-License-Identifier: GPL-2.0-or-later
// Findings as a forge shows them beside the lines of a change.
#pragma once

#include <span>
#include <string>

#include "base/diagnostics.h"

namespace container_app {

/// Workflow commands of GitHub Actions, `::error file=…,line=…,col=…,title=…::…`, one a line.
std::string FormatGithub(std::span<const Finding> findings);

/// A code quality report of GitLab: one JSON array, for an artifact `reports: codequality`.
std::string FormatGitlab(std::span<const Finding> findings);

/// A log of SARIF 2.1.0, which code scanning services read: one run of this program.
std::string FormatSarif(std::span<const Finding> findings);

}  // namespace container_app
