// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/definition_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/definition_rules.h"
#include "base/text.h"

namespace container_app {
namespace {

/// Collects below one root; names are relative to it.
class Collector {
 public:
  Collector(const FileReader& files, std::vector<CarriedFile>* carried, Diagnostics* diagnostics)
      : files_(files), carried_(carried), diagnostics_(diagnostics) {}

  void Collect(const std::string& folder, const std::string& prefix) {
    std::vector<std::string> names;
    ListFolder(files_, folder, &names, diagnostics_);
    for (const std::string& name : names) {
      if (!IsBackup(name)) CollectOne(PathIn(folder, name), prefix + name);
    }
  }

  static bool IsBackup(std::string_view name) {
    return name.ends_with("~") || name.ends_with(".orig") || name.ends_with(".rej") ||
           name.ends_with(".bak") || name.starts_with(".#") ||
           (name.starts_with("#") && name.ends_with("#")) || name.ends_with(".swp");
  }

 private:
  void CollectOne(const std::string& path, const std::string& name) {
    if (!CheckFileName(path, diagnostics_)) return;
    const FileStatus status = files_.Status(path);
    if (status.kind == FileKind::kDirectory) {
      Collect(path, name + "/");
    } else if (CheckRegularFile(status, path, diagnostics_)) {
      carried_->push_back({name, path, status.executable});
    }
  }

  const FileReader& files_;
  std::vector<CarriedFile>* carried_;
  Diagnostics* diagnostics_;
};

}  // namespace

std::string PathIn(const std::string& folder, std::string_view name) {
  if (folder.empty() || folder == ".") return std::string(name);
  return fmt::format("{}{}{}", folder, folder.ends_with('/') ? "" : "/", name);
}

bool IsScratchFile(std::string_view name) {
  // Compose and Docker would read these two.
  const bool hidden = name.starts_with('.') && name != ".env" && name != ".dockerignore";
  return hidden || Collector::IsBackup(name);
}

bool CheckFileName(const std::string& path, Diagnostics* diagnostics) {
  const std::string name = path.substr(path.rfind('/') + 1);
  if (FirstInvalidUtf8(name) != std::string_view::npos) {
    return diagnostics->ReportFile(path, kFileNameUtf8, "the name of the file is not UTF-8",
                                   "rename it");
  }
  if (HasControl(name)) {
    return diagnostics->ReportFile(path, kFileNameControl,
                                   "the name of the file holds a control character", "rename it");
  }
  return true;
}

bool CheckRegularFile(const FileStatus& status, const std::string& path, Diagnostics* diagnostics) {
  if (status.kind == FileKind::kRegular) return true;
  if (status.kind == FileKind::kSymlink) {
    return diagnostics->ReportFile(path, kDefinitionSymlink, "is a symbolic link",
                                   "put a copy of the file here: what a link points to can differ "
                                   "where the package is built");
  }
  return diagnostics->ReportFile(path, kDefinitionSpecial,
                                 status.kind == FileKind::kDirectory
                                     ? "is a folder, but a file is expected"
                                     : "is neither a file nor a folder",
                                 "only regular files can be packaged");
}

bool ReadSourceFile(const FileReader& files, const std::string& path, const Rule& too_large,
                    SourceFile* source, Diagnostics* diagnostics) {
  constexpr std::size_t kLargest = std::size_t{1} << 20;
  const FileStatus status = files.Status(path);
  source->path = path;
  if (!CheckRegularFile(status, path, diagnostics)) return false;
  if (status.size > kLargest) {
    return diagnostics->ReportFile(path, too_large, "the file is larger than 1 MiB",
                                   "put data in assets/");
  }
  std::string error;
  return files.Read(path, &source->text, &error, kLargest) ||
         diagnostics->ReportFile(path, kIoError, "cannot be read: " + error);
}

bool ListFolder(const FileReader& files, const std::string& folder, std::vector<std::string>* names,
                Diagnostics* diagnostics) {
  std::string error;
  return files.List(folder, names, &error) ||
         diagnostics->ReportFile(folder, kIoError, "cannot be read: " + error);
}

bool ReadCarriedFiles(const FileReader& files, const std::string& folder,
                      std::vector<CarriedFile>* carried, Diagnostics* diagnostics) {
  const FileStatus status = files.Status(folder);
  if (status.kind == FileKind::kMissing) return true;
  if (status.kind == FileKind::kSymlink) return CheckRegularFile(status, folder, diagnostics);
  if (status.kind != FileKind::kDirectory) {
    return diagnostics->ReportFile(folder, kDefinitionSpecial, "is not a folder",
                                   "it holds files that are packaged as they are");
  }
  const ErrorMark errors(*diagnostics);
  Collector(files, carried, diagnostics).Collect(folder, "");
  std::sort(carried->begin(), carried->end(),
            [](const CarriedFile& a, const CarriedFile& b) { return a.name < b.name; });
  return errors.none();
}

}  // namespace container_app
