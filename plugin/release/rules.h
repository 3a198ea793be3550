// SPDX-License-Identifier: GPL-2.0-or-later
// What the release verbs report.
#pragma once

#include "base/rule.h"

namespace container_app {

inline constexpr Rule kAppVersion{"app-version", "The version of an app can be read and raised."};
inline constexpr Rule kBumpDue{"bump-due", "A change that is released has a version of its own."};
inline constexpr Rule kChangelogAhead{"changelog-ahead",
                                      "The changelog has no version above the one that is due."};
inline constexpr Rule kChangelogRevision{"changelog-revision",
                                         "The changelog has a revision where the package has one."};
inline constexpr Rule kGit{"git", "The repository can be read with git."};
inline constexpr Rule kGitReference{"git-reference",
                                    "A reference that is named exists in the repository."};
inline constexpr Rule kGitShallow{"git-shallow",
                                  "The repository has the history that the decision needs."};
inline constexpr Rule kReleaseApp{"release-app",
                                  "An app of `--app` is a folder of the repository."};
inline constexpr Rule kReleaseBase{"release-base", "The base of a change is in its history."};
inline constexpr Rule kReleaseDetached{"release-detached", "A bump is made on a branch."};
inline constexpr Rule kReleaseDirty{
    "release-dirty", "Files that a bump writes have no changes that are not committed."};
inline constexpr Rule kReleaseInterrupted{
    "release-interrupted", "A bump that was interrupted can be finished or taken back."};
inline constexpr Rule kReleaseJournal{"release-journal",
                                      "The record of an interrupted bump can be read."};
inline constexpr Rule kReleaseLink{"release-link",
                                   "No folder of a file that a bump writes is a symbolic link."};
inline constexpr Rule kReleaseMaintainer{
    "release-maintainer", "A new changelog entry has the name and address of a person."};
inline constexpr Rule kReleaseMerge{"release-merge",
                                    "A bump is made of the change that is merged."};
inline constexpr Rule kReleaseOvertaken{"release-overtaken",
                                        "No other build has taken the revision."};
inline constexpr Rule kReleasePolicy{
    "release-policy",
    "debian/container-app.release has known fields with values that can be used."};
inline constexpr Rule kReleaseRace{"release-race",
                                   "No other program changes a file while a bump writes it."};
inline constexpr Rule kReleasedVersion{"released-version",
                                       "A version that was released is one that dpkg takes."};
inline constexpr Rule kVersionArchive{"version-archive",
                                      "The version is above what the archive has."};
inline constexpr Rule kVersionBehind{"version-behind",
                                     "The version is not below what was released."};
inline constexpr Rule kVersionChangelog{"version-changelog",
                                        "The version and the top of debian/changelog agree."};
inline constexpr Rule kVersionDiffers{"version-differs",
                                      "All files that hold the version have the same."};
inline constexpr Rule kVersionFell{"version-fell", "The version does not go down."};
inline constexpr Rule kVersionFile{"version-file",
                                   "The version file holds one version, and nothing else."};
inline constexpr Rule kVersionPattern{
    "version-pattern", "A file with the version has it where its pattern says, once."};
inline constexpr Rule kVersionTouched{"version-touched",
                                      "A change leaves the version to the bump."};

inline constexpr const Rule* kReleaseRules[] = {&kAppVersion,
                                                &kBumpDue,
                                                &kChangelogAhead,
                                                &kChangelogRevision,
                                                &kGit,
                                                &kGitReference,
                                                &kGitShallow,
                                                &kReleaseApp,
                                                &kReleaseBase,
                                                &kReleaseDetached,
                                                &kReleaseDirty,
                                                &kReleaseInterrupted,
                                                &kReleaseJournal,
                                                &kReleaseLink,
                                                &kReleaseMaintainer,
                                                &kReleaseMerge,
                                                &kReleaseOvertaken,
                                                &kReleasePolicy,
                                                &kReleaseRace,
                                                &kReleasedVersion,
                                                &kVersionArchive,
                                                &kVersionBehind,
                                                &kVersionChangelog,
                                                &kVersionDiffers,
                                                &kVersionFell,
                                                &kVersionFile,
                                                &kVersionPattern,
                                                &kVersionTouched};

}  // namespace container_app
