// SPDX-License-Identifier: GPL-2.0-or-later
#include "import/draft_writer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "app/definition_files.h"
#include "base/text.h"
#include "import/rules.h"

namespace container_app {
namespace {

class DraftWriter {
 public:
  DraftWriter(const Draft& draft, std::string folder, FileSystem* files, WrittenDraft* written,
              Diagnostics* diagnostics)
      : draft_(draft),
        folder_(std::move(folder)),
        work_(fmt::format("{}/.container-app-init.{}", folder_, getpid())),
        files_(files),
        written_(written),
        diagnostics_(diagnostics) {}

  bool MayWrite(bool force) {
    const ErrorMark errors(*diagnostics_);
    for (const auto& [name, file] : draft_.files) {
      const std::string path = PathIn(folder_, name);
      const FileKind kind = files_->Status(path).kind;
      if (kind == FileKind::kMissing || name.starts_with(kUpstreamFolder)) continue;
      if (kind != FileKind::kRegular) {
        diagnostics_->ReportFile(path, kInitExists, "this is not a regular file",
                                 "remove it by hand, or write to another folder");
      } else if (!force) {
        diagnostics_->ReportFile(path, kInitExists, "this is there already",
                                 "write to another folder, or replace it with --force");
      } else {
        written_->replaced.push_back(name);
      }
    }
    return errors.none();
  }

  bool Write() {
    const bool new_folder = files_->Status(folder_).kind == FileKind::kMissing;
    const bool good = Prepare() && Publish();
    std::string error;
    files_->RemoveTree(work_, &error);
    if (!good && new_folder) files_->RemoveTree(folder_, &error);
    return good;
  }

 private:
  bool Fail(const std::string& path, std::string error) {
    return diagnostics_->ReportFile(path, kIoError, std::move(error));
  }

  /// All of it beside where it will be: a full disk shows here.
  bool Prepare() {
    std::string error;
    for (const auto& [name, file] : draft_.files) {
      std::string content = file.content;
      if (!file.source.empty() && !files_->Read(file.source, &content, &error)) {
        return Fail(file.source, error);
      }
      const std::string path = work_ + "/new/" + name;
      if (!files_->Write(path, content, file.executable ? 0755 : 0644, &error)) {
        return Fail(path, error);
      }
    }
    return true;
  }

  bool Rename(const std::string& from, const std::string& to) {
    if (std::rename(from.c_str(), to.c_str()) == 0) return true;
    std::string error;
    FileError(&error, to, errno);
    return Fail(to, std::move(error));
  }

  bool MakeFolderOf(const std::string& path) {
    std::string error;
    return files_->MakeDirectories(path.substr(0, path.rfind('/')), &error) || Fail(path, error);
  }

  bool Publish() {
    std::vector<std::string> moved;  // Names of files that were put aside.
    std::vector<std::string> made;
    bool good = true;
    for (const auto& [name, file] : draft_.files) {
      const std::string path = PathIn(folder_, name);
      const std::string old = work_ + "/old/" + name;
      if (files_->Status(path).kind != FileKind::kMissing) {
        good = MakeFolderOf(old) && Rename(path, old);
        if (good) moved.push_back(name);
      }
      good = good && MakeFolderOf(path) && Rename(work_ + "/new/" + name, path);
      if (!good) break;
      made.push_back(name);
    }
    if (good) {
      written_->written = std::move(made);
      return true;
    }
    std::string error;
    for (const std::string& name : made) files_->Remove(PathIn(folder_, name), &error);
    for (const std::string& name : moved) Rename(work_ + "/old/" + name, PathIn(folder_, name));
    return false;
  }

  const Draft& draft_;
  const std::string folder_;
  const std::string work_;
  FileSystem* files_;
  WrittenDraft* written_;
  Diagnostics* diagnostics_;
};

}  // namespace

bool WriteDraft(const Draft& draft, const std::string& folder, bool force, FileSystem* files,
                WrittenDraft* written, Diagnostics* diagnostics) {
  DraftWriter writer(draft, folder, files, written, diagnostics);
  return writer.MayWrite(force) && writer.Write();
}

}  // namespace container_app
