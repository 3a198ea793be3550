// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/verify.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "deb/version.h"
#include "release/decision.h"
#include "release/history.h"
#include "release/merges.h"
#include "release/published.h"
#include "release/rules.h"
#include "release/verify_apps.h"
#include "release/verify_tree.h"
#include "release/version_files.h"

namespace container_app {
namespace {

constexpr std::string_view kBump = "container-app release bump";

std::string FilesOf(const ReleasePolicy& policy) {
  return policy.version_file.empty() ? policy.changelog
                                     : policy.version_file + " and " + policy.changelog;
}

/// The change between two commits, or up to the work tree.
class ChangeVerifier {
 public:
  ChangeVerifier(const FileReader& files, const Repository& repository, const ReleasePolicy& policy,
                 const DecisionOptions& options, VerifyMode mode, std::vector<std::string>* notes,
                 Diagnostics* diagnostics)
      : files_(files),
        repository_(repository),
        policy_(policy),
        options_(options),
        mode_(mode),
        notes_(*notes),
        diagnostics_(diagnostics) {}

  bool Run() {
    if (!FindCommits() || !FindPaths()) return false;
    const Tree head(files_, repository_, options_.head.empty() ? "" : head_);
    const Tree fork(files_, repository_, fork_);
    const Tree base(files_, repository_, base_);
    const ErrorMark errors(*diagnostics_);
    if (mode_ == VerifyMode::kAuthor) {
      Author(fork, head);
    } else {
      Merge(base, head);
    }
    VerifyApps(policy_, paths_, fork, head, diagnostics_);
    return errors.none();
  }

 private:
  bool FindCommits() {
    return ResolveCommit(repository_, "--base", options_.base, &base_, diagnostics_) &&
           ResolveCommit(repository_, "--head", options_.head.empty() ? "HEAD" : options_.head,
                         &head_, diagnostics_) &&
           FindForkOf(repository_, options_.base, base_, head_, &fork_, diagnostics_);
  }

  bool FindPaths() {
    std::string output;
    std::string error;
    std::vector<std::string> words{"diff",         "--name-only",   "-z",
                                   "--no-renames", "--no-ext-diff", fork_};
    if (!options_.head.empty()) words.push_back(head_);
    words.emplace_back("--");
    if (!RunGit(repository_, words, &output, &error)) {
      return diagnostics_->ReportFile(repository_.top, kGit, error);
    }
    for (const std::string_view path : Split(output, '\0')) {
      if (!path.empty()) paths_.emplace_back(path);
    }
    return true;
  }

  bool Touches(const std::string& path) const {
    return std::find(paths_.begin(), paths_.end(), path) != paths_.end();
  }

  void Author(const Tree& fork, const Tree& head) {
    for (const std::string& path :
         {policy_.version_file, policy_.changelog, std::string(kMergesFile)}) {
      if (!path.empty() && Touches(path)) RefuseTouch(path);
    }
    for (const VersionedFile& pattern : policy_.files) {
      if (!Touches(pattern.path)) continue;
      std::string before;
      std::string after;
      if (ReadVersion(fork, pattern, &before) && ReadVersion(head, pattern, &after) &&
          before != after) {
        RefuseTouch(pattern.path);
      }
    }
    SayWhatIsDue();
  }

  void RefuseTouch(const std::string& path) {
    diagnostics_->ReportFile(
        path, kVersionTouched, "the change touches it",
        fmt::format("git checkout {} -- {}; the orchestrator raises the version at the merge",
                    fork_.substr(0, 10), path));
  }

  static bool ReadVersion(const Tree& tree, const VersionedFile& pattern, std::string* version) {
    SourceFile file;
    std::string error;
    std::size_t offset = 0;
    Diagnostics unused;
    return tree.Read(pattern.path, &file, &error) &&
           FindVersion(file, pattern, &offset, version, &unused);
  }

  /// For an old branch the decision may fail: then there is no note.
  void SayWhatIsDue() {
    Decision decision;
    Diagnostics unused;
    if (!Decide(files_, repository_, policy_, options_, &decision, &unused)) return;
    if (decision.next_version == decision.version) {
      notes_.push_back(fmt::format("no bump is due at the merge: {} stays", decision.version));
    } else {
      notes_.push_back(
          fmt::format("a bump from {} to {} is due at the merge; the orchestrator "
                      "makes it",
                      decision.version, decision.next_version));
    }
  }

  void Merge(const Tree& base, const Tree& head) {
    TreeVersion before;
    TreeVersion after;
    Diagnostics unused;
    if (!ReadTreeVersion(head, policy_, &after, &unused)) return;  // VerifyTree() reports it.
    // A base whose files have errors is not compared: this change may fix them.
    if (ReadTreeVersion(base, policy_, &before, &unused)) Compare(before, after);
    if (diagnostics_->has_errors()) return;  // An error may be the reason for a bump.
    Decision decision;
    if (!Decide(files_, repository_, policy_, options_, &decision, diagnostics_)) return;
    if (decision.action == Action::kNothing || decision.action == Action::kExtend) return;
    diagnostics_->Report(VersionPlace(after), kBumpDue,
                         fmt::format("a bump from {} to {} is due: {}", decision.version,
                                     decision.next_version, decision.changes),
                         fmt::format("{} --base {}", kBump, options_.base));
  }

