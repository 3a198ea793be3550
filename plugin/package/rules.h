// SPDX-License-Identifier: GPL-2.0-or-later
// What the maker of source packages reports.
#pragma once

#include "base/rule.h"

namespace container_app {

inline constexpr Rule kSourceName{"source-name", "A source package has a name that dpkg takes."};
inline constexpr Rule kSourceDistribution{"source-distribution",
                                          "`--distribution` is the name of a suite."};
inline constexpr Rule kSourceVersion{"source-version",
                                     "A source package has one version, and dpkg takes it."};
inline constexpr Rule kSourceMaintainer{"source-maintainer",
                                        "A source package has one maintainer, `Name <address>`."};
inline constexpr Rule kSourceDuplicate{
    "source-duplicate", "Each definition of a source package makes a package of another name."};
inline constexpr Rule kSourceAffixes{
    "source-affixes", "`@` in a relation can be resolved from the name of the package."};
inline constexpr Rule kSourceExists{
    "source-exists", "What `container-app source` writes replaces nothing without `--force`."};

inline constexpr Rule kFileShared{
    "file-shared", "Packages of a source that can be installed together have no file in common."};

/// The dashboard names the item of a card `registry-` and this name.
inline constexpr Rule kCardShared{
    "card-shared", "Cards of a source are told apart by the service that a proxy connects to.",
    Severity::kWarning};

/// Of a definition; reported where Docker Compose is installed.
inline constexpr Rule kComposeRefused{
    "compose-refused", "Docker Compose accepts the files; it is asked where it is installed."};

inline constexpr const Rule* kOpinionRules[] = {&kComposeRefused};

inline constexpr const Rule* kPackageRules[] = {
    &kSourceName,    &kSourceDistribution, &kSourceVersion, &kSourceMaintainer, &kSourceDuplicate,
    &kSourceAffixes, &kSourceExists,       &kFileShared,    &kCardShared};

}  // namespace container_app
