// SPDX-License-Identifier: GPL-2.0-or-later
// What the readers of Debian files report.
#pragma once

#include "base/rule.h"

namespace container_app {

inline constexpr Rule kArchiveIndex{
    "archive-index", "A file that is named as an archive is an index of packages, and whole."};
inline constexpr Rule kArchiveEmpty{
    "archive-empty", "A folder that is named as an archive holds an index of packages."};
inline constexpr Rule kControlSyntax{"control-syntax",
                                     "A file of fields is written as deb822(5) says."};
inline constexpr Rule kChangelogHeading{
    "changelog-heading", "The heading of a changelog entry is written as deb-changelog(5) says."};
inline constexpr Rule kChangelogTrailer{
    "changelog-trailer", "A changelog entry ends in a line ` -- Name <address>  date`."};
inline constexpr Rule kChangelogDate{
    "changelog-date", "The date of a changelog entry is written as `date -R` writes it."};
inline constexpr Rule kChangelogVersion{"changelog-version",
                                        "The version of a changelog entry is one that dpkg takes."};
inline constexpr Rule kChangelogEntry{
    "changelog-entry", "The top entry of a changelog is whole and has at least one change."};
inline constexpr Rule kChangelogLineEnds{
    "changelog-line-ends", "Lines of the top changelog entry end in LF, the last one too."};
inline constexpr Rule kChangelogSource{
    "changelog-source", "The changelog is that of the source package in debian/control."};
inline constexpr Rule kChangelogOrder{"changelog-order",
                                      "A new changelog entry is above the one at the top."};
inline constexpr Rule kChangelogDateOrder{"changelog-date-order",
                                          "A changelog entry is not older than the one below it."};

inline constexpr const Rule* kDebRules[] = {
    &kArchiveIndex,      &kArchiveEmpty,    &kControlSyntax,    &kChangelogHeading,
    &kChangelogTrailer,  &kChangelogDate,   &kChangelogVersion, &kChangelogEntry,
    &kChangelogLineEnds, &kChangelogSource, &kChangelogOrder,   &kChangelogDateOrder};

}  // namespace container_app
