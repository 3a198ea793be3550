// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/transaction.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "base/files.h"
#include "release/rules.h"

namespace container_app {
namespace {

std::string RecordPath(const std::string& folder) { return folder + "/journal"; }
std::string NewPath(const std::string& path) { return path + ".container-app-new"; }

/// A whole file that is on the disk when this returns, with the mode and, as far as that is
/// allowed, the owner of `like`.
bool WriteSynced(const std::string& path, std::string_view content, const std::string& like,
                 std::string* error) {
  struct stat status {};
  const bool known = stat(like.c_str(), &status) == 0;
  const Descriptor file(
      open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644));
  if (!file.valid()) return FileError(error, path, errno);
  const bool good =
      WriteAll(file.get(), content) && (!known || fchmod(file.get(), status.st_mode & 07777) == 0);
  if (good && known && fchown(file.get(), status.st_uid, status.st_gid) != 0 && errno != EPERM) {
    return FileError(error, path, errno);
  }
  if (good && fsync(file.get()) == 0) return true;
  return FileError(error, path, errno);
}

/// Makes sure that a rename in the folder of `path` is on the disk.
bool SyncFolderOf(const std::string& path, std::string* error) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const Descriptor file(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // Some file systems cannot do it and say EINVAL.
  if (file.valid() && (fsync(file.get()) == 0 || errno == EINVAL)) return true;
  return FileError(error, folder, errno);
}

bool Rename(const std::string& from, const std::string& to, std::string* error) {
  return std::rename(from.c_str(), to.c_str()) == 0 || FileError(error, to, errno);
}

bool Remove(const std::string& path, std::string* error) {
  return unlink(path.c_str()) == 0 || errno == ENOENT || FileError(error, path, errno);
}

bool WriteRecord(const std::string& folder, const std::vector<FileChange>& changes,
                 std::string* error) {
  const std::string path = RecordPath(folder);
  if (WriteSynced(NewPath(path), FormatBumpRecord(changes), path, error) &&
      Rename(NewPath(path), path, error) && SyncFolderOf(path, error)) {
    return true;
  }
  std::string ignored;
  Remove(NewPath(path), &ignored);
  Remove(path, &ignored);
  return false;
}

bool RemoveRecord(const std::string& folder, std::string* error) {
  const std::string path = RecordPath(folder);
  return Remove(path, error) && SyncFolderOf(path, error);
}

enum class Content { kBefore, kAfter, kOther };

/// False only when the file cannot be read.
bool LookAt(const FileChange& change, Content* content, std::string* error) {
  const DiskFileSystem disk;
  const FileReader& files = disk;
  std::string text;
  const FileStatus status = files.Status(change.path);
  if (status.kind == FileKind::kMissing) {
    *content = change.existed ? Content::kOther : Content::kBefore;
    return true;
  }
  if (!files.Read(change.path, &text, error)) return false;
  *content = text == change.after                      ? Content::kAfter
             : change.existed && text == change.before ? Content::kBefore
                                                       : Content::kOther;
  return true;
}

/// Puts the old contents back in the first `count` files, which have the new ones.
bool PutBack(const std::vector<FileChange>& changes, std::size_t count, std::string* error) {
  for (std::size_t i = 0; i < count; ++i) {
    const FileChange& change = changes[i];
    const bool good = change.existed
                          ? WriteSynced(NewPath(change.path), change.before, change.path, error) &&
                                Rename(NewPath(change.path), change.path, error)
                          : Remove(change.path, error);
    if (!good || !SyncFolderOf(change.path, error)) return false;
  }
  return true;
}

/// Undoes what a failure left half done: the first `renamed` files get their old contents back, and
/// the new files of the others are removed.
void Undo(const std::string& folder, const std::vector<FileChange>& changes, std::size_t renamed,
          std::string* error) {
  std::string worse;
  bool undone = PutBack(changes, renamed, &worse);
  for (const FileChange& change : changes) undone = Remove(NewPath(change.path), &worse) && undone;
  if (undone) undone = RemoveRecord(folder, &worse);
  if (!undone) {
    *error +=
        fmt::format("; and undoing it failed ({}): the next bump completes or undoes it", worse);
  }
}

/// Finds what would make the change fail, before anything is written.
bool CheckChange(const FileChange& change, Diagnostics* diagnostics) {
  struct stat status {};
  if (lstat(change.path.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode)) {
      return diagnostics->ReportFile(change.path, kIoError, "this is not a regular file",
                                     "put a file in its place");
    }
    // root could replace it; but somebody did not want it changed.
    if ((status.st_mode & 0222u) == 0) {
      return diagnostics->ReportFile(change.path, kIoError, "the file is read-only",
                                     "make it writable with chmod u+w");
    }
  }
  Content content = Content::kOther;
  std::string error;
  if (!LookAt(change, &content, &error)) {
    return diagnostics->ReportFile(change.path, kIoError, error);
  }
  return content == Content::kBefore ||
         diagnostics->ReportFile(change.path, kReleaseRace,
                                 "somebody changed the file while the bump was decided",
                                 "see what is in it now and bump again");
}

