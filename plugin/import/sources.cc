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

/// Whether people would take the file for a Compose file: docker-compose.prod.yml, for example.
bool IsCalledCompose(std::string_view name) {
  return LowerCase(name).find("compose") != std::string::npos &&
         (name.ends_with(".yml") || name.ends_with(".yaml"));
}

/// The app of a folder, from the names in it; false where there is none. Where the usual file is
/// missing, one of another name takes its place, if it is alone.
bool FindApp(const FileReader& files, const std::string& folder,
             const std::vector<std::string>& names, AppSource* source) {
  *source = {folder, folder, {}, {}, ""};
  std::string compose = FirstOf(files, folder, kComposeNames);
  if (!compose.empty()) {
    source->files.push_back(compose);
    std::string other = FirstOf(files, folder, kOverrides);
    if (!other.empty()) source->files.push_back(std::move(other));
  }
  const auto& taken = source->files;
  const bool of_runtipi = compose.ends_with(".json");
  for (const std::string& name : names) {
    const std::string path = PathIn(folder, name);
    const bool usual = std::find(std::begin(kComposeNames), std::end(kComposeNames), name) !=
                       std::end(kComposeNames);
    if (IsCalledCompose(name) && !(of_runtipi && usual) &&
        std::find(taken.begin(), taken.end(), path) == taken.end() &&
        files.Status(path).kind == FileKind::kRegular) {
      source->others.push_back(name);
    }
  }
  if (taken.empty() && source->others.size() == 1) {
    source->files.push_back(PathIn(folder, source->others.front()));
    source->others.clear();
  }
  return !taken.empty() || !source->others.empty();
}

/// Looks for apps in a folder and, where it is none itself, in the folders below. Those directly in
/// it that have none go into `without`.
bool FindInFolder(const FileReader& files, const std::string& folder,
                  const std::string& environment, int depth, std::vector<AppSource>* sources,
                  std::vector<std::string>* without) {
  std::vector<std::string> names;
  std::string error;
  files.List(folder, &names, &error);
  AppSource source;
  if (FindApp(files, folder, names, &source)) {
    AddEnvironment(files, environment, &source);
    sources->push_back(std::move(source));
    return true;
  }
  if (depth == kDepth) return false;
  bool found = false;
  for (const std::string& name : names) {
    if (name.starts_with('.') || name.starts_with('_')) continue;
    const std::string path = PathIn(folder, name);
    if (files.Status(path).kind != FileKind::kDirectory) continue;
    std::vector<std::string> deeper;
    if (FindInFolder(files, path, environment, depth + 1, sources, &deeper)) {
      found = true;
      without->insert(without->end(), deeper.begin(), deeper.end());
    } else {
      without->push_back(path);
    }
  }
  return found;
}

void FindInPath(const FileReader& files, const std::string& path, const std::string& environment,
                std::vector<AppSource>* sources, Diagnostics* diagnostics) {
  std::vector<std::string> without;
  if (!FindInFolder(files, path, environment, 0, sources, &without)) {
    diagnostics->ReportFile(path, kImportNothing, "there is no Compose file in this folder",
                            "name the folder that has docker-compose.yml or compose.yaml");
    return;
  }
  for (const std::string& folder : without) {
    diagnostics->ReportFile(folder, kImportPassedOver, "there is no Compose file in this folder",
                            "nothing is to be done where it is no app");
  }
}

}  // namespace

void FindAppSources(const FileReader& files, const std::vector<std::string>& paths,
                    const std::string& environment, std::vector<AppSource>* sources,
                    Diagnostics* diagnostics) {
  AppSource together;
  bool whole = true;
  for (std::string path : paths) {
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    const FileKind kind = files.Status(path).kind;
    if (kind == FileKind::kDirectory) {
      FindInPath(files, path, environment, sources, diagnostics);
    } else if (kind == FileKind::kMissing) {
      whole = false;
      diagnostics->ReportFile(path, kImportNothing, "there is no such file or folder",
                              "name a Compose file, or the folder that has one");
    } else {
      if (together.files.empty()) together.origin = path;
      if (together.files.empty()) together.folder = FolderOf(path);
      together.files.push_back(path);
    }
  }
  if (!together.files.empty() && whole) {
    AddEnvironment(files, environment, &together);
    sources->push_back(std::move(together));
  }
}

}  // namespace container_app
