// SPDX-License-Identifier: GPL-2.0-or-later
// What the reader of the folder and its files reports.
#pragma once

#include "base/rule.h"

namespace container_app {

inline constexpr Rule kDefinitionMissingFile{
    "definition-missing-file",
    "A definition holds metadata.yaml, docker-compose.yml and config.yml."};
inline constexpr Rule kDefinitionSymlink{"definition-symlink",
                                         "There are no symbolic links in a definition."};
inline constexpr Rule kDefinitionSpecial{
    "definition-special", "There are only regular files and folders in a definition."};
inline constexpr Rule kFileNameControl{"file-name-control",
                                       "Names of files are free of control characters."};
inline constexpr Rule kFileNameUtf8{"file-name-utf8", "Names of files are UTF-8."};
inline constexpr Rule kHookBoth{"hook-both", "There is prestart.sh or prestart.d/, not both."};
inline constexpr Rule kHookName{"hook-name",
                                "A stage in prestart.d/ is named NN-name or NN-name.sh."};
inline constexpr Rule kHookInterpreter{
    "hook-interpreter",
    "A hook starts with `#!` and an absolute path, or its name ends in .sh (bash)."};
inline constexpr Rule kHookCrlf{"hook-crlf", "Lines of a hook end in LF alone."};
inline constexpr Rule kHookTooLarge{"hook-too-large", "A hook has at most 1 MiB."};

inline constexpr const Rule* kDefinitionRules[] = {&kDefinitionMissingFile,
                                                   &kDefinitionSymlink,
                                                   &kDefinitionSpecial,
                                                   &kFileNameControl,
                                                   &kFileNameUtf8,
                                                   &kHookBoth,
                                                   &kHookName,
                                                   &kHookInterpreter,
                                                   &kHookCrlf,
                                                   &kHookTooLarge};

}  // namespace container_app
