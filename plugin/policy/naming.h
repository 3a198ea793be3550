// SPDX-License-Identifier: GPL-2.0-or-later
// Names and paths of an app's package.
#pragma once

#include <string>
#include <string_view>

#include "base/rule.h"

namespace container_app {

inline constexpr Rule kPackageName{
    "package-name", "Prefix, app_id and suffix make a name that a Debian package can have."};

/// What goes around app_id in the name of the package; either part may be empty.
struct Affixes {
  std::string prefix;
  std::string suffix;
  /// No package: `container-app run` tries the app, beside an installed one, and nothing of it
  /// outlives a boot.
  bool trial = false;
};

/// Names and paths, all absolute where they are paths.
struct Names {
  Affixes affixes;
  std::string package;  ///< [PREFIX-]app_id[-SUFFIX], and `-trial` for a trial.
  std::string app_id;
  std::string share;         ///< /usr/share/container-apps/PACKAGE: what the package brings; of a
                             ///< trial /run/container-app-trial/PACKAGE.
  std::string lib;           ///< /var/lib/container-apps/PACKAGE: links to that, and state.
  std::string etc;           ///< /etc/container-apps/PACKAGE
  std::string secrets;       ///< ETC/secrets, a file for each generated secret.
  std::string run;           ///< /run/container-apps/PACKAGE
  std::string data;          ///< LIB/data, the default of CONTAINER_DATA_ROOT
  std::string unit;          ///< PACKAGE.service
  std::string recover_unit;  ///< PACKAGE-recover.service: begins the pause after a failure.
  std::string retry_unit;    ///< PACKAGE-retry.service: starts the failed app again.
  std::string wanted_unit;   ///< PACKAGE-wanted.service: active while somebody wants the app.
  std::string ready_unit;    ///< PACKAGE-ready.service: starts when the app is ready.
  std::string retry_timer;   ///< PACKAGE-retry.timer: the pause; made when it is needed.
};

/// `[prefix-]name[-suffix]`
std::string WithAffixes(std::string_view name, const Affixes& affixes);

/// Whether `name` may name a Debian package (Debian Policy 5.6.1); false with a sentence in
/// `reason`.
bool IsPackageName(std::string_view name, std::string* reason);

Names MakeNames(std::string_view app_id, const Affixes& affixes);

/// The name of a hook (`prestart.sh`, `20-keys.sh`) beside the app's Compose file.
std::string InstalledHookName(std::string_view hook);

/// Name of a watcher's units without `.path` or `.service`.
std::string WatcherStem(const Names& names, std::string_view watcher);

/// The affixes that make `package` of `app_id`, when they can be told: the package's name has to be
/// app_id, or to hold it between dashes or ends. False otherwise.
bool AffixesOf(std::string_view package, std::string_view app_id, Affixes* affixes);

}  // namespace container_app
