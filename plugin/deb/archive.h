// SPDX-License-Identifier: GPL-2.0-or-later
// Which versions an APT archive has published, read from its indices of binary packages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace container_app {

/// A version of a source package, and the index that lists a package built from it.
struct ArchiveVersion {
  std::string version;
  std::string file;
};

/// All versions of `source` in `path`: an index (Packages, or compressed: .gz, .xz and what else
/// libapt-pkg reads), or a folder that holds such files at any depth. An index lists what is built;
/// the source is its field Source, or else Package (Debian Policy 5.6.1). Errors: `archive-index`
/// for a file that cannot be read or is not an index, `archive-empty` for a folder without one.
bool ReadArchiveVersions(const std::string& path, std::string_view source,
                         std::vector<ArchiveVersion>* versions, Diagnostics* diagnostics);

}  // namespace container_app
