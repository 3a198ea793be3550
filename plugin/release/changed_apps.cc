// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/changed_apps.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "release/history.h"
#include "release/paths.h"
#include "release/rules.h"

namespace container_app {
namespace {

constexpr std::string_view kMetadata = "metadata.yaml";
constexpr std::string_view kCompose = "docker-compose.yml";

std::string FolderOf(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "." : std::string(path.substr(0, slash));
}

std::string In(const std::string& folder, std::string_view name) {
  return folder == "." ? std::string(name) : fmt::format("{}/{}", folder, name);
}

bool IsBelow(std::string_view path, const std::string& folder) {
  return folder == "." || path.starts_with(folder + "/");
}

/// In a hidden folder of the definition in `folder`, which the package is not made of: `init` keeps
/// there what it imported.
bool IsHiddenBelow(std::string_view path, const std::string& folder) {
  if (!IsBelow(path, folder)) return false;
  if (folder != ".") path.remove_prefix(folder.size() + 1);
  return path.starts_with('.') && path.find('/') != std::string_view::npos;
}

/// What forges send for the commit before the first one of a branch.
bool IsZeros(std::string_view base) {
  return (base.size() == 40 || base.size() == 64) &&
         base.find_first_not_of('0') == std::string_view::npos;
}

/// Definitions among these paths, sorted.
std::set<std::string> DefinitionsOf(const std::set<std::string>& paths) {
  std::set<std::string> folders;
  for (const std::string& path : paths) {
    const std::string folder = FolderOf(path);
    if (path == In(folder, kMetadata) && paths.contains(In(folder, kCompose))) {
      folders.insert(folder);
    }
  }
  const std::set<std::string> all = folders;
  std::erase_if(folders, [&](const std::string& inner) {
    return std::any_of(all.begin(), all.end(), [&](const std::string& outer) {
      return IsHiddenBelow(In(inner, kMetadata), outer);
    });
  });
  return folders;
}

class Comparison {
 public:
  Comparison(const Repository& repository, const FileReader& files, Diagnostics* diagnostics)
      : repository_(repository), files_(files), diagnostics_(diagnostics) {}

  bool Read(const std::string& base, std::string* fork) {
    std::vector<std::string> listed;
    const bool has_base = !IsZeros(base);
    if (has_base && !FindFork(base, fork)) return false;
    if (!List({"ls-files", "-z", "--cached", "--others", "--exclude-standard"}, &listed)) {
      return false;
    }
    for (const std::string& path : listed) {
      const FileKind kind = files_.Status(repository_.top + "/" + path).kind;
      if (kind != FileKind::kMissing) now_.insert(path);
    }
    if (!has_base) {
      changed_ = now_;
      return true;
    }
    if (!List({"ls-tree", "-r", "-z", "--name-only", *fork}, &listed)) return false;
    before_.insert(listed.begin(), listed.end());
    return ReadDifference(*fork);
  }

  const std::set<std::string>& before() const { return before_; }
  const std::set<std::string>& now() const { return now_; }
  const std::set<std::string>& changed() const { return changed_; }
  /// The folder that the definition in `folder` had before; empty where it was not renamed.
  std::string Former(const std::string& folder) const {
    const auto found = renamed_.find(In(folder, kMetadata));
    return found == renamed_.end() ? "" : FolderOf(found->second);
  }

 private:
  bool FindFork(const std::string& base, std::string* fork) {
    std::string base_hash;
    std::string head;
    return ResolveCommit(repository_, "--base", base, &base_hash, diagnostics_) &&
           ResolveCommit(repository_, "--head", "HEAD", &head, diagnostics_) &&
           FindForkOf(repository_, base, base_hash, head, fork, diagnostics_);
  }

  bool List(const std::vector<std::string>& words, std::vector<std::string>* items) {
    std::string output;
    std::string error;
    items->clear();
    if (!RunGit(repository_, words, &output, &error)) {
      return diagnostics_->ReportFile(repository_.top, kGit, error);
    }
    for (const std::string_view item : Split(output, '\0')) {
      if (!item.empty()) items->emplace_back(item);
    }
    return true;
  }

  /// `M path`, `D path`, `R100 from to`…; a rename is a change of both.
  bool ReadDifference(const std::string& fork) {
    std::vector<std::string> items;
    if (!List({"diff", "--name-status", "-z", "--find-renames", "--no-ext-diff", "--no-textconv",
               "--ignore-submodules=none", fork, "--"},
              &items)) {
      return false;
    }
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
      changed_.insert(items[i + 1]);
      const bool moved = items[i].starts_with('R') || items[i].starts_with('C');
      if (!moved || i + 2 >= items.size()) continue;
      changed_.insert(items[i + 2]);
      if (items[i].starts_with('R')) renamed_[items[i + 2]] = items[i + 1];
      ++i;
    }
    for (const std::string& path : now_) {
      if (!before_.contains(path)) changed_.insert(path);
    }
    return true;
  }

