// SPDX-License-Identifier: GPL-2.0-or-later
// debhelper's own snippets for maintainer scripts, read from where debhelper keeps them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "debhelper/environment.h"

namespace container_app {

/// A systemd unit of a package.
struct UnitToManage {
  std::string name;
  bool enable = false;  ///< It has an [Install] section that takes effect at installation.
};

/// What the scripts of a package do about its units.
struct UnitBlocks {
  std::string postinst;
  std::string prerm;
  std::string postrm;
};

/// Reads the snippet `name` from $DH_AUTOSCRIPTDIR, a folder of $DH_DATAFILES or
/// /usr/share/debhelper/autoscripts, and replaces each `#KEY#`. Strict where debhelper is not: an
/// unknown placeholder, or a value that none takes, is an error. False with a sentence in `error`.
bool FillAutoscript(const FileReader& files, const BuildEnvironment& environment,
                    const std::string& name, const std::map<std::string, std::string>& values,
                    std::string* text, std::string* error);

/// The blocks dh_installsystemd would write to enable, stop and purge units, but none that starts
/// them: it would wait for the start to end, and hold dpkg for as long. Units are sorted and named
/// once. False with a sentence in `error`.
bool MakeUnitBlocks(const FileReader& files, const BuildEnvironment& environment,
                    const std::vector<UnitToManage>& units, UnitBlocks* blocks, std::string* error);

}  // namespace container_app
