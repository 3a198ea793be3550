// SPDX-License-Identifier: GPL-2.0-or-later
#include "import/sources.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/definition_files.h"
#include "base/text.h"
#include "import/rules.h"

namespace container_app {
namespace {

// In the order in which Compose looks for them; that of Runtipi comes first where it is beside.
constexpr std::string_view kComposeNames[] = {"compose.yaml", "compose.yml", "docker-compose.yaml",
                                              "docker-compose.yml", "docker-compose.json"};
constexpr std::string_view kOverrides[] = {"compose.override.yaml", "compose.override.yml",
                                           "docker-compose.override.yaml",
                                           "docker-compose.override.yml"};

/// How deep a store may keep its apps.
constexpr int kDepth = 4;

std::string FirstOf(const FileReader& files, const std::string& folder,
                    std::span<const std::string_view> names) {
  for (const std::string_view name : names) {
    std::string path = PathIn(folder, name);
    if (files.Status(path).kind == FileKind::kRegular) return path;
  }
  return "";
}

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

void AddEnvironment(const FileReader& files, const std::string& environment, AppSource* source) {
  source->environment = environment;
  const std::string beside = PathIn(source->folder, ".env");
  if (environment.empty() && files.Status(beside).kind == FileKind::kRegular) {
    source->environment = beside;
  }
}

bool FindInFolder(const FileReader& files, const std::string& folder,
                  const std::string& environment, int depth, std::vector<AppSource>* sources) {
  const std::string compose = FirstOf(files, folder, kComposeNames);
  if (!compose.empty()) {
    AppSource source{folder, folder, {compose}, ""};
    const std::string other = FirstOf(files, folder, kOverrides);
    if (!other.empty()) source.files.push_back(other);
    AddEnvironment(files, environment, &source);
    sources->push_back(std::move(source));
    return true;
  }
  if (depth == kDepth) return false;
  std::vector<std::string> names;
  std::string error;
  files.List(folder, &names, &error);
  bool found = false;
  for (const std::string& name : names) {
    if (name.starts_with('.') || name.starts_with('_')) continue;
    const std::string path = PathIn(folder, name);
    if (files.Status(path).kind != FileKind::kDirectory) continue;
    found = FindInFolder(files, path, environment, depth + 1, sources) || found;
  }
  return found;
}

}  // namespace

bool FindAppSources(const FileReader& files, const std::vector<std::string>& paths,
                    const std::string& environment, std::vector<AppSource>* sources,
                    Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  AppSource together;
  for (std::string path : paths) {
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    const FileKind kind = files.Status(path).kind;
    if (kind == FileKind::kDirectory) {
      if (!FindInFolder(files, path, environment, 0, sources)) {
        diagnostics->ReportFile(path, kImportNothing, "there is no Compose file in this folder",
                                "name the folder that has docker-compose.yml or compose.yaml");
      }
    } else if (kind == FileKind::kMissing) {
      diagnostics->ReportFile(path, kImportNothing, "there is no such file or folder",
                              "name a Compose file, or the folder that has one");
    } else {
      if (together.files.empty()) together.origin = path;
      if (together.files.empty()) together.folder = FolderOf(path);
      together.files.push_back(path);
    }
  }
  if (!together.files.empty()) {
    AddEnvironment(files, environment, &together);
    sources->push_back(std::move(together));
  }
  return errors.none();
}

}  // namespace container_app
