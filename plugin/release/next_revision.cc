// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/next_revision.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "deb/version.h"
#include "release/decision.h"
#include "release/published.h"
#include "release/rules.h"
#include "release/tree.h"

namespace container_app {
namespace {

/// Refuses when a tag of a build names a commit that `head` leads to.
bool CheckLatest(const Repository& repository, const std::vector<KnownBuild>& builds,
                 const std::string& head, Diagnostics* diagnostics) {
  std::string output;
  std::string error;
  if (!RunGit(repository,
              {"for-each-ref", "--contains", head, "--format=%(refname:strip=2)", "refs/tags"},
              &output, &error)) {
    return diagnostics->ReportFile(repository.top, kGit, error);
  }
  const auto names = Split(output, '\n');
  for (const KnownBuild& build : builds) {
    if (build.commit.empty() || build.commit == head) continue;
    if (std::find(names.begin(), names.end(), build.name) == names.end()) continue;
    return diagnostics->ReportFile(
        repository.top, kReleaseOvertaken,
        fmt::format("{} is a build of a later commit than {}", build.name, head.substr(0, 10)),
        "build the newest commit of the branch");
  }
  return true;
}

bool CheckHighest(const std::vector<KnownBuild>& builds, const TreeVersion& current,
                  Diagnostics* diagnostics) {
  for (const KnownBuild& build : builds) {
    // What another branch released above this version is of another line.
    if (build.elsewhere || CompareVersions(build.version, current.version) <= 0) continue;
    const bool has_file = !current.version_file.path.empty();
    return diagnostics->Report(
        {has_file ? &current.version_file : &current.changelog, has_file ? 1 : current.top.line, 1},
        kReleaseOvertaken,
        fmt::format("{} is below {} ({})", current.version, build.version, build.name),
        "merge the branch that released it");
  }
  return true;
}

}  // namespace

bool FindNextRevision(const FileReader& files, const Repository& repository,
                      const ReleasePolicy& policy, const DecisionOptions& options,
                      std::uint64_t* revision, std::string* why, Diagnostics* diagnostics) {
  std::string head;
  if (!ResolveCommit(repository, "--head", options.head.empty() ? "HEAD" : options.head, &head,
                     diagnostics)) {
    return false;
  }
  TreeVersion current;
  Tags tags;
  std::vector<KnownBuild>& builds = tags.builds;
  const Tree tree(files, repository, options.head.empty() ? "" : head);
  if (!ReadTreeVersion(tree, policy, &current, diagnostics) ||
      !ReadTags(repository, policy, head, &tags, diagnostics) ||
      !CheckLatest(repository, builds, head, diagnostics)) {
    return false;
  }
  if (repository.shallow && builds.empty()) {
    return diagnostics->ReportFile(repository.top, kGitShallow,
                                   "the clone is shallow and has no tag of a build",
                                   "git fetch --unshallow --tags");
  }
  if (builds.empty() && options.archive.empty() && !options.released &&
      !CheckTagForms(repository, policy, tags, current.top.source, diagnostics)) {
    return false;
  }
  if (!options.archive.empty()) {
    std::vector<KnownBuild> archived;
    if (!ReadArchiveBuilds(options.archive, current.top.source, &archived, diagnostics))
      return false;
    MarkElsewhere(tags.builds, &archived);
    builds.insert(builds.end(), archived.begin(), archived.end());
  }
  if (options.released && !options.released->empty()) {
    builds.push_back(BuildOf(*options.released, "--released"));
  }
  if (!CheckHighest(builds, current, diagnostics)) return false;
  for (const KnownBuild& build : builds) {
    if (build.commit != head || build.stable || build.version != current.version) continue;
    *revision = build.revision;
    *why = fmt::format("the revision is {}: this commit is {} already", *revision, build.name);
    return true;
  }
  ChangelogEntry none;
  *revision = NextRevision(builds, current.version, none, why);
  return true;
}

}  // namespace container_app
