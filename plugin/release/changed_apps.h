// SPDX-License-Identifier: GPL-2.0-or-later
// Which apps of a repository have to be built again after a change.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "release/repository.h"

namespace container_app {

/// A definition of the repository, with a change.
struct ChangedApp {
  std::string folder;              ///< Below the top; `.` for the top itself.
  std::vector<std::string> files;  ///< What changed, as paths below the top, sorted.
  bool is_new = false;             ///< The base has no definition there.
  bool is_gone = false;            ///< The work tree has none any more.
  std::string was;                 ///< The folder that it had in the base, where it was renamed.
};

struct ChangedApps {
  std::string fork;              ///< The commit that is compared with; empty: there is none before.
  std::vector<ChangedApp> apps;  ///< Sorted by folder.
  std::vector<std::string> outside;  ///< Changed files that no app is built of.
};

/// Compares the work tree, with files that are not committed, with the commit where the branch left
/// `base`. A definition is a folder with metadata.yaml and docker-compose.yml. A file belongs to
/// the innermost definition that it is below; one in a folder debian/ to all definitions below the
/// folder that holds it, or to the one that debian/PACKAGE.container-app names where it is named
/// after that package; one that matches `shared` (see PathMatches()) to all; one in a hidden folder
/// of a definition to none. A base of 40 or 64 zeros, which forges send for a new branch, makes all
/// apps new. False after an error.
bool FindChangedApps(const Repository& repository, const std::string& base,
                     std::span<const std::string> shared, const FileReader& files,
                     ChangedApps* changed, Diagnostics* diagnostics);

}  // namespace container_app