/// What the files of a record hold. Error `release-interrupted` for a file that is neither as
/// before nor as after the bump.
bool LookAtAll(const std::vector<FileChange>& changes, const std::string& record,
               std::vector<Content>* contents, Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  std::string error;
  for (const FileChange& change : changes) {
    Content& content = contents->emplace_back(Content::kOther);
    if (!LookAt(change, &content, &error)) {
      diagnostics->ReportFile(change.path, kIoError, error);
    } else if (content == Content::kOther) {
      diagnostics->ReportFile(
          change.path, kReleaseInterrupted,
          "a bump was interrupted, and since then this file was changed",
          fmt::format("restore it as it is in git, or see that all is right and remove {}",
                      record));
    }
  }
  return errors.none();
}

}  // namespace

bool ReleaseLock::Take(const std::string& folder, bool* waited, Diagnostics* diagnostics) {
  const std::string path = folder + "/lock";
  std::string error;
  *waited = false;
  if (DiskFileSystem files; !files.MakeDirectories(folder, &error)) {
    return diagnostics->ReportFile(folder, kIoError, error, "the repository must be writable");
  }
  file_ = Descriptor(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!file_.valid()) {
    return diagnostics->ReportFile(path, kIoError, std::strerror(errno),
                                   "the repository must be writable");
  }
  if (flock(file_.get(), LOCK_EX | LOCK_NB) == 0) return true;
  *waited = errno == EWOULDBLOCK;
  while (flock(file_.get(), LOCK_EX) != 0) {
    if (errno != EINTR) return diagnostics->ReportFile(path, kIoError, std::strerror(errno));
  }
  return true;
}

bool Recover(const std::string& folder, Recovery* recovery, std::vector<std::string>* paths,
             Diagnostics* diagnostics) {
  const std::string record = RecordPath(folder);
  const DiskFileSystem disk;
  const FileReader& files = disk;
  std::string text;
  std::string error;
  std::vector<FileChange> changes;
  std::vector<Content> contents;
  *recovery = Recovery::kNothing;
  // A record that was not written to its end is not needed: no file was touched yet.
  if (!Remove(NewPath(record), &error)) return diagnostics->ReportFile(record, kIoError, error);
  if (files.Status(record).kind == FileKind::kMissing) return true;
  if (!files.Read(record, &text, &error)) {
    return diagnostics->ReportFile(record, kIoError, error);
  }
  if (!ParseBumpRecord(text, &changes)) {
    return diagnostics->ReportFile(record, kReleaseInterrupted, "this is not the record of a bump",
                                   "see that the files of the release are right, then remove it");
  }
  if (!LookAtAll(changes, record, &contents, diagnostics)) return false;
  const bool any_after =
      std::find(contents.begin(), contents.end(), Content::kAfter) != contents.end();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const std::string& path = changes[i].path;
    const bool complete = any_after && contents[i] == Content::kBefore;
    const bool good = complete
                          ? WriteSynced(NewPath(path), changes[i].after, path, &error) &&
                                Rename(NewPath(path), path, &error) && SyncFolderOf(path, &error)
                          : Remove(NewPath(path), &error);
    if (!good) return diagnostics->ReportFile(path, kIoError, error);
    paths->push_back(path);
  }
  if (!RemoveRecord(folder, &error)) return diagnostics->ReportFile(record, kIoError, error);
  *recovery = any_after ? Recovery::kCompleted : Recovery::kUndone;
  return true;
}

bool ChangeFiles(const std::string& folder, const std::vector<FileChange>& changes,
                 Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  for (const FileChange& change : changes) CheckChange(change, diagnostics);
  if (!errors.none()) return false;
  std::string error;
  if (!WriteRecord(folder, changes, &error)) {
    return diagnostics->ReportFile(folder, kIoError, error, "no file was changed");
  }
  for (const FileChange& change : changes) {
    if (!WriteSynced(NewPath(change.path), change.after, change.path, &error)) {
      Undo(folder, changes, 0, &error);
      return diagnostics->ReportFile(change.path, kIoError, error, "no file was changed");
    }
  }
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const std::string& path = changes[i].path;
    const bool renamed = Rename(NewPath(path), path, &error);
    if (renamed && SyncFolderOf(path, &error)) continue;
    Undo(folder, changes, i + (renamed ? 1 : 0), &error);
    return diagnostics->ReportFile(path, kIoError, error, "no file was changed");
  }
  // Everything is done. If the record stays, the next bump finds that it is complete.
  if (!RemoveRecord(folder, &error)) {
    diagnostics->Report({}, kReleaseJournal, error, "the bump is complete; the next removes it");
  }
  return true;
}

}  // namespace container_app
