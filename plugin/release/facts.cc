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
    if (!ReadTags(repository_, policy_, head_, &tags_, diagnostics_)) return false;
    facts_.builds = tags_.builds;
    if (!FindReleased() || !FindBase()) return false;
    range_.head = head_;
    range_.read_squash_bodies = policy_.squash_body == "read";
    return range_.base.empty() || ReadChanges(repository_, range_, &facts_.history, diagnostics_);
  }

 private:
  bool FindReleased() {
    facts_.other_tags = FormsOfTags(tags_.others, facts_.current.top.source);
    std::vector<KnownBuild> archived;
    if (!options_.archive.empty()) {
      if (!ReadArchiveBuilds(options_.archive, facts_.current.top.source, &archived,
                             diagnostics_)) {
        return false;
      }
      MarkElsewhere(tags_.builds, &archived);
      facts_.builds.insert(facts_.builds.end(), archived.begin(), archived.end());
    }
    if (options_.released) {
      facts_.released_from = ReleasedFrom::kOption;
      return options_.released->empty() || TakeOption();
    }
    const bool from_archive = !options_.archive.empty();
    facts_.released_from = from_archive ? ReleasedFrom::kArchive : ReleasedFrom::kTags;
    const KnownBuild* latest =
        LatestStable(from_archive ? archived : tags_.builds, facts_.current.version);
    if (latest) {
      return (from_archive || CheckNotRaised(repository_, tags_, *latest, diagnostics_)) &&
             Take(*latest);
    }
    if (from_archive) return true;
    if (repository_.shallow) {
      return diagnostics_->ReportFile(repository_.top, kGitShallow,
                                      "the clone is shallow and has no tag of a release",
                                      std::string(kFetch));
    }
    return CheckTagForms(repository_, policy_, tags_, facts_.current.top.source, diagnostics_);
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
      return ResolveCommit(repository_, "--base", options_.base, &range_.base, diagnostics_) &&
             CheckShallow() && FindCycle();
    }
    if (!facts_.released) return true;
    const KnownBuild* tag = ReleasedTag();
    if (!tag) {
      return diagnostics_->ReportFile(
          repository_.top, kReleaseBase,
          fmt::format("there is no tag '{}', so the released commit is not known",
                      FillPattern(policy_.stable_tags, facts_.released->version, 1)),
          repository_.shallow ? std::string(kFetch)
                              : "give the commit to count changes from with --base");
    }
    facts_.since = tag->name;
    return ResolveCommit(repository_, "tag", tag->commit, &range_.base, diagnostics_) &&
           CheckShallow();
  }

  const KnownBuild* ReleasedTag() const {
    const KnownBuild* tag = nullptr;
    for (const KnownBuild& build : tags_.builds) {
      if (!facts_.released || !build.stable || build.version != facts_.released->version) continue;
      if (!tag || build.revision > tag->revision) tag = &build;
    }
    return tag;
  }

  /// Changes since --base may revert older ones of the same cycle.
  bool FindCycle() {
    const KnownBuild* tag = ReleasedTag();
    std::string output;
    std::string error;
    if (tag && RunGit(repository_, {"merge-base", "--is-ancestor", tag->commit, range_.base},
                      &output, &error)) {
      range_.cycle = tag->commit;
    }
    return true;
  }

  /// In a shallow clone, the changes between two commits are known only when one leads to the
  /// other.
  bool CheckShallow() {
    std::string output;
    std::string error;
    if (!repository_.shallow ||
        RunGit(repository_, {"merge-base", "--is-ancestor", range_.base, head_}, &output, &error)) {
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
  Tags tags_;
  HistoryRange range_;
};

}  // namespace

bool FindFacts(const FileReader& files, const Repository& repository, const ReleasePolicy& policy,
               const DecisionOptions& options, Facts* facts, Diagnostics* diagnostics) {
  return Finder(files, repository, policy, options, facts, diagnostics).Run();
}

}  // namespace container_app
