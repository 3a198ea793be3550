// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/release_verbs.h: the verb `release changelog`.
#include <algorithm>
#include <cstdio>
#include <memory>

#include "cli/common.h"
#include "cli/release_verbs.h"
#include "deb/changelog.h"
#include "release/changes.h"

namespace container_app {
namespace {

struct ChangelogOptions {
  ReleaseOptions release;
  std::string since;
  bool all = false;
};

bool FindBullets(const ChangelogOptions& options, std::vector<std::string>* bullets,
                 Diagnostics* diagnostics) {
  Release release;
  HistoryRange range;
  History history;
  const std::string& reference = options.release.decision.head;
  if (!OpenRelease(options.release, &release, diagnostics) ||
      !ResolveCommit(release.repository, "--since", options.since, &range.base, diagnostics) ||
      !ResolveCommit(release.repository, "--head", reference.empty() ? "HEAD" : reference,
                     &range.head, diagnostics) ||
      !ReadChanges(release.repository, range, &history, diagnostics)) {
    return false;
  }
  std::vector<const Change*> chosen;
  for (const Change& change : history.changes) {
    if (!change.cancelled_with.empty()) continue;
    if (options.all || !AffectingPath(release.policy, change).empty()) chosen.push_back(&change);
  }
  for (const Bullet& bullet : BulletsOf(chosen)) bullets->push_back(bullet.text);
  return true;
}

int Changelog(const ChangelogOptions& options) {
  Diagnostics diagnostics;
  std::vector<std::string> bullets;
  const bool good = FindBullets(options, &bullets, &diagnostics);
  PrintFindings(diagnostics, false);
  if (!good) return std::max(StatusOf(diagnostics), static_cast<int>(kExitFindings));
  const std::string text = FormatChangelogChanges(bullets);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kExitOk;
}

}  // namespace

std::function<int()> AddReleaseChangelogVerb(Command command) {
  const auto options = std::make_shared<ChangelogOptions>();
  command.AddOption("--since", &options->since, "changes are those since this commit")
      .Required()
      .TypeName("REF");
  AddHeadOption(command, &options->release);
  AddPolicyOption(command, &options->release);
  command.AddFlag("--all", &options->all, "those that do not affect the package, too");
  return [options] { return Changelog(*options); };
}

}  // namespace container_app
