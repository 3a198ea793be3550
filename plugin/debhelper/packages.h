// SPDX-License-Identifier: GPL-2.0-or-later
// The source package as debian/control and debian/compat describe it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "debhelper/environment.h"
#include "debhelper/messages.h"

namespace container_app {

/// The lowest debhelper compat level that works here: in older ones dh_installsystemd is missing or
/// behaves differently.
inline constexpr int kLowestCompat = 12;

struct BinaryPackage {
  std::string name;
  std::string declared_architecture;  ///< The field, which may hold wildcards.
  std::string architecture;           ///< Of the .deb: `all`, or empty until asked for.
  bool independent = false;           ///< Architecture: all.
  bool for_target = false;            ///< X-DH-Build-For-Type: target.
  /// False when a build profile or the host architecture rules the package out.
  bool built = false;
};

struct SourceControl {
  std::string source;
  int compat = 0;
  std::vector<BinaryPackage> packages;  ///< All of them, in the order of debian/control.

  const BinaryPackage* Find(std::string_view name) const;
  std::vector<std::string> Names() const;
  std::vector<std::string> BuiltNames() const;
};

/// Reads debian/control, debian/compat and DH_COMPAT as Dh_Lib does. False after telling why.
bool ReadSourceControl(const FileReader& files, BuildEnvironment* environment,
                       SourceControl* control, Messages* messages);

/// True when a Build-Profiles field (`<!nocheck> <cross !stage1>`: any list, all its terms) holds.
bool BuildProfilesHold(std::string_view field, const std::vector<std::string>& active);

/// debhelper's own search for a configuration file of a package: `debian/PKG.NAME` with the host
/// architecture or its system appended, as it is, and `debian/NAME` for the main package; `--name`
/// puts its value before NAME. Sets `path`, empty when there is none. False after telling why.
bool FindPackageFile(const FileReader& files, BuildEnvironment* environment,
                     const BinaryPackage& package, std::string_view name,
                     std::string_view name_option, bool is_main_package, std::string* path,
                     Messages* messages);

}  // namespace container_app
