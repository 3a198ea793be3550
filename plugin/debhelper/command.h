// SPDX-License-Identifier: GPL-2.0-or-later
// dh_container_app: the debhelper command.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "debhelper/environment.h"
#include "debhelper/output.h"

// There is no "PROMISE: DH NOOP" for this command. dh could skip it for a source without a
// debian/PKG.container-app only by `pkgfile(container-app)`, which knows nothing of the definition
// at the top of a single-binary source: such a package would be built empty and without a word. An
// idle run costs a few milliseconds, a wrong promise a wrong package.

namespace container_app {

/// What is known of a package before its definition is read.
struct PackageRequest {
  std::string package;
  std::string definition_folder;  ///< Relative to the top of the source package.
  std::string version;            ///< From debian/PKG.changelog or debian/changelog.
  std::string architecture;       ///< Of the .deb.
  int compat = 0;
};

/// Makes the output for a package from its definition. False when `diagnostics` got an error.
using PackageBuilder = std::function<bool(const PackageRequest&, PackageOutput*, Diagnostics*)>;

/// Checks the source package as a whole. False when `diagnostics` got an error.
using SourceChecker = std::function<bool(Diagnostics*)>;

struct DhContext {
  FileSystem* files = nullptr;  ///< Relative paths start at the top of the source package.
  Environment environment;
  std::ostream* out = nullptr;
  std::ostream* err = nullptr;
  std::string version;  ///< Of this command, for the section headings.
  PackageBuilder build;
  SourceChecker check;  ///< Called first; may be empty.
};

/// Exit status of a debhelper command that failed; dh stops at any but 0.
inline constexpr int kDhFailure = 25;

/// Runs the command and returns its exit status. When any selected package has an error, nothing is
/// written for any of them.
int RunDhContainerApp(const std::vector<std::string>& arguments, const DhContext& context);

}  // namespace container_app
