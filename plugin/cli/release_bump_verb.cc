// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/release_verbs.h: the verb `release bump`.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/common.h"
#include "cli/release_verbs.h"
#include "release/apply.h"
#include "release/merges.h"
#include "release/rules.h"

namespace container_app {
namespace {

struct BumpVerbOptions {
  ReleaseOptions release;
  BumpOptions bump;
  std::vector<std::string> apps;
};

std::string FromEnvironment(const char* first, const char* second) {
  for (const char* name : {first, second}) {
    const char* value = std::getenv(name);
    if (value && *value) return value;
  }
  return "";
}

std::string FromGit(const Repository& repository, const std::string& key) {
  std::string value;
  std::string error;
  return RunGit(repository, {"config", "--get", key}, &value, &error) ? std::string(Trim(value))
                                                                      : "";
}

/// `Name <address>` as dch(1) finds it, with git's configuration behind the environment.
bool FindMaintainer(const Repository& repository, std::string* maintainer,
                    Diagnostics* diagnostics) {
  std::string name = FromEnvironment("DEBFULLNAME", "NAME");
  std::string address = FromEnvironment("DEBEMAIL", "EMAIL");
  // DEBEMAIL may hold both.
  if (const std::size_t open = address.find('<');
      open != std::string::npos && address.ends_with('>')) {
    if (name.empty()) name = Trim(address.substr(0, open));
    address = address.substr(open + 1, address.size() - open - 2);
  }
  if (name.empty()) name = FromGit(repository, "user.name");
  if (address.empty()) address = FromGit(repository, "user.email");
  const std::string both = name + address;
  if (name.empty() || address.empty() || HasControl(both) ||
      both.find_first_of("<>") < both.size() || FirstInvalidUtf8(both) != std::string::npos ||
      address.find('@') == std::string::npos || address.find(' ') != std::string::npos) {
    return diagnostics->ReportFile(
        "", kReleaseMaintainer,
        fmt::format("'{} <{}>' cannot sign an entry of the changelog", name, address),
        "set DEBFULLNAME and DEBEMAIL, or user.name and user.email of git");
  }
  *maintainer = fmt::format("{} <{}>", name, address);
  return true;
}

/// Errors in the words of the command line are reported before the repository is read.
bool ReadOptions(const BumpVerbOptions& options, BumpOptions* bump, Diagnostics* diagnostics) {
  std::string reason;
  *bump = options.bump;
  for (const std::string& app : options.apps) {
    const std::size_t equals = std::min(app.find('='), app.size());
    bump->apps.push_back(
        {app.substr(0, equals), equals < app.size() ? app.substr(equals + 1) : ""});
  }
  if (!bump->merge.empty() && !CheckMergeId(bump->merge, &reason)) {
    return diagnostics->ReportFile("", kReleaseMerge, reason, "give the number of the merge");
  }
  return true;
}

/// Waits for other bumps, then completes or undoes one that was interrupted.
bool TakeTurn(const Repository& repository, ReleaseLock* lock, Diagnostics* diagnostics) {
  const std::string folder = ReleaseFolder(repository);
  bool waited = false;
  Recovery recovery = Recovery::kNothing;
  std::vector<std::string> paths;
  if (!lock->Take(folder, &waited, diagnostics)) return false;
  if (waited) PrintNote("waited for another bump of this repository");
  if (!Recover(folder, &recovery, &paths, diagnostics)) return false;
  if (recovery == Recovery::kNothing) return true;
  PrintNote(fmt::format("an earlier bump was interrupted; {}: {}",
                        recovery == Recovery::kCompleted
                            ? "it had changed some of its files and is completed now"
                            : "it had changed none of its files and is undone now",
                        Join(paths, ", ")));
  return true;
}

/// Decides and writes. Decision and date are made with the lock held, after what another bump
/// wrote.
bool DecideAndApply(const ReleaseOptions& options, BumpOptions bump, Release* release,
                    std::vector<FileChange>* changes, Diagnostics* diagnostics) {
  const DiskFileSystem files;
  bump.timestamp = ReleaseTimestamp();
  return LoadRelease(options, release, diagnostics) &&
         MakeChanges(files, release->repository, release->policy, release->decision, bump, changes,
                     diagnostics) &&
         Apply(files, release->repository, *changes, diagnostics);
}

void PrintChanges(const Release& release, const std::vector<FileChange>& changes, bool json) {
  std::string text = FormatDecision(release.decision, json);
  for (const FileChange& change : changes) {
    if (json) break;
    text += fmt::format("wrote {}\n", change.path.substr(release.repository.top.size() + 1));
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
}

/// A merge that was carried out before.
void PrintDone(const std::string& merge, bool json) {
  PrintNote(fmt::format("merge {} was carried out before; nothing is done", merge));
  if (!json) return;
  const nlohmann::ordered_json line{{"action", ActionName(Action::kNothing)}, {"merge", merge}};
  std::fputs((line.dump() + "\n").c_str(), stdout);
}

int Bump(const BumpVerbOptions& options) {
  const DiskFileSystem files;
  Diagnostics diagnostics;
  Release release;
  BumpOptions bump;
  ReleaseLock lock;
  std::vector<FileChange> changes;
  bool done = false;
  const bool ready = ReadOptions(options, &bump, &diagnostics) &&
                     OpenRepository(".", &release.repository, &diagnostics) &&
                     FindMaintainer(release.repository, &bump.maintainer, &diagnostics) &&
                     TakeTurn(release.repository, &lock, &diagnostics) &&
                     IsMergeDone(files, release.repository, bump.merge, &done, &diagnostics);
  const bool good =
      ready && (done || DecideAndApply(options.release, bump, &release, &changes, &diagnostics));
  PrintFindings(diagnostics, options.release.json);
  if (!good) return std::max(StatusOf(diagnostics), static_cast<int>(kExitFindings));
  if (done) {
    PrintDone(bump.merge, options.release.json);
  } else {
    PrintChanges(release, changes, options.release.json);
  }
  return kExitOk;
}

}  // namespace

std::function<int()> AddReleaseBumpVerb(Command command) {
  const auto options = std::make_shared<BumpVerbOptions>();
  AddReleaseOptions(command, &options->release);
  // What is written follows from the files as they are.
  command.RemoveOption("--head");
  command
      .AddOption("--merge", &options->bump.merge,
                 "the merge this is for; a second time, nothing is done")
      .TypeName("ID");
  command
      .AddOption("--app", &options->apps,
                 "raise the revision of this app, too, or give it another upstream version")
      .TypeName("DIR[=VERSION]");
  command
      .AddOption("--distribution", &options->bump.distribution,
                 "distribution of the changelog's entry (default: of the policy)")
      .TypeName("NAME");
  command
      .AddOption("--urgency", &options->bump.urgency,
                 "urgency of the changelog's entry (default: of the policy)")
      .TypeName("LEVEL")
      .OneOf({"low", "medium", "high", "emergency", "critical"});
  return [options] { return Bump(*options); };
}

}  // namespace container_app
