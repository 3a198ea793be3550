// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/source_writer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "base/text.h"
#include "deb/changelog.h"
#include "package/rules.h"
#include "package/source_archive.h"

namespace container_app {
namespace {

class Writer {
 public:
  Writer(const SourcePackage& package, const std::string& folder, bool force, FileSystem* files,
         Diagnostics* diagnostics)
      : package_(package),
        force_(force),
        files_(files),
        diagnostics_(diagnostics),
        work_(fmt::format("{}/.{}.{}", folder, package.FolderName(), getpid())),
        tree_(folder + "/" + package.FolderName()),
        archive_(folder + "/" + package.OrigName()) {}

  bool Write() {
    if (!MayWrite(tree_) || (package_.has_revision && !MayWrite(archive_))) return false;
    const bool good = Prepare() && Publish();
    std::string error;
    files_->RemoveTree(work_, &error);
    return good;
  }

  const std::string& tree() const { return tree_; }

 private:
  bool Fail(const std::string& path, std::string error) {
    return diagnostics_->ReportFile(path, kIoError, std::move(error));
  }

  bool Refuse(const std::string& path, std::string what, std::string fix) {
    return diagnostics_->ReportFile(path, kSourceExists, std::move(what), std::move(fix));
  }

  bool MayWrite(const std::string& path) {
    const FileKind kind = files_->Status(path).kind;
    if (kind == FileKind::kMissing) return true;
    if (!force_) {
      return Refuse(path, "this is there already", "remove it, or replace it with --force");
    }
    if (path == archive_) {
      return kind == FileKind::kRegular ||
             Refuse(path, "this is not a regular file, so it is not replaced", "remove it by hand");
    }
    return MayReplaceTree(path, kind);
  }

  /// Only what this verb makes is replaced, and no history is lost.
  bool MayReplaceTree(const std::string& path, FileKind kind) {
    SourceFile changelog;
    changelog.path = path + "/debian/changelog";
    std::string error;
    ChangelogEntry entry;
    Diagnostics ignored;
    if (kind != FileKind::kDirectory || !files_->Read(changelog.path, &changelog.text, &error) ||
        !ParseTopChangelogEntry(changelog, &entry, &ignored) || entry.source != package_.name) {
      return Refuse(path, fmt::format("this is not the source package {}", package_.name),
                    "choose another folder with -o");
    }
    for (const char* name : {".git", ".hg", ".svn", ".bzr", ".pc"}) {
      if (files_->Status(path + "/" + name).kind == FileKind::kMissing) continue;
      return Refuse(path, fmt::format("there is a {} in it, which would be lost", name),
                    "write to another folder with -o and copy what you want");
    }
    return true;
  }

  bool WriteAll(const std::vector<Artifact>& artifacts) {
    for (const Artifact& artifact : artifacts) {
      const std::string path = work_ + "/" + package_.FolderName() + "/" + artifact.path;
      std::string content;
      std::string error;
      if (!ArtifactContent(artifact, *files_, &content, diagnostics_)) return false;
      if (!files_->Write(path, content, artifact.mode, &error)) return Fail(path, error);
    }
    return true;
  }

  bool Prepare() {
    std::string error;
    if (!WriteAll(package_.upstream)) return false;
    if (package_.has_revision &&
        !MakeArchive(work_, package_.FolderName(), package_.timestamp, work_ + "/orig", &error)) {
      return Fail(archive_, error);
    }
    return WriteAll(package_.packaging);
  }

  bool Rename(const std::string& from, const std::string& to) {
    if (std::rename(from.c_str(), to.c_str()) == 0) return true;
    std::string error;
    FileError(&error, to, errno);
    return Fail(to, std::move(error));
  }

  bool Publish() {
    const bool replaces = files_->Status(tree_).kind != FileKind::kMissing;
    if (replaces && !Rename(tree_, work_ + "/replaced")) return false;
    if (package_.has_revision && !Rename(work_ + "/orig", archive_)) return Restore(replaces);
    if (!Rename(work_ + "/" + package_.FolderName(), tree_)) return Restore(replaces);
    return true;
  }

  bool Restore(bool replaced) {
    if (replaced) Rename(work_ + "/replaced", tree_);
    return false;
  }

  const SourcePackage& package_;
  const bool force_;
  FileSystem* files_;
  Diagnostics* diagnostics_;
  const std::string work_;  ///< A sibling of what is written, so that rename(2) reaches it.
  const std::string tree_;
  const std::string archive_;
};

}  // namespace

bool WriteSourcePackage(const SourcePackage& package, const std::string& folder, bool force,
                        FileSystem* files, std::string* tree, Diagnostics* diagnostics) {
  Writer writer(package, folder, force, files, diagnostics);
  *tree = writer.tree();
  return writer.Write();
}

}  // namespace container_app
