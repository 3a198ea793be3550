// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/verify_apps.h"

#include <fmt/format.h>

#include <set>

#include "deb/version.h"
#include "release/paths.h"
#include "release/rules.h"
#include "yaml/document.h"

namespace container_app {
namespace {

struct AppVersion {
  SourceFile file;
  std::string version;
  Place place;
};

/// False when there is no file or it has no version: `container-app check` reports what is wrong
/// with a definition.
bool ReadAppVersion(const Tree& tree, const std::string& folder, AppVersion* app) {
  std::string error;
  Diagnostics unused;
  yaml::Node root;
  if (!tree.Read(folder + "/metadata.yaml", &app->file, &error) ||
      !yaml::Parse(app->file, &root, &unused)) {
    return false;
  }
  const yaml::Node* node = root.is_mapping() ? root.Find("version") : nullptr;
  if (node == nullptr || !node->is_scalar()) return false;
  app->version = node->text;
  app->place = node->place;
  return true;
}

std::set<std::string> FoldersOfChanges(const ReleasePolicy& policy,
                                       const std::vector<std::string>& paths) {
  std::set<std::string> folders;
  for (const std::string& path : paths) {
    std::string folder = AppFolderOf(policy.apps, path);
    if (!folder.empty() && !PathMatches(policy.ignored, path)) folders.insert(std::move(folder));
  }
  return folders;
}

}  // namespace

bool VerifyApps(const ReleasePolicy& policy, const std::vector<std::string>& paths,
                const Tree& before, const Tree& after, Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  for (const std::string& folder : FoldersOfChanges(policy, paths)) {
    AppVersion was;
    AppVersion is;
    if (!ReadAppVersion(before, folder, &was) || !ReadAppVersion(after, folder, &is)) continue;
    const int order = CompareVersions(is.version, was.version);
    if (order > 0) continue;
    diagnostics->Report(
        is.place, kAppVersion,
        order == 0 ? fmt::format("{} has changed, but its version is still {}", folder, is.version)
                   : fmt::format("{} has changed, and its version falls from {} to {}", folder,
                                 was.version, is.version),
        fmt::format("raise it: container-app release bump --app {}", folder));
  }
  return errors.none();
}

}  // namespace container_app
