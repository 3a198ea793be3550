// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/edits.h"

#include <algorithm>
#include <iterator>

namespace container_app {

FileChange* Edits::Find(const std::string& path) {
  const auto found = std::find_if(changes_.begin(), changes_.end(), [&](const FileChange& change) {
    return change.path == top_ + "/" + path;
  });
  return found == changes_.end() ? nullptr : &*found;
}

bool Edits::Read(const std::string& path, bool may_be_missing, SourceFile* file,
                 Diagnostics* diagnostics) {
  const FileChange* change = Find(path);
  if (!change) {
    FileChange read;
    std::string error;
    read.path = top_ + "/" + path;
    read.existed = files_.Status(read.path).kind != FileKind::kMissing;
    if ((read.existed || !may_be_missing) && !files_.Read(read.path, &read.before, &error)) {
      return diagnostics->ReportFile(path, kIoError, error);
    }
    read.after = read.before;
    change = &changes_.emplace_back(std::move(read));
  }
  *file = {path, change->after};
  return true;
}

void Edits::Set(const std::string& path, std::string text) {
  if (FileChange* change = Find(path)) change->after = std::move(text);
}

std::vector<FileChange> Edits::Changes() const {
  std::vector<FileChange> different;
  std::copy_if(changes_.begin(), changes_.end(), std::back_inserter(different),
               [](const FileChange& change) { return change.before != change.after; });
  return different;
}

}  // namespace container_app
