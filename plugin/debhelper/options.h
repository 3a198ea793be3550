// SPDX-License-Identifier: GPL-2.0-or-later
// The options every debhelper command shares, and the packages they select.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "debhelper/environment.h"
#include "debhelper/messages.h"
#include "debhelper/packages.h"
#include "debhelper/selection.h"

namespace container_app {

/// What DH_INTERNAL_OPTIONS, DH_OPTIONS, the command line and the DH_* variables come to.
struct DhOptions {
  bool verbose = false;
  bool quiet = false;
  bool no_act = false;
  bool no_scripts = false;                      ///< -n
  bool only_scripts = false;                    ///< -o
  bool all_packages = false;                    ///< -A
  bool d_flag = false;                          ///< -d
  std::vector<std::string> exclude;             ///< -X and DH_ALWAYS_EXCLUDE
  std::optional<std::string> temporary_folder;  ///< -P
  std::optional<std::string> main_package;
  std::optional<std::string> name;
  std::optional<std::string> error_handler;
  std::optional<std::string> debug_package;
  std::optional<std::string> v_flag;
  std::vector<std::string> parameters;  ///< -u and what follows `--`.
  std::vector<std::string> arguments;   ///< Neither an option nor after `--`.
  std::vector<std::string> packages;    ///< To act on, in debhelper's order.

  /// Where the package is put together: `debian/PKG` or the folder of -P.
  std::string PackageFolder(const std::string& package) const;
};

/// Reads the options as Dh_Getopt and Dh_Lib's init() do, message for message where they warn.
OptionsOutcome ReadOptions(const std::vector<std::string>& arguments, const FileReader& files,
                           BuildEnvironment* environment, const SourceControl& control,
                           DhOptions* options, Messages* messages);

}  // namespace container_app
