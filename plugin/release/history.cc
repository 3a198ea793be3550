// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/history.h"

#include <fmt/format.h>

#include <unordered_set>

#include "base/text.h"
#include "release/reverts.h"
#include "release/rules.h"

namespace container_app {
namespace {

constexpr char kCommitMark = '\x01';

/// One commit of `git log -z`: mark, hash, parents, author and message, each ended by NUL, one more
/// NUL, and when files have changed a newline and their names, each ended by NUL.
bool ReadCommit(std::string_view* text, Commit* commit) {
  const auto take = [text](std::string_view* part) {
    const std::size_t end = text->find('\0');
    if (end == std::string_view::npos) return false;
    *part = text->substr(0, end);
    text->remove_prefix(end + 1);
    return true;
  };
  std::string_view hash;
  std::string_view parents;
  std::string_view author;
  std::string_view message;
  if (!text->starts_with(kCommitMark)) return false;
  text->remove_prefix(1);
  if (!take(&hash) || !take(&parents) || !take(&author) || !take(&message)) return false;
  commit->hash = std::string(hash);
  commit->author = std::string(author);
  commit->message = std::string(message);
  for (const std::string_view parent : Split(parents, ' ')) {
    if (!parent.empty()) commit->parents.emplace_back(parent);
  }
  if (text->starts_with('\0')) text->remove_prefix(1);
  if (!text->starts_with('\n')) return true;
  text->remove_prefix(1);
  std::string_view path;
  while (!text->empty() && !text->starts_with(kCommitMark)) {
    if (!take(&path)) return false;
    commit->paths.emplace_back(path);
  }
  return true;
}

/// All that `head` leads to and `since` (a hash, or empty) does not, none before its children.
bool ReadCommits(const Repository& repository, const std::string& since, const std::string& head,
                 std::vector<Commit>* commits, std::string* error) {
  std::string output;
  std::vector<std::string> words{"log",
                                 "-z",
                                 "--date-order",
                                 "--name-only",
                                 "--no-renames",
                                 "--no-ext-diff",
                                 "--no-textconv",
                                 "--no-notes",
                                 "--no-color",
                                 "--no-decorate",
                                 "--no-mailmap",
                                 "--encoding=UTF-8",
                                 "--diff-merges=first-parent",
                                 "--format=%x01%H%x00%P%x00%an%x00%B%x00",
                                 head};
  if (!since.empty()) words.push_back("^" + since);
  words.emplace_back("--");
  if (!RunGit(repository, words, &output, error)) return false;
  for (std::string_view text = output; !text.empty();) {
    if (!ReadCommit(&text, &commits->emplace_back())) {
      *error = "the output of git log cannot be read";
      return false;
    }
  }
  return true;
}

bool MarkBeforeBase(const Repository& repository, const HistoryRange& range,
                    std::vector<Commit>* commits, std::string* error) {
  std::string output;
  if (!RunGit(repository, {"rev-list", range.head, "^" + range.base, "--"}, &output, error)) {
    return false;
  }
  const auto lines = Split(output, '\n');
  const std::unordered_set<std::string_view> asked(lines.begin(), lines.end());
  for (Commit& commit : *commits) commit.before_base = !asked.contains(commit.hash);
  return true;
}

}  // namespace

std::string_view Commit::subject() const {
  return std::string_view(message).substr(0, message.find('\n'));
}

bool ResolveCommit(const Repository& repository, std::string_view option,
                   const std::string& reference, std::string* hash, Diagnostics* diagnostics) {
  std::string error;
  if (RunGit(repository,
             {"rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}"},
             hash, &error)) {
    *hash = std::string(Trim(*hash));
    return true;
  }
  const std::string what = reference == "HEAD"
                               ? "there is no commit yet"
                               : fmt::format("{}: there is no commit '{}' here", option, reference);
  return diagnostics->ReportFile(
      repository.top, kGitReference, what,
      repository.shallow ? "the clone is shallow: git fetch --unshallow --tags" : "see git log");
}

bool FindForkOf(const Repository& repository, const std::string& name, const std::string& base,
                const std::string& head, std::string* fork, Diagnostics* diagnostics) {
  std::string error;
  if (RunGit(repository, {"merge-base", base, head}, fork, &error)) {
    *fork = std::string(Trim(*fork));
    return true;
  }
  return diagnostics->ReportFile(repository.top, repository.shallow ? kGitShallow : kGitReference,
                                 fmt::format("{} and the head have no commit in common", name),
                                 repository.shallow ? "the clone is shallow: git fetch --unshallow"
                                                    : "name the branch it was made from");
}

bool ReadChanges(const Repository& repository, const HistoryRange& range, History* history,
                 Diagnostics* diagnostics) {
  const std::string& since = range.cycle.empty() ? range.base : range.cycle;
  std::string error;
  std::vector<Commit> commits;
  if (!ReadCommits(repository, since, range.head, &commits, &error) ||
      (since != range.base && !MarkBeforeBase(repository, range, &commits, &error))) {
    return diagnostics->ReportFile(repository.top, kGit, error);
  }
  CancelledCommits cancelled =
      CancelReverts(commits, AskGitOfReverts(repository, range.head, &error));
  if (!error.empty()) return diagnostics->ReportFile(repository.top, kGit, error);
  history->changes = StepsOf(commits, cancelled.with, range);
  history->notes = std::move(cancelled.notes);
  return true;
}

}  // namespace container_app
