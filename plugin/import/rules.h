// SPDX-License-Identifier: GPL-2.0-or-later
// What `container-app init` reports of what it reads.
#pragma once

#include "base/rule.h"

namespace container_app {

inline constexpr Rule kImportNothing{
    "import-nothing", "What is imported is a Compose file, or a folder that has one."};
inline constexpr Rule kImportMerge{"import-merge",
                                   "Files that belong together (`include`, `extends`, several "
                                   "files) are joined by Docker Compose."};
inline constexpr Rule kImportEnvLine{"import-env-line",
                                     "A line of an environment file is of the form NAME=value."};
inline constexpr Rule kImportName{"import-name",
                                  "An app has a name with a letter or digit from a to z."};
inline constexpr Rule kInitExists{"init-exists",
                                  "`container-app init` replaces nothing without `--force`."};
inline constexpr Rule kInitSync{
    "init-sync", "`--sync` finds what the definition was imported from, and can join the two."};

inline constexpr Rule kInitConflict{"init-conflict",
                                    "Upstream and the maintainer did not change the same place.",
                                    Severity::kWarning};

inline constexpr const Rule* kImportRules[] = {&kImportNothing, &kImportMerge, &kImportEnvLine,
                                               &kImportName,    &kInitExists,  &kInitSync,
                                               &kInitConflict};

}  // namespace container_app
