// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "release/rules.h"

namespace container_app {
namespace {

constexpr char kCommitMark = '\x01';

/// One commit of `git log -z`: mark, hash, parents and message, each ended by NUL, one more NUL,
/// and when files have changed a newline and their names, each ended by NUL.
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
  std::string_view message;
  if (!text->starts_with(kCommitMark)) return false;
  text->remove_prefix(1);
  if (!take(&hash) || !take(&parents) || !take(&message)) return false;
  commit->hash = std::string(hash);
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

/// Merges made by forges and by git itself say nothing in their subject.
bool SaysNothing(std::string_view subject) {
  return subject.starts_with("Merge pull request ") || subject.starts_with("Merge branch ") ||
         subject.starts_with("Merge remote-tracking branch ") || subject.starts_with("Merge tag ");
}

std::string_view FirstLineOfBody(std::string_view message) {
  const std::size_t end = message.find('\n');
  if (end == std::string_view::npos) return {};
  const std::string_view body = Trim(message.substr(end));
  return body.substr(0, body.find('\n'));
}

void TakeLevel(std::string_view message, std::string_view subject, Change* change) {
  const Level level = LevelOfMessage(message);
  if (level <= change->level) return;
  change->level = level;
  change->level_subject = std::string(subject);
}

class Line {
 public:
  explicit Line(const std::vector<Commit>& commits) : commits_(commits) {
    for (std::size_t i = 0; i < commits.size(); ++i) by_hash_.emplace(commits[i].hash, i);
    taken_.resize(commits.size(), false);
  }

  std::vector<Change> Changes(const std::string& head) {
    std::vector<std::size_t> line;
    for (auto at = by_hash_.find(head); at != by_hash_.end();) {
      line.push_back(at->second);
      const Commit& commit = commits_[at->second];
      at = commit.parents.empty() ? by_hash_.end() : by_hash_.find(commit.parents.front());
    }
    std::vector<Change> changes;
    for (auto at = line.rbegin(); at != line.rend(); ++at) taken_[*at] = true;
    for (auto at = line.rbegin(); at != line.rend(); ++at) changes.push_back(Step(*at));
    return changes;
  }

 private:
  Change Step(std::size_t index) {
    const Commit& commit = commits_[index];
    Change change;
    change.hash = commit.hash;
    change.paths = commit.paths;
    change.title = std::string(Trim(commit.subject()));
    TakeLevel(commit.message, commit.subject(), &change);
    if (commit.parents.size() < 2) {
      change.subjects.push_back(change.title);
      return change;
    }
    Bring(commit, &change);
    if (SaysNothing(change.title)) {
      change.title = std::string(Trim(FirstLineOfBody(commit.message)));
      // A title there counts as a subject does: forges put the one of the request there.
      TakeLevel(change.title, change.title, &change);
    }
    return change;
  }

  /// The commits that a merge brought, the oldest first.
  void Bring(const Commit& merge, Change* change) {
    std::vector<std::size_t> brought;
    std::vector<std::string_view> next(merge.parents.begin() + 1, merge.parents.end());
    while (!next.empty()) {
      const auto found = by_hash_.find(std::string(next.back()));
      next.pop_back();
      if (found == by_hash_.end() || taken_[found->second]) continue;
      taken_[found->second] = true;
      brought.push_back(found->second);
      const auto& parents = commits_[found->second].parents;
      next.insert(next.end(), parents.begin(), parents.end());
    }
    // git prints the newest first.
    std::sort(brought.rbegin(), brought.rend());
    for (const std::size_t index : brought) {
      const Commit& commit = commits_[index];
      TakeLevel(commit.message, commit.subject(), change);
      if (commit.parents.size() < 2) change->subjects.emplace_back(Trim(commit.subject()));
    }
  }

  const std::vector<Commit>& commits_;
  std::unordered_map<std::string, std::size_t> by_hash_;
  std::vector<bool> taken_;
};

bool IsType(std::string_view text) {
  const std::string lower = LowerCase(text);
  return !lower.empty() && std::all_of(lower.begin(), lower.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == '-' || (c >= '0' && c <= '9');
  });
}

}  // namespace

std::string_view Commit::subject() const {
  return std::string_view(message).substr(0, message.find('\n'));
}

Level LevelOfMessage(std::string_view message) {
  for (const std::string_view line : Split(message, '\n')) {
    if (line.starts_with("BREAKING CHANGE: ") || line.starts_with("BREAKING-CHANGE: ")) {
      return Level::kMajor;
    }
  }
  const std::string_view subject = message.substr(0, message.find('\n'));
  const std::size_t colon = subject.find(": ");
  if (colon == std::string_view::npos) return Level::kNone;
  std::string_view type = subject.substr(0, colon);
  const bool marked = type.ends_with('!');
  if (marked) type.remove_suffix(1);
  if (type.ends_with(')')) type = type.substr(0, type.find('('));
  if (!IsType(type)) return Level::kNone;
  if (marked) return Level::kMajor;
  const std::string name = LowerCase(type);
  return name == "feat" ? Level::kMinor : name == "fix" ? Level::kPatch : Level::kNone;
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

bool ReadChanges(const Repository& repository, const std::string& base, const std::string& head,
                 std::vector<Change>* changes, Diagnostics* diagnostics) {
  changes->clear();
  std::string output;
  std::string error;
  std::vector<std::string> words{"log",
                                 "-z",
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
                                 "--format=%x01%H%x00%P%x00%B%x00",
                                 head};
  if (!base.empty()) words.push_back("^" + base);
  words.emplace_back("--");
  if (!RunGit(repository, words, &output, &error)) {
    return diagnostics->ReportFile(repository.top, kGit, error);
  }
  std::vector<Commit> commits;
  for (std::string_view text = output; !text.empty();) {
    if (!ReadCommit(&text, &commits.emplace_back())) {
      return diagnostics->ReportFile(repository.top, kGit, "the output of git log cannot be read");
    }
  }
  *changes = Line(commits).Changes(head);
  return true;
}

}  // namespace container_app
