// SPDX-License-Identifier: GPL-2.0-or-later
// From source packages to .debs, by dpkg-buildpackage(1) or sbuild(1).
#pragma once

#include <string>
#include <vector>

#include "package/source_package.h"

namespace container_app {

struct BuildSettings {
  std::string out;      ///< Folder that the .debs are put in; it is made when something is built.
  bool sbuild = false;  ///< Build by sbuild(1), which reads ~/.sbuildrc.
  std::string distribution;  ///< For sbuild.
};

/// How the build of one source package ended.
struct BuildEnd {
  bool built = false;
  bool interrupted = false;
  std::vector<std::string> debs;  ///< Their paths, below `out`.
  std::string log;                ///< All that the build printed.
  std::string error;              ///< Why there are no .debs; empty when it was built.
};

/// Builds the source package in a folder for a while, and puts its .debs into `settings.out`: all
/// of them or none. What was there under the same names is replaced.
BuildEnd BuildPackage(const SourcePackage& package, const BuildSettings& settings);

}  // namespace container_app
