// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/repository.h"

#include <fmt/format.h>

#include "base/run_command.h"
#include "base/text.h"
#include "release/rules.h"

namespace container_app {
namespace {

constexpr std::chrono::minutes kLimit{5};
constexpr std::string_view kNoGit = "git cannot be run";
constexpr std::string_view kFatal = "fatal: ";

/// `git` with what the user's configuration must not change about its answers.
std::vector<std::string> GitWords(const std::string& folder,
                                  const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"git",
                                 "--no-pager",
                                 "--no-optional-locks",
                                 "--no-replace-objects",
                                 "-C",
                                 folder,
                                 "-c",
                                 "core.fsmonitor=false",
                                 "-c",
                                 "core.quotePath=false",
                                 "-c",
                                 "log.showSignature=false"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

bool Run(const std::string& folder, const std::vector<std::string>& arguments, std::string* output,
         std::string* error) {
  output->clear();
  const CommandEnd end =
      RunCommand(GitWords(folder, arguments), kLimit, [output](std::string_view piece) {
        output->append(piece);
        return true;
      });
  if (!end.started) {
    *error = std::string(kNoGit);
  } else if (end.timed_out) {
    *error = fmt::format("git {} took longer than {} minutes", arguments.front(), kLimit.count());
  } else if (end.status != 0) {
    std::string_view first = std::string_view(end.errors).substr(0, end.errors.find('\n'));
    if (first.starts_with(kFatal)) first.remove_prefix(kFatal.size());
    *error = first.empty() ? fmt::format("git {} ended with {}", arguments.front(), end.status)
                           : std::string(first);
  }
  return end.started && !end.timed_out && end.status == 0;
}

std::string MendOf(std::string_view error) {
  if (error == kNoGit) return "install the package git";
  if (error.starts_with("detected dubious ownership")) {
    return "run this as its owner, or set safe.directory: see git-config(1)";
  }
  return "run this in a clone of the repository";
}

}  // namespace

bool OpenRepository(const std::string& folder, Repository* repository, Diagnostics* diagnostics) {
  std::string output;
  std::string error;
  if (!Run(folder,
           {"rev-parse", "--path-format=absolute", "--show-toplevel", "--git-common-dir",
            "--is-shallow-repository"},
           &output, &error)) {
    return diagnostics->ReportFile(folder, kGit, error, MendOf(error));
  }
  const auto lines = Split(output, '\n');
  if (lines.size() < 3) {
    return diagnostics->ReportFile(folder, kGit, "git does not tell of this repository");
  }
  repository->top = std::string(lines[0]);
  repository->git_folder = std::string(lines[1]);
  repository->shallow = lines[2] == "true";
  return true;
}

bool RunGit(const Repository& repository, const std::vector<std::string>& arguments,
            std::string* output, std::string* error) {
  return Run(repository.top, arguments, output, error);
}

}  // namespace container_app
