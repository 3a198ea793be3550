// SPDX-License-Identifier: GPL-2.0-or-later
// Finding and reading what is to be imported.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "import/draft.h"

namespace container_app {

/// The files of one app.
struct AppSource {
  std::string origin;               ///< The path that was named, for messages.
  std::string folder;               ///< That of the first Compose file.
  std::vector<std::string> files;   ///< Compose files, in the order in which they are merged; none
                                    ///< where `others` are several, of which none is the usual one.
  std::vector<std::string> others;  ///< Names of further Compose files in a folder.
  std::string environment;          ///< `.env`; empty: none.
};

/// The apps at these paths. Compose files together are one app; a folder with a Compose file is
/// one, and any other folder is a store, whose folders are looked through. A path with nothing to
/// import is an error (`import-nothing`); the apps of the others are found, but for Compose files
/// of which one is missing. A folder of a store without an app is reported (`import-passed-over`).
void FindAppSources(const FileReader& files, const std::vector<std::string>& paths,
                    const std::string& environment, std::vector<AppSource>* sources,
                    Diagnostics* diagnostics);

/// Joins Compose files to one, as Docker Compose does. False with the reason.
using ComposeJoiner =
    std::function<bool(const std::string& folder, const std::vector<std::string>& files,
                       std::string* text, std::string* why)>;

/// Reads an app: the Compose file, which has to be one that Compose reads, `.env`, and what the
/// store says beside it. What is there and not read is reported (`import-passed-over`). False after
/// an error.
bool ReadForeign(const FileReader& files, const AppSource& source, const ComposeJoiner& join,
                 Foreign* foreign, Diagnostics* diagnostics);

}  // namespace container_app
