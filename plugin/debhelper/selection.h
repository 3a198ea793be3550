// SPDX-License-Identifier: GPL-2.0-or-later
// Which of the source's packages a command acts on: -a -i -p -N --remaining-packages.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "debhelper/environment.h"
#include "debhelper/messages.h"
#include "debhelper/packages.h"

namespace container_app {

enum class OptionsOutcome {
  kRun,
  kNothingToDo,  ///< Warned as debhelper does; a success.
  kHelp,         ///< -h was given.
  kFailed,       ///< The reason has been told.
};

/// Takes the selecting options one by one, in the order they are given.
class PackageSelection {
 public:
  PackageSelection(const SourceControl& control, Messages* messages)
      : control_(control), messages_(messages) {}

  void AddKind(bool independent);               ///< -i or -a
  bool AddPackage(const std::string& name);     ///< -p; false after telling that it is unknown.
  bool Exclude(const std::string& name);        ///< -N; likewise.
  void LeaveOutLogged() { remaining_ = true; }  ///< --remaining-packages

  /// Ends DH_INTERNAL_OPTIONS: packages an earlier dh has not selected are out. Its selection
  /// itself does not bind, so that -p on the command line can narrow it.
  void ExcludeUnselected();

  /// The packages to act on, each once; warns as Dh_Getopt does when there are none.
  OptionsOutcome Resolve(const FileReader& files, BuildEnvironment* environment,
                         std::vector<std::string>* packages);

 private:
  bool RefuseUnknown(const std::string& name, std::string_view option);
  bool WarnNothingLeft(BuildEnvironment* environment);

  const SourceControl& control_;
  Messages* messages_;
  /// Without value as long as no option named any; an option that names none leaves it empty.
  std::optional<std::vector<std::string>> selected_;
  std::set<std::string> requested_;  ///< By -p.
  std::set<std::string> excluded_;
  std::set<std::string> internally_excluded_;
  bool requested_not_built_ = false;
  bool asked_by_kind_ = false;
  bool remaining_ = false;
};

/// The lines of debian/PKG.debhelper.log: commands that have acted on the package.
std::vector<std::string> ReadLog(const FileReader& files, const std::string& package);

}  // namespace container_app