  const Repository& repository_;
  const FileReader& files_;
  Diagnostics* diagnostics_;
  std::set<std::string> before_;
  std::set<std::string> now_;
  std::set<std::string> changed_;
  std::map<std::string, std::string> renamed_;
};

/// Gives each changed file to the apps that are built of it.
class Assignment {
 public:
  Assignment(const Repository& repository, const FileReader& files, std::set<std::string> folders,
             const std::set<std::string>& now, std::span<const std::string> shared)
      : repository_(repository),
        files_(files),
        folders_(std::move(folders)),
        now_(now),
        shared_(shared) {}

  std::vector<std::string> AppsOf(const std::string& path) const {
    if (PathMatches(shared_, path)) return {folders_.begin(), folders_.end()};
    const std::size_t debian = path.starts_with("debian/") ? 0 : path.find("/debian/");
    std::string inner;
    for (const std::string& folder : folders_) {
      if (IsBelow(path, folder) &&
          (inner.empty() || folder.size() > inner.size() || inner == ".")) {
        inner = folder;
      }
    }
    if (debian == std::string::npos) {
      const bool built = !inner.empty() && !IsHiddenBelow(path, inner);
      return built ? std::vector{inner} : std::vector<std::string>{};
    }
    const std::string source = debian == 0 ? "." : path.substr(0, debian);
    // An asset may be in a folder of that name.
    if (!inner.empty() && inner != source && IsBelow(inner, source)) return {inner};
    return AppsOfSource(source, path);
  }

 private:
  /// Those below the folder that holds debian/, or the one that the file is named after.
  std::vector<std::string> AppsOfSource(const std::string& source, const std::string& path) const {
    const std::string name = path.substr(path.rfind('/') + 1);
    for (const std::string& other : now_) {
      const std::string_view end = ".container-app";
      if (FolderOf(other) != In(source, "debian") || !other.ends_with(end)) continue;
      std::string package = other.substr(other.rfind('/') + 1);
      package.resize(package.size() - end.size());
      if (!name.starts_with(package + ".")) continue;
      const std::string folder = DefinitionOf(source, other);
      if (folders_.contains(folder)) return {folder};
    }
    std::vector<std::string> below;
    for (const std::string& folder : folders_) {
      if (folder == source || IsBelow(folder, source)) below.push_back(folder);
    }
    return below;
  }

  /// The folder that a file debian/PACKAGE.container-app names, from the top of the repository.
  std::string DefinitionOf(const std::string& source, const std::string& path) const {
    std::string text;
    std::string error;
    if (!files_.Read(repository_.top + "/" + path, &text, &error)) return "";
    std::string named(Trim(text.substr(0, text.find('\n'))));
    while (named.ends_with('/')) named.pop_back();
    if (named.starts_with("./")) named.erase(0, 2);
    return named == "." || named.empty() ? source : In(source, named);
  }

  const Repository& repository_;
  const FileReader& files_;
  const std::set<std::string> folders_;
  const std::set<std::string>& now_;
  std::span<const std::string> shared_;
};

}  // namespace

bool FindChangedApps(const Repository& repository, const std::string& base,
                     std::span<const std::string> shared, const FileReader& files,
                     ChangedApps* changed, Diagnostics* diagnostics) {
  Comparison comparison(repository, files, diagnostics);
  if (!comparison.Read(base, &changed->fork)) return false;
  const std::set<std::string> before = DefinitionsOf(comparison.before());
  const std::set<std::string> now = DefinitionsOf(comparison.now());
  std::set<std::string> all = before;
  all.insert(now.begin(), now.end());
  const Assignment assignment(repository, files, all, comparison.now(), shared);
  std::map<std::string, ChangedApp> apps;
  for (const std::string& path : comparison.changed()) {
    const std::vector<std::string> folders = assignment.AppsOf(path);
    if (folders.empty()) changed->outside.push_back(path);
    for (const std::string& folder : folders) apps[folder].files.push_back(path);
  }
  for (auto& [folder, app] : apps) {
    app.folder = folder;
    app.is_new = !before.contains(folder);
    app.is_gone = !now.contains(folder);
    if (app.is_new) app.was = comparison.Former(folder);
    changed->apps.push_back(std::move(app));
  }
  return true;
}

}  // namespace container_app
