// SPDX-License-Identifier: GPL-2.0-or-later
// What the release verbs report.
#pragma once

#include "base/rule.h"

namespace container_app {

inline constexpr Rule kAppVersion{
    "app-version", "An app that changed has a higher version, and it can be raised."};
inline constexpr Rule kBumpDue{"bump-due", "A merge has the bump that its changes call for."};
inline constexpr Rule kChangelogAhead{
    "changelog-ahead", "The top changelog entry is not above the version that is due."};
inline constexpr Rule kChangelogRevision{"changelog-revision", "A native package has no revision."};
inline constexpr Rule kGit{"git", "git can be run on the repository."};
inline constexpr Rule kGitReference{"git-reference",
                                    "A commit that is named exists in the repository."};
inline constexpr Rule kGitShallow{
    "git-shallow", "The repository has as much of the history as the decision needs."};
inline constexpr Rule kReleaseApp{
    "release-app", "A folder that is named as an app holds one, within the repository."};
inline constexpr Rule kReleaseBase{"release-base",
                                   "A tag or an option tells which commit was released."};
inline constexpr Rule kReleaseDetached{"release-detached", "A bump is made on a branch."};
inline constexpr Rule kReleaseDirty{
    "release-dirty", "Files that a bump writes have no changes that are not committed."};
inline constexpr Rule kReleaseInterrupted{"release-interrupted",
                                          "A bump that was interrupted can be finished or undone."};
inline constexpr Rule kReleaseJournal{"release-journal",
                                      "The record of an interrupted bump can be read."};
inline constexpr Rule kReleaseLink{"release-link",
                                   "A bump does not write through a symbolic link."};
inline constexpr Rule kReleaseMaintainer{"release-maintainer",
                                         "A changelog entry has the name and address of a person."};
inline constexpr Rule kReleaseMerge{"release-merge",
                                    "A merge has a name that can be written into a changelog."};
inline constexpr Rule kReleaseOvertaken{"release-overtaken",
                                        "No later commit and no higher version is released."};
inline constexpr Rule kReleasePolicy{
    "release-policy",
    "debian/container-app.release has the fields it may have, with values of their form."};
inline constexpr Rule kReleaseRace{"release-race",
                                   "No other program changes the files while a bump writes them."};
inline constexpr Rule kReleaseTags{
    "release-tags", "Tags that carry versions have names of the form that the policy gives."};
inline constexpr Rule kReleasedVersion{"released-version",
                                       "A version that is released has a form that can be raised."};
inline constexpr Rule kVersionArchive{"version-archive",
                                      "The version is above what the archive has."};
inline constexpr Rule kVersionBehind{"version-behind",
                                     "The version is not below what is released."};
inline constexpr Rule kVersionChangelog{
    "version-changelog", "The version and the top of debian/changelog are the same."};
inline constexpr Rule kVersionDiffers{"version-differs",
                                      "All files that hold the version hold the same."};
inline constexpr Rule kVersionFell{"version-fell", "A change lowers no version."};
inline constexpr Rule kVersionFile{"version-file",
                                   "The version file is one line with one version."};
inline constexpr Rule kVersionPattern{
    "version-pattern", "A pattern of the policy finds the version in its file, once."};
inline constexpr Rule kVersionNotCompared{
    "version-not-compared", "A file VERSION without a policy is one line with a version.",
    Severity::kWarning};
inline constexpr Rule kVersionTaken{
    "version-taken", "A version that is due is below those that other branches released above."};
inline constexpr Rule kVersionTouched{
    "version-touched",
    "The change of an author leaves versions and changelog to the orchestrator."};

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
                                                &kReleaseTags,
                                                &kReleasedVersion,
                                                &kVersionArchive,
                                                &kVersionBehind,
                                                &kVersionChangelog,
                                                &kVersionDiffers,
                                                &kVersionFell,
                                                &kVersionFile,
                                                &kVersionNotCompared,
                                                &kVersionPattern,
                                                &kVersionTaken,
                                                &kVersionTouched};

}  // namespace container_app
