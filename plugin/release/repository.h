// SPDX-License-Identifier: GPL-2.0-or-later
// A git repository, asked through the git program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace container_app {

struct Repository {
  std::string top;         ///< Of the work tree, absolute.
  std::string git_folder;  ///< `git rev-parse --git-common-dir`, absolute.
  bool shallow = false;    ///< Cloned without all of its history.
};

/// Finds the repository that `folder` is in. Error `git` when it is in no repository or git does
/// not run.
bool OpenRepository(const std::string& folder, Repository* repository, Diagnostics* diagnostics);

/// Runs `git ARGUMENT…` there and takes what it prints. False with a sentence in `error` when git
/// does not start or ends with another status than 0.
bool RunGit(const Repository& repository, const std::vector<std::string>& arguments,
            std::string* output, std::string* error);

}  // namespace container_app
