// SPDX-License-Identifier: GPL-2.0-or-later
// A file system in memory that logs what was written, so a test can assert what was left alone.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"

namespace container_app {

class MemoryFileSystem final : public FileSystem {
 public:
  struct File {
    std::string content;
    unsigned mode = 0644;
    bool link = false;  ///< `content` is what it points to.
  };

  std::map<std::string, File> files;
  std::vector<std::string> written;
  std::vector<std::string> removed;

  void Add(const std::string& path, std::string content, unsigned mode = 0644) {
    files[path] = {std::move(content), mode};
  }

  bool Read(const std::string& path, std::string* content, std::string* error,
            std::size_t limit = kDefaultLimit) const override;
  FileStatus Status(const std::string& path) const override;
  bool List(const std::string& folder, std::vector<std::string>* names,
            std::string* error) const override;
  bool Write(const std::string& path, std::string_view content, unsigned mode,
             std::string* error) override;
  bool Link(const std::string& path, const std::string& target, std::string* error) override;
  bool MakeDirectories(const std::string& path, std::string* error) override;
  bool Remove(const std::string& path, std::string* error) override;
  bool RemoveTree(const std::string& path, std::string* error) override;
};

}  // namespace container_app
