// SPDX-License-Identifier: GPL-2.0-or-later
// Changes several files of a repository so that, whatever ends the program, either all are changed
// or none, once the next run has looked after it.
#pragma once

#include <string>
#include <vector>

#include "base/descriptor.h"
#include "base/diagnostics.h"
#include "release/bump_record.h"

namespace container_app {

/// Only one process at a time changes a repository. The lock is given back when this goes, or when
/// the process ends (flock(2)).
class ReleaseLock {
 public:
  /// Makes `folder`, where lock and record are, and waits until nobody else holds the lock.
  /// `waited`: somebody did. Error `io-error`.
  bool Take(const std::string& folder, bool* waited, Diagnostics* diagnostics);

 private:
  Descriptor file_;
};

/// What was done about a run that was interrupted.
enum class Recovery {
  kNothing,
  kUndone,     ///< It had changed no file; none is changed.
  kCompleted,  ///< It had changed some; now all are.
};

/// Looks for the record of an interrupted run. Called with the lock held, before anything is read.
/// Errors: `release-interrupted` for a file that is neither as before nor as after the change,
/// `io-error`; then nothing is changed.
bool Recover(const std::string& folder, Recovery* recovery, std::vector<std::string>* paths,
             Diagnostics* diagnostics);

/// Changes all files, in that order, or none. Called with the lock held. Errors: `release-race` for
/// a file that is not as before any more, `io-error`.
///
/// The record with all contents is on the disk before a file is touched, and all new contents are,
/// beside their files, before the first of them takes its place by rename(2).
bool ChangeFiles(const std::string& folder, const std::vector<FileChange>& changes,
                 Diagnostics* diagnostics);

}  // namespace container_app
