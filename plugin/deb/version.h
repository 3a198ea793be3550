// SPDX-License-Identifier: GPL-2.0-or-later
// Debian version numbers: syntax and order.
#pragma once

#include <string>
#include <string_view>

namespace container_app {

/// The parts of a version, `[epoch:]upstream[-revision]` (deb-version(7)).
struct Version {
  std::string epoch;  ///< Empty when none is written.
  std::string upstream;
  std::string revision;  ///< Empty for a native version.
};

/// Splits `text`. False for what deb-version(7) and `dpkg --validate-version` refuse, with a
/// sentence in `reason`; unlike dpkg, blanks around the version are refused too.
bool ParseVersion(std::string_view text, Version* version, std::string* reason);

/// Below, equal to or above 0, as `dpkg --compare-versions` orders the two.
int CompareVersions(std::string_view a, std::string_view b);

}  // namespace container_app
