// SPDX-License-Identifier: GPL-2.0-or-later
// The edge to the file system, narrow for readers (FileReader) and wider for writers (FileSystem).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace container_app {

enum class FileKind { kMissing, kRegular, kDirectory, kSymlink, kOther };

/// What a path is, without following a symbolic link.
struct FileStatus {
  FileKind kind = FileKind::kMissing;
  bool executable = false;  ///< Any execute bit.
  std::uint64_t size = 0;
};

/// Reads files. Implementations never print; a failure is a sentence in `error`.
class FileReader {
 public:
  virtual ~FileReader() = default;
  /// The whole file. False when it cannot be read or is larger than `limit` bytes.
  virtual bool Read(const std::string& path, std::string* content, std::string* error,
                    std::size_t limit = kDefaultLimit) const = 0;
  virtual FileStatus Status(const std::string& path) const = 0;
  /// Names in a folder, sorted by byte value, without `.` and `..`; a missing folder has none.
  /// False when it cannot be read.
  virtual bool List(const std::string& folder, std::vector<std::string>* names,
                    std::string* error) const = 0;

  static constexpr std::size_t kDefaultLimit = std::size_t{1} << 30;
};

/// Writes files too. Every write is complete or absent: a temporary file, then rename(2).
class FileSystem : public FileReader {
 public:
  /// Makes missing parent folders with mode 0755.
  virtual bool Write(const std::string& path, std::string_view content, unsigned mode,
                     std::string* error) = 0;
  /// Makes `path` a symbolic link to `target`, with missing parent folders; what was there goes.
  virtual bool Link(const std::string& path, const std::string& target, std::string* error) = 0;
  virtual bool MakeDirectories(const std::string& path, std::string* error) = 0;
  virtual bool Remove(const std::string& path, std::string* error) = 0;
  virtual bool RemoveTree(const std::string& path, std::string* error) = 0;
};

/// `path: what the number of errno means` in `error`, and false.
bool FileError(std::string* error, const std::string& path, int number);

/// The real one.
class DiskFileSystem final : public FileSystem {
 public:
  bool Read(const std::string& path, std::string* content, std::string* error,
            std::size_t limit) const override;
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
