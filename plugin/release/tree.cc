// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/tree.h"

#include <fmt/format.h>

#include "base/text.h"
#include "deb/changelog_sections.h"
#include "deb/rules.h"
#include "deb/version.h"
#include "release/version_files.h"

namespace container_app {
namespace {

/// Without a version file the changelog has the version.
bool TakeFromChangelog(TreeVersion* current, Diagnostics* diagnostics) {
  current->version = BaseOf(current->top.version);
  std::string reason;
  std::string fix;
  if (ParseReleaseVersion(current->version, &current->parts, &reason, &fix)) return true;
  return diagnostics->Report({&current->changelog, current->top.line, 1}, kChangelogVersion, reason,
                             fix + "; a version of another form is raised by hand, with dch -v");
}

/// What to do where the version file has a version of another form.
std::string WayOut(const ChangelogEntry& top) {
  ReleaseVersion parts;
  std::string reason;
  std::string fix;
  if (ParseReleaseVersion(BaseOf(top.version), &parts, &reason, &fix)) {
    return "or write 'Version-File: none' into debian/container-app.release, and the version is "
           "that of the changelog";
  }
  return "or raise a version of another form by hand, with dch -v, and write 'Version-File: none' "
         "into debian/container-app.release";
}

}  // namespace

bool Tree::Read(const std::string& path, SourceFile* file, std::string* error) const {
  file->path = path;
  if (commit_.empty()) return files_.Read(repository_.top + "/" + path, &file->text, error);
  if (RunGit(repository_, {"cat-file", "blob", commit_ + ":" + path}, &file->text, error)) {
    return true;
  }
  *error = fmt::format("{}: commit {} has no such file", path, commit_.substr(0, 10));
  return false;
}

bool ReadTreeVersion(const Tree& tree, const ReleasePolicy& policy, TreeVersion* current,
                     Diagnostics* diagnostics) {
  std::string error;
  const ErrorMark errors(*diagnostics);
  if (!tree.Read(policy.changelog, &current->changelog, &error)) {
    diagnostics->ReportFile(policy.changelog, kIoError, error,
                            "write it with dch --create, or name it with Changelog in "
                            "debian/container-app.release");
  } else {
    ParseTopChangelogEntry(current->changelog, &current->top, diagnostics);
  }
  if (policy.version_file.empty()) {
    return errors.none() && TakeFromChangelog(current, diagnostics);
  }
  if (!tree.Read(policy.version_file, &current->version_file, &error)) {
    return diagnostics->ReportFile(
        policy.version_file, kIoError, error,
        "write the version into it, or 'Version-File: none' into debian/container-app.release");
  }
  ParseVersionFile(current->version_file, WayOut(current->top), &current->version, &current->parts,
                   diagnostics);
  return errors.none();
}

std::vector<std::string> BulletsOf(const ChangelogEntry& entry) {
  std::vector<std::string> bullets;
  for (ChangelogBullet& bullet : FindBullets(entry.changes)) {
    bullets.push_back(std::move(bullet.text));
  }
  return bullets;
}

std::vector<std::string> BulletsSince(const SourceFile& changelog, const std::string& version) {
  ChangelogEntry all;
  for (const std::string_view line : Split(changelog.text, '\n')) {
    const std::size_t open = line.find(" (");
    if (line.empty() || line.front() == ' ' || open == std::string_view::npos) {
      all.changes.emplace_back(line);
      continue;
    }
    const std::string_view entry = line.substr(open + 2, line.find(')') - open - 2);
    if (!version.empty() && CompareVersions(BaseOf(entry), version) <= 0) break;
  }
  return BulletsOf(all);
}

}  // namespace container_app