  void Compare(const TreeVersion& before, const TreeVersion& after) {
    if (CompareVersions(after.version, before.version) < 0) {
      diagnostics_->Report(
          VersionPlace(after), kVersionFell,
          fmt::format("the version falls from {} to {}", before.version, after.version),
          "versions only rise; write the higher one");
    }
    if (CompareVersions(after.top.version, before.top.version) < 0) {
      diagnostics_->Report(
          TopPlace(after), kVersionFell,
          fmt::format("the changelog falls from {} to {}", before.top.version, after.top.version),
          "versions only rise; keep the entries that were there");
    }
  }

  const FileReader& files_;
  const Repository& repository_;
  const ReleasePolicy& policy_;
  const DecisionOptions& options_;
  VerifyMode mode_;
  std::vector<std::string>& notes_;
  Diagnostics* diagnostics_;
  std::string base_;
  std::string head_;
  std::string fork_;  ///< The last commit that both have.
  std::vector<std::string> paths_;
};

/// Says which tags are passed over. False when these may be all that tells what is published.
bool VerifyTags(const Repository& repository, const ReleasePolicy& policy, const Tags& tags,
                const DecisionOptions& options, const TreeVersion& current,
                std::vector<std::string>* notes, Diagnostics* diagnostics) {
  if (!options.released && options.archive.empty()) {
    const KnownBuild* latest = LatestStable(tags.builds, current.version);
    if (!latest) return CheckTagForms(repository, policy, tags, current.top.source, diagnostics);
    if (!CheckNotRaised(repository, tags, *latest, diagnostics)) return false;
  }
  const std::vector<TagForm> forms = FormsOfTags(tags.others, current.top.source);
  if (!forms.empty()) {
    notes->push_back(fmt::format("{}: they are passed over, since Stable-Tags is {}",
                                 TellForms(forms), policy.stable_tags));
  }
  return true;
}

/// Nothing that is published may be above the tree.
void VerifyPublished(const Tags& tags, const DecisionOptions& options, const TreeVersion& current,
                     Diagnostics* diagnostics) {
  std::vector<KnownBuild> builds;
  if (options.released) {
    if (!options.released->empty()) builds.push_back(BuildOf(*options.released, "--released"));
  } else if (!options.archive.empty()) {
    if (!ReadArchiveBuilds(options.archive, current.top.source, &builds, diagnostics)) return;
    MarkElsewhere(tags.builds, &builds);
  } else {
    builds = tags.builds;
  }
  const KnownBuild* latest = LatestStable(builds, current.version);
  if (latest && CompareVersions(current.version, latest->version) < 0) {
    diagnostics->Report(VersionPlace(current), kVersionBehind,
                        fmt::format("{} is below {}, which is published ({})", current.version,
                                    latest->version, latest->name),
                        "merge the branch that released it");
  }
  if (options.archive.empty() || !latest) return;
  // An entry that is not released yet has to be above what the archive has, or apt passes it over.
  const int order = CompareVersions(current.top.version, latest->full);
  if (order > 0 || (order == 0 && current.top.distribution != "UNRELEASED")) return;
  diagnostics->Report(TopPlace(current), kVersionArchive,
                      fmt::format("the archive has {} already, and the top entry is {} {}",
                                  latest->full, current.top.version, current.top.distribution),
                      fmt::format("raise it: {}", kBump));
}

}  // namespace

bool Verify(const FileReader& files, const Repository& repository, const ReleasePolicy& policy,
            const DecisionOptions& options, VerifyMode mode, std::vector<std::string>* notes,
            Diagnostics* diagnostics) {
  TreeVersion current;
  std::vector<SourceFile> extra;
  std::string head;
  Tags tags;
  if (!ResolveCommit(repository, "--head", options.head.empty() ? "HEAD" : options.head, &head,
                     diagnostics) ||
      !ReadTags(repository, policy, head, &tags, diagnostics)) {
    return false;
  }
  const ErrorMark errors(*diagnostics);
  VerifyTree(Tree(files, repository, options.head.empty() ? "" : head), policy, &current, &extra,
             diagnostics);
  // Without both versions there is nothing to compare.
  if (current.version.empty() || current.top.version.empty()) return false;
  if (!VerifyTags(repository, policy, tags, options, current, notes, diagnostics)) return false;
  if (mode == VerifyMode::kMerge) {
    VerifyPublished(tags, options, current, diagnostics);
  }
  notes->push_back(
      fmt::format("{} say {} ({})", FilesOf(policy), current.version, current.top.version));
  if (options.base.empty()) return errors.none();
  ChangeVerifier(files, repository, policy, options, mode, notes, diagnostics).Run();
  return errors.none();
}

}  // namespace container_app
