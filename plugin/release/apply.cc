// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/apply.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "base/text.h"
#include "deb/changelog_edit.h"
#include "deb/control.h"
#include "release/app_version.h"
#include "release/edits.h"
#include "release/merges.h"
#include "release/rules.h"
#include "release/version_files.h"
#include "release/written.h"

namespace container_app {
namespace {

/// The name of the source package in debian/control. Without that file `name` is left as it is.
bool ReadSourceName(Edits* edits, std::string* name, Diagnostics* diagnostics) {
  SourceFile control;
  std::vector<ControlStanza> stanzas;
  if (!edits->Read("debian/control", true, &control, diagnostics)) return false;
  if (control.text.empty()) return true;
  if (!ReadControl(control, &stanzas, diagnostics)) return false;
  if (!stanzas.empty() && !stanzas[0].Value("Source").empty()) *name = stanzas[0].Value("Source");
  return true;
}

bool EditVersionFile(const ReleasePolicy& policy, const Decision& decision, Edits* edits,
                     Diagnostics* diagnostics) {
  SourceFile file;
  if (policy.version_file.empty() || decision.next_version == decision.version) return true;
  if (!edits->Read(policy.version_file, false, &file, diagnostics)) return false;
  if (file.text != decision.version + "\n") {
    return diagnostics->Report({&file, 1, 1}, kVersionFile,
                               fmt::format("the file is not the one line '{}'", decision.version),
                               "write the version and a newline, nothing else");
  }
  edits->Set(policy.version_file, decision.next_version + "\n");
  return true;
}

bool EditChangelog(const ReleasePolicy& policy, const Decision& decision,
                   const BumpOptions& options, Edits* edits, Diagnostics* diagnostics) {
  SourceFile file;
  ChangelogEntry entry;
  entry.source = decision.source;
  if (!ReadSourceName(edits, &entry.source, diagnostics) ||
      !edits->Read(policy.changelog, false, &file, diagnostics)) {
    return false;
  }
  entry.version = decision.changelog_version;
  entry.distribution = options.distribution;
  entry.urgency = options.urgency;
  entry.maintainer = options.maintainer;
  entry.timestamp = options.timestamp;
  for (const Bullet& bullet : decision.bullets) {
    entry.changes.push_back(bullet.text);
    entry.authors.push_back(bullet.author);
  }
  std::string text;
  if (decision.extends_top) {
    if (!ExtendChangelogEntry(file, entry, decision.dropped, &text, diagnostics)) return false;
  } else {
    if (entry.distribution.empty()) entry.distribution = decision.distribution;
    if (entry.urgency.empty()) entry.urgency = decision.urgency;
    // To dpkg, an entry without a change is an error.
    if (entry.changes.empty()) entry.changes.push_back("New version.");
    if (!AddChangelogEntry(file, entry, &text, diagnostics)) return false;
  }
  edits->Set(policy.changelog, std::move(text));
  return true;
}

/// Writes the new version to a place that a pattern of the policy finds.
bool EditFurtherFile(const VersionedFile& wanted, const Decision& decision, Edits* edits,
                     Diagnostics* diagnostics) {
  SourceFile file;
  std::size_t offset = 0;
  std::string found;
  if (!edits->Read(wanted.path, false, &file, diagnostics) ||
      !FindVersion(file, wanted, &offset, &found, diagnostics)) {
    return false;
  }
  if (found != decision.version) {
    return diagnostics->Report(
        PlaceOf(file, offset), kVersionDiffers,
        fmt::format("the version here is {}, and the version of the release is {}", found,
                    decision.version),
        "write " + decision.version);
  }
  edits->Set(wanted.path, file.text.replace(offset, found.size(), decision.next_version));
  return true;
}

bool EditFurtherFiles(const ReleasePolicy& policy, const Decision& decision, Edits* edits,
                      Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  if (decision.next_version == decision.version) return true;
  for (const VersionedFile& wanted : policy.files) {
    EditFurtherFile(wanted, decision, edits, diagnostics);
  }
  return errors.none();
}

bool EditApp(const std::string& top, const AppBump& app, Edits* edits, Diagnostics* diagnostics) {
  std::error_code code;
  const std::string folder = std::filesystem::canonical(app.folder, code).string();
  if (code) {
    return diagnostics->ReportFile(app.folder, kIoError, code.message(),
                                   "give the folder of the app's metadata.yaml");
  }
  if (!folder.starts_with(top + "/")) {
    return diagnostics->ReportFile(app.folder, kReleaseApp, "the app is not in this repository",
                                   "give a folder below " + top);
  }
  SourceFile file;
  std::string version;
  std::string text;
  const std::string path = folder.substr(top.size() + 1) + "/metadata.yaml";
  if (!edits->Read(path, true, &file, diagnostics)) return false;
  if (file.text.empty()) {
    return diagnostics->ReportFile(path, kIoError, "there is no such file, or nothing is in it",
                                   "give the folder of an app");
  }
  if (!RaiseAppVersion(file, app.upstream, &version, &text, diagnostics)) return false;
  edits->Set(path, std::move(text));
  return true;
}

/// A symbolic link among the folders of a path could lead out of the repository.
bool CheckPaths(const std::vector<FileChange>& changes, Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  for (const FileChange& change : changes) {
    const std::filesystem::path path(change.path);
    std::error_code code;
    if (std::filesystem::canonical(path.parent_path(), code) == path.parent_path()) continue;
    diagnostics->ReportFile(change.path, kReleaseLink, "a folder of this path is a symbolic link",
                            "name the file by the path it really has");
  }
  return errors.none();
}

bool CheckBranch(const Repository& repository, Diagnostics* diagnostics) {
  std::string output;
  std::string error;
  return RunGit(repository, {"symbolic-ref", "--quiet", "HEAD"}, &output, &error) ||
         diagnostics->ReportFile("", kReleaseDetached,
                                 "no branch is checked out: what a bump writes would be lost",
                                 "check out the branch that changes are merged into");
}

/// `note` names the files that earlier bumps wrote: these may be not committed yet.
bool CheckClean(const Repository& repository, const std::vector<FileChange>& changes,
                const std::string& note, Diagnostics* diagnostics) {
  std::vector<std::string> command{"--no-optional-locks",   "status",       "--porcelain", "-z",
                                   "--untracked-files=all", "--no-renames", "--"};
  for (const FileChange& change : changes) {
    command.push_back(":(top,literal)" + change.path.substr(repository.top.size() + 1));
  }
  std::string output;
  std::string error;
  if (!RunGit(repository, command, &output, &error)) {
    return diagnostics->ReportFile("", kGit, error);
  }
  const ErrorMark errors(*diagnostics);
  for (const std::string_view record : Split(output, '\0')) {
    if (record.size() < 4) continue;
    for (const FileChange& change : changes) {
      const std::string_view path = record.substr(3);
      if (change.path.substr(repository.top.size() + 1) != path) continue;
      if (WasWritten(note, change.path, change.before)) continue;
      diagnostics->ReportFile(path, kReleaseDirty, "the file has changes that are not committed",
                              "commit them, or take them back with git checkout");
    }
  }
  return errors.none();
}

}  // namespace

std::string ReleaseFolder(const Repository& repository) {
  return repository.git_folder + "/container-app-release";
}

bool IsMergeDone(const FileReader& files, const Repository& repository, const std::string& merge,
                 bool* done, Diagnostics* diagnostics) {
  Edits edits(files, repository.top);
  SourceFile file;
  *done = false;
  if (merge.empty()) return true;
  if (!edits.Read(std::string(kMergesFile), true, &file, diagnostics)) return false;
  *done = HoldsMerge(file.text, merge);
  return true;
}

bool MakeChanges(const FileReader& files, const Repository& repository, const ReleasePolicy& policy,
                 const Decision& decision, const BumpOptions& options,
                 std::vector<FileChange>* changes, Diagnostics* diagnostics) {
  Edits edits(files, repository.top);
  const ErrorMark errors(*diagnostics);
  if (decision.action != Action::kNothing) {
    EditVersionFile(policy, decision, &edits, diagnostics);
    EditChangelog(policy, decision, options, &edits, diagnostics);
    EditFurtherFiles(policy, decision, &edits, diagnostics);
  }
  for (const AppBump& app : options.apps) {
    EditApp(repository.top, app, &edits, diagnostics);
  }
  if (!errors.none()) return false;
  *changes = edits.Changes();
  // A merge that changes nothing needs no note.
  if (options.merge.empty() || changes->empty()) return true;
  SourceFile file;
  const std::string merges(kMergesFile);
  if (!edits.Read(merges, true, &file, diagnostics)) return false;
  edits.Set(merges, WithMerge(file.text, options.merge));
  *changes = edits.Changes();
  return true;
}

bool Apply(const FileReader& files, const Repository& repository,
           const std::vector<FileChange>& changes, Diagnostics* diagnostics) {
  if (changes.empty()) return true;
  const std::string folder = ReleaseFolder(repository);
  Edits notes(files, folder);
  SourceFile note;
  if (!notes.Read("written", true, &note, diagnostics) || !CheckPaths(changes, diagnostics) ||
      !CheckBranch(repository, diagnostics) ||
      !CheckClean(repository, changes, note.text, diagnostics)) {
    return false;
  }
  notes.Set("written", NoteWritten(note.text, changes));
  std::vector<FileChange> all = changes;
  for (const FileChange& change : notes.Changes()) all.push_back(change);
  return ChangeFiles(folder, all, diagnostics);
}

}  // namespace container_app
