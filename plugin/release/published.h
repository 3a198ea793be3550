// SPDX-License-Identifier: GPL-2.0-or-later
// Published versions, as tags, an archive or the caller names them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "deb/changelog.h"
#include "release/release_policy.h"
#include "release/repository.h"
#include "release/tag_forms.h"

namespace container_app {

/// A build that is published: no other build may have its version and revision.
struct KnownBuild {
  std::string version;         ///< `X.Y.Z`, without epoch and revision.
  std::uint64_t revision = 0;  ///< 0: none.
  std::string name;            ///< The tag, or the index of the archive.
  std::string commit;          ///< What the tag names; else empty.
  bool stable = false;
  /// A tag names a commit that the branch does not lead to: another branch released it.
  bool elsewhere = false;
  std::string full;  ///< The version as it was written; of a tag `X.Y.Z` or `X.Y.Z+N`.
};

struct Tags {
  std::vector<KnownBuild> builds;   ///< One for each tag that fits a pattern of the policy.
  std::vector<std::string> others;  ///< Names of all other tags.
  /// Those of them that the branch leads to and that are named as Stable-Tags says, but whose
  /// version cannot be raised: 2026.07.22.
  std::vector<KnownBuild> not_raised;
};

/// Reads the tags, for a branch that ends at `head` (a hash). As DEP-14 has it, `%` in a tag stands
/// for `:` and `_` for `~`.
bool ReadTags(const Repository& repository, const ReleasePolicy& policy, const std::string& head,
              Tags* tags, Diagnostics* diagnostics);

/// Asked when no tag of the branch is that of a stable release. Error `release-tags` when tags of
/// other forms carry versions: then they do not tell what is released.
bool CheckTagForms(const Repository& repository, const ReleasePolicy& policy, const Tags& tags,
                   std::string_view source, Diagnostics* diagnostics);

/// Asked when `latest` is the highest stable one of the tags. Error `release-tags` when a tag of
/// the policy has a higher version, which cannot be raised: then `latest` is not what was released
/// last.
bool CheckNotRaised(const Repository& repository, const Tags& tags, const KnownBuild& latest,
                    Diagnostics* diagnostics);

/// Marks what an archive has and only other branches have tags of.
void MarkElsewhere(const std::vector<KnownBuild>& tagged, std::vector<KnownBuild>* archived);

/// Builds of `source` that an archive has; a version with `~` before its revision is not stable.
bool ReadArchiveBuilds(const std::string& archive, std::string_view source,
                       std::vector<KnownBuild>* builds, Diagnostics* diagnostics);

/// A version as a build: `1:1.2.3-4` is revision 4 of `1.2.3`.
KnownBuild BuildOf(const std::string& version, std::string name);

/// The highest stable one by dpkg's order, or nullptr. What other branches released above `version`
/// is of another line (2.0.0, while this branch keeps up 1.2.x) and does not count.
const KnownBuild* LatestStable(const std::vector<KnownBuild>& builds, std::string_view version);

/// The lowest stable one that another branch released above `version`, or nullptr: this branch has
/// to stay below it.
const KnownBuild* LowestElsewhere(const std::vector<KnownBuild>& builds, std::string_view version);

/// The one of `version` with the highest revision, or nullptr.
const KnownBuild* LastBuildOf(const std::vector<KnownBuild>& builds, std::string_view version);

/// The next revision of `version` that no build has, and in `why` how that is known. `top` is the
/// changelog's top entry; UNRELEASED it counts for nothing.
std::uint64_t NextRevision(const std::vector<KnownBuild>& builds, const std::string& version,
                           const ChangelogEntry& top, std::string* why);

/// A pattern such as `v{version}+{revision}` with its parts filled in.
std::string FillPattern(std::string_view pattern, std::string_view version, std::uint64_t revision);

}  // namespace container_app
