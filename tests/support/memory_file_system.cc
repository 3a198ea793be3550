// SPDX-License-Identifier: GPL-2.0-or-later
#include "support/memory_file_system.h"

namespace container_app {

bool MemoryFileSystem::Read(const std::string& path, std::string* content, std::string* error,
                            std::size_t limit) const {
  const auto it = files.find(path);
  if (it == files.end()) {
    *error = path + ": No such file or directory";
    return false;
  }
  if (it->second.content.size() > limit) {
    *error = path + ": is larger than " + std::to_string(limit) + " bytes";
    return false;
  }
  *content = it->second.content;
  return true;
}

FileStatus MemoryFileSystem::Status(const std::string& path) const {
  if (const auto it = files.find(path); it != files.end()) {
    return {it->second.link ? FileKind::kSymlink : FileKind::kRegular,
            (it->second.mode & 0111u) != 0, it->second.content.size()};
  }
  const auto below = files.lower_bound(path + "/");
  const bool folder = below != files.end() && below->first.starts_with(path + "/");
  return {folder ? FileKind::kDirectory : FileKind::kMissing, folder, 0};
}

bool MemoryFileSystem::List(const std::string& folder, std::vector<std::string>* list,
                            std::string*) const {
  std::set<std::string> names;
  const std::string prefix = folder + "/";
  for (auto it = files.lower_bound(prefix); it != files.end() && it->first.starts_with(prefix);
       ++it) {
    names.insert(
        it->first.substr(prefix.size(), it->first.find('/', prefix.size()) - prefix.size()));
  }
  list->assign(names.begin(), names.end());
  return true;
}

bool MemoryFileSystem::Write(const std::string& path, std::string_view content, unsigned mode,
                             std::string*) {
  files[path] = {std::string(content), mode};
  written.push_back(path);
  return true;
}

bool MemoryFileSystem::Link(const std::string& path, const std::string& target, std::string*) {
  files[path] = {target, 0777, true};
  written.push_back(path);
  return true;
}

bool MemoryFileSystem::MakeDirectories(const std::string&, std::string*) { return true; }

bool MemoryFileSystem::Remove(const std::string& path, std::string*) {
  if (files.erase(path) > 0) removed.push_back(path);
  return true;
}

bool MemoryFileSystem::RemoveTree(const std::string& path, std::string*) {
  std::erase_if(files, [&](const auto& item) {
    return item.first == path || item.first.starts_with(path + "/");
  });
  removed.push_back(path);
  return true;
}

}  // namespace container_app
