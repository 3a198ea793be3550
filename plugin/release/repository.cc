// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/repository.h"

#include "base/run_command.h"
#include "base/text.h"
#include "release/rules.h"

namespace container_app {
namespace {

constexpr std::chrono::minutes kLimit{5};
constexpr std::string_view kNoGit = "git cannot be run";
constexpr std::string_view kFatal = "fatal: ";

/// `git` with options, so that the user's configuration does not change its answers.
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
  const CommandEnd end = ReadCommand(GitWords(folder, arguments), kLimit, output);
  if (end.good()) return true;
  std::string_view line = std::string_view(end.errors).substr(0, end.errors.find('\n'));
  if (line.starts_with(kFatal)) line.remove_prefix(kFatal.size());
  *error = end.started && !end.timed_out && !line.empty() ? std::string(line)
                                                          : FailureText("git", kLimit, end);
  return false;
}

std::string FixOf(std::string_view error) {
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
    return diagnostics->ReportFile(folder, kGit, error, FixOf(error));
  }
  const auto lines = Split(output, '\n');
  if (lines.size() < 3) {
    return diagnostics->ReportFile(folder, kGit, "git says nothing of this repository");
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
