// SPDX-License-Identifier: GPL-2.0-or-later
// Edits of files of a repository, collected before any file is written.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "release/transaction.h"

namespace container_app {

class Edits {
 public:
  /// `top` is the folder that paths are relative to.
  Edits(const FileReader& files, std::string top) : files_(files), top_(std::move(top)) {}

  /// The text with the edits so far. A missing file is empty when `may_be_missing`, otherwise, and
  /// when it cannot be read, error `io-error`.
  bool Read(const std::string& path, bool may_be_missing, SourceFile* file,
            Diagnostics* diagnostics);
  /// Edits a file that was read.
  void Set(const std::string& path, std::string text);

  /// The files that become different, in the order they were read.
  std::vector<FileChange> Changes() const;

 private:
  FileChange* Find(const std::string& path);

  const FileReader& files_;
  std::string top_;
  std::vector<FileChange> changes_;
};

}  // namespace container_app
