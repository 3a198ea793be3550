// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "base/descriptor.h"

namespace container_app {
namespace {

bool MakeParent(FileSystem* files, const std::string& path, std::string* error) {
  const std::string parent = std::filesystem::path(path).parent_path().string();
  return parent.empty() || files->MakeDirectories(parent, error);
}

}  // namespace

bool FileError(std::string* error, const std::string& path, int number) {
  *error = fmt::format("{}: {}", path, std::strerror(number));
  return false;
}

bool DiskFileSystem::Read(const std::string& path, std::string* content, std::string* error,
                          std::size_t limit) const {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.valid()) return FileError(error, path, errno);
  struct stat status {};
  if (fstat(file.get(), &status) != 0) return FileError(error, path, errno);
  if (S_ISDIR(status.st_mode)) return FileError(error, path, EISDIR);
  if (!S_ISREG(status.st_mode)) {
    *error = path + ": is not a regular file";
    return false;
  }
  content->clear();
  content->reserve(std::min<std::size_t>(static_cast<std::size_t>(status.st_size) + 1, limit + 1));
  char buffer[65536];
  for (;;) {
    const ssize_t count = read(file.get(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return FileError(error, path, errno);
    if (count == 0) return true;
    content->append(buffer, static_cast<std::size_t>(count));
    if (content->size() > limit) {
      *error = fmt::format("{}: is larger than {} bytes", path, limit);
      return false;
    }
  }
}

FileStatus DiskFileSystem::Status(const std::string& path) const {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0) return {};
  FileStatus result;
  result.executable = (status.st_mode & 0111u) != 0;
  result.size = static_cast<std::uint64_t>(status.st_size);
  if (S_ISREG(status.st_mode)) {
    result.kind = FileKind::kRegular;
  } else if (S_ISDIR(status.st_mode)) {
    result.kind = FileKind::kDirectory;
  } else if (S_ISLNK(status.st_mode)) {
    result.kind = FileKind::kSymlink;
  } else {
    result.kind = FileKind::kOther;
  }
  return result;
}

bool DiskFileSystem::List(const std::string& folder, std::vector<std::string>* names,
                          std::string* error) const {
  names->clear();
  std::error_code code;
  for (std::filesystem::directory_iterator it(folder, code), end; !code && it != end;
       it.increment(code)) {
    names->push_back(it->path().filename().string());
  }
  std::sort(names->begin(), names->end());
  return !code || code.value() == ENOENT || FileError(error, folder, code.value());
}

bool DiskFileSystem::Write(const std::string& path, std::string_view content, unsigned mode,
                           std::string* error) {
  if (!MakeParent(this, path, error)) return false;
  std::string temporary = path + ".XXXXXX";
  int failure = 0;
  {
    const Descriptor file(mkostemp(temporary.data(), O_CLOEXEC));
    if (!file.valid()) return FileError(error, path, errno);
    if (!WriteAll(file.get(), content) || fchmod(file.get(), mode) != 0) failure = errno;
  }
  if (failure == 0 && std::rename(temporary.c_str(), path.c_str()) != 0) failure = errno;
  if (failure == 0) return true;
  unlink(temporary.c_str());
  return FileError(error, path, failure);
}

bool DiskFileSystem::Link(const std::string& path, const std::string& target, std::string* error) {
  if (!MakeParent(this, path, error)) return false;
  const std::string temporary = path + ".link";
  unlink(temporary.c_str());
  if (symlink(target.c_str(), temporary.c_str()) != 0) return FileError(error, path, errno);
  if (std::rename(temporary.c_str(), path.c_str()) == 0) return true;
  const int failure = errno;
  unlink(temporary.c_str());
  return FileError(error, path, failure);
}

bool DiskFileSystem::MakeDirectories(const std::string& path, std::string* error) {
  if (mkdir(path.c_str(), 0755) == 0)
    return chmod(path.c_str(), 0755) == 0 || FileError(error, path, errno);
  struct stat status {};
  if (errno == EEXIST) {
    if (stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return true;
    return FileError(error, path, ENOTDIR);
  }
  if (errno != ENOENT) return FileError(error, path, errno);
  const std::string parent = std::filesystem::path(path).parent_path().string();
  if (parent.empty() || parent == path) return FileError(error, path, ENOENT);
  return MakeDirectories(parent, error) && MakeDirectories(path, error);
}

bool DiskFileSystem::Remove(const std::string& path, std::string* error) {
  if (unlink(path.c_str()) == 0 || errno == ENOENT) return true;
  return FileError(error, path, errno);
}

bool DiskFileSystem::RemoveTree(const std::string& path, std::string* error) {
  std::error_code code;
  std::filesystem::remove_all(path, code);
  if (!code) return true;
  *error = fmt::format("{}: {}", path, code.message());
  return false;
}

}  // namespace container_app
