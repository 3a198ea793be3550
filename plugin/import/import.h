// SPDX-License-Identifier: GPL-2.0-or-later
// A definition of what others wrote for an app, and one of nothing.
#pragma once

#include "import/sources.h"

namespace container_app {

/// Makes the draft of a definition of a source that was read. False after an error.
bool ImportApp(const FileReader& files, Foreign* foreign, const ImportOptions& options,
               Draft* draft, Diagnostics* diagnostics);

/// Makes the draft of a definition of an app that nobody has described yet.
bool NewApp(const ImportOptions& options, Draft* draft, Diagnostics* diagnostics);

/// metadata.yaml; what was guessed has a comment. This and the next begin with a comment for
/// editors, which names the schema of the file.
std::string MetadataText(const Foreign& foreign, const ImportOptions& options, Draft* draft);

/// config.yml
std::string ConfigText(const ImportOptions& options, const Draft& draft);

/// What is to be said of a draft, the most important first: the heading of each topic and its
/// items.
struct Told {
  std::string heading;
  std::vector<std::string> items;
  bool decision = false;  ///< Whether a person has to decide something.
};
std::vector<Told> WhatToTell(const Draft& draft);

}  // namespace container_app
