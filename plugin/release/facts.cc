// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/facts.h"

#include <fmt/format.h>

#include "base/text.h"
#include "deb/version.h"
#include "release/rules.h"

namespace container_app {
namespace {

constexpr std::string_view kFetch = "git fetch --unshallow --tags";

class Finder {
 public:
  Finder(const FileReader& files, const Repository& repository, const ReleasePolicy& policy,
         const DecisionOptions& options, Facts* facts, Diagnostics* diagnostics)
      : files_(files),
        repository_(repository),
        policy_(policy),
        options_(options),
        facts_(*facts),
        diagnostics_(diagnostics) {}

  bool Run() {
    facts_.level = options_.level;
    const std::string head = options_.head.empty() ? "HEAD" : options_.head;
    if (!ResolveCommit(repository_, "--head", head, &head_, diagnostics_)) return false;
    const Tree tree(files_, repository_, options_.head.empty() ? "" : head_);
    if (!ReadTreeVersion(tree, policy_, &facts_.current, diagnostics_)) return false;
    if (!ReadTags(repository_, policy_, &facts_.builds, diagnostics_)) return false;
    if (!FindReleased() || !FindBase()) return false;
    return base_.empty() || ReadChanges(repository_, base_, head_, &facts_.changes, diagnostics_);
  }

 private:
  bool FindReleased() {
    const std::vector<KnownBuild> tagged = facts_.builds;
    std::vector<KnownBuild> archived;
    if (!options_.archive.empty()) {
      if (!ReadArchiveBuilds(options_.archive, facts_.current.top.source, &archived,
                             diagnostics_)) {
        return false;
      }
      facts_.builds.insert(facts_.builds.end(), archived.begin(), archived.end());
    }
    const KnownBuild* latest = nullptr;
    if (options_.released) {
      facts_.released_from = ReleasedFrom::kOption;
      if (options_.released->empty()) return true;
      return TakeOption();
    }
    if (!options_.archive.empty()) {
      facts_.released_from = ReleasedFrom::kArchive;
      latest = LatestStable(archived);
    } else {
      facts_.released_from = ReleasedFrom::kTags;
      latest = LatestStable(tagged);
      if (!latest && repository_.shallow) {
        return diagnostics_->ReportFile(repository_.top, kGitShallow,
                                        "the clone is shallow and has no tag of a release",
                                        std::string(kFetch));
      }
    }
    return !latest || Take(*latest);
  }

  bool TakeOption() {
    Version parts;
    std::string reason;
    if (!ParseVersion(*options_.released, &parts, &reason)) {
      return diagnostics_->ReportFile(
          "", kReleasedVersion,
          fmt::format("--released: '{}' is not a valid version: {}", *options_.released, reason),
          "write it as the archive has it, such as 1.2.3-4");
    }
    const KnownBuild build = BuildOf(*options_.released, "");
    facts_.builds.push_back(build);
    return Take(build);
  }

  bool Take(const KnownBuild& build) {
    ReleaseVersion version;
    std::string reason;
    std::string fix;
    if (!ParseReleaseVersion(build.version, &version, &reason, &fix)) {
      return diagnostics_->ReportFile(build.name, kReleasedVersion,
                                      fmt::format("published is {}: {}", build.full, reason),
                                      "give the release to count from with --released");
    }
    facts_.released = build;
    return true;
  }

  /// Where the changes begin.
  bool FindBase() {
    if (!options_.base.empty()) {
      facts_.since = options_.base;
      return ResolveCommit(repository_, "--base", options_.base, &base_, diagnostics_) &&
             CheckShallow();
    }
    if (!facts_.released) return true;
    std::vector<KnownBuild> tagged;
    for (const KnownBuild& build : facts_.builds) {
      if (!build.commit.empty() && build.stable) tagged.push_back(build);
    }
    const KnownBuild* tag = LastBuildOf(tagged, facts_.released->version);
    if (!tag) {
      return diagnostics_->ReportFile(
          repository_.top, kReleaseBase,
          fmt::format("there is no tag '{}', so the released commit is not known",
                      FillPattern(policy_.stable_tags, facts_.released->version, 1)),
          repository_.shallow ? std::string(kFetch)
                              : "give the commit to count changes from with --base");
    }
    facts_.since = tag->name;
    return ResolveCommit(repository_, "tag", tag->commit, &base_, diagnostics_) && CheckShallow();
  }

  /// In a shallow clone, the changes between two commits are known only when one leads to the
  /// other.
  bool CheckShallow() {
    std::string output;
    std::string error;
    if (!repository_.shallow ||
        RunGit(repository_, {"merge-base", "--is-ancestor", base_, head_}, &output, &error)) {
      return true;
    }
    return diagnostics_->ReportFile(
        repository_.top, kGitShallow,
        fmt::format("the clone is shallow and does not reach back to {}", facts_.since),
        std::string(kFetch));
  }

  const FileReader& files_;
  const Repository& repository_;
  const ReleasePolicy& policy_;
  const DecisionOptions& options_;
  Facts& facts_;
  Diagnostics* diagnostics_;
  std::string head_;
  std::string base_;
};

}  // namespace

bool FindFacts(const FileReader& files, const Repository& repository, const ReleasePolicy& policy,
               const DecisionOptions& options, Facts* facts, Diagnostics* diagnostics) {
  return Finder(files, repository, policy, options, facts, diagnostics).Run();
}

}  // namespace container_app
