// SPDX-License-Identifier: GPL-2.0-or-later
// `.env` and the files of `env_file`, as Compose reads them.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.h"

namespace container_app {

struct EnvironmentLine {
  std::string name;
  std::string value;
  std::string comment;   ///< The lines of comment right above it, joined with blanks.
  bool literal = false;  ///< In single quotes: `$` is no reference.
};

/// Reads `NAME=value` lines with quotes, comments and `export`. A line that Compose refuses is an
/// error (`import-env-line`); false after one.
bool ReadEnvironmentFile(const SourceFile& file, std::vector<EnvironmentLine>* lines,
                         Diagnostics* diagnostics);

}  // namespace container_app
