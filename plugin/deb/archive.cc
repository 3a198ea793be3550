// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/archive.h"

#include <apt-pkg/error.h>
#include <apt-pkg/fileutl.h>
#include <apt-pkg/tagfile.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>

#include "base/text.h"
#include "deb/rules.h"
#include "deb/version.h"

namespace container_app {
namespace {

namespace fs = std::filesystem;

/// libapt-pkg's messages since the last call, as one sentence; its stack is empty afterwards.
std::string TakeAptErrors() {
  std::string sentence;
  while (!_error->empty()) {
    std::string message;
    _error->PopMessage(message);
    sentence.append(sentence.empty() ? "" : "; ").append(message);
  }
  return sentence;
}

bool RefuseIndices(const std::string& path, std::string what, Diagnostics* diagnostics) {
  return diagnostics->ReportFile(
      path, kArchiveIndex, std::move(what),
      "give a Packages file, or a folder with one, as an archive has it");
}

/// `Source: name (version)`, or the package's own name and version.
void SourceOf(const pkgTagSection& section, std::string* name, std::string* version) {
  *name = section.FindS("Source");
  *version = section.FindS("Version");
  if (name->empty()) {
    *name = section.FindS("Package");
    return;
  }
  const std::size_t open = name->find('(');
  if (open == std::string::npos) return;
  const std::size_t close = name->find(')', open);
  *version = std::string(Trim(std::string_view(*name).substr(open + 1, close - open - 1)));
  *name = std::string(Trim(std::string_view(*name).substr(0, open)));
}

bool ReadIndex(const std::string& path, std::string_view source,
               std::vector<ArchiveVersion>* versions, Diagnostics* diagnostics) {
  FileFd file;
  if (!file.Open(path, FileFd::ReadOnly, FileFd::Extension)) {
    return RefuseIndices(path, TakeAptErrors(), diagnostics);
  }
  pkgTagFile index(&file);
  pkgTagSection section;
  std::string name;
  std::string version;
  while (index.Step(section)) {
    if (!section.Exists("Package") || !section.Exists("Version")) {
      TakeAptErrors();
      return RefuseIndices(
          path, "this is not an index of packages: a stanza is without Package or Version",
          diagnostics);
    }
    SourceOf(section, &name, &version);
    if (name != source) continue;
    Version parts;
    std::string why;
    if (!ParseVersion(version, &parts, &why)) {
      return RefuseIndices(path,
                           fmt::format("'{}' is not a valid version of {}: {}", version, name, why),
                           diagnostics);
    }
    versions->push_back({version, path});
  }
  // libapt-pkg does not report a gzip file that ends too early. Its last bytes hold the size.
  if (path.ends_with(".gz") && file.Size() != file.Tell()) {
    TakeAptErrors();
    return RefuseIndices(path, "the file ends too early", diagnostics);
  }
  const std::string errors = TakeAptErrors();
  return errors.empty() || RefuseIndices(path, errors, diagnostics);
}

/// Takes one index of each folder: Packages, Packages.gz and Packages.xz there have the same
/// content.
bool FindIndices(const std::string& folder, std::vector<std::string>* paths, std::string* error) {
  std::map<std::string, std::string> by_folder;
  std::error_code code;
  for (fs::recursive_directory_iterator it(folder, code), end; !code && it != end;
       it.increment(code)) {
    const std::string name = it->path().filename().string();
    if (name != "Packages" && name != "Packages.gz" && name != "Packages.xz") continue;
    std::string& chosen = by_folder[it->path().parent_path().string()];
    if (chosen.empty() || name == "Packages") chosen = it->path().string();
  }
  for (const auto& [parent, path] : by_folder) paths->push_back(path);
  *error = code ? code.message() : "";
  return !code;
}

}  // namespace

bool ReadArchiveVersions(const std::string& path, std::string_view source,
                         std::vector<ArchiveVersion>* versions, Diagnostics* diagnostics) {
  versions->clear();
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (!fs::exists(status))
    return RefuseIndices(path, "there is no such file or folder", diagnostics);
  std::vector<std::string> indices{path};
  if (fs::is_directory(status)) {
    indices.clear();
    std::string error;
    if (!FindIndices(path, &indices, &error)) return RefuseIndices(path, error, diagnostics);
    if (indices.empty()) {
      return diagnostics->ReportFile(path, kArchiveEmpty, "there is no Packages file below it",
                                     "give the folder of a suite, such as dists/stable");
    }
  }
  const ErrorMark errors(*diagnostics);
  for (const std::string& index : indices) {
    ReadIndex(index, source, versions, diagnostics);
  }
  return errors.none();
}

}  // namespace container_app
