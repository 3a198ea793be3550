// SPDX-License-Identifier: GPL-2.0-or-later
// Implements release/history.h: StepsOf().
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "release/history.h"
#include "release/messages.h"

namespace container_app {
namespace {

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

void TakeLevel(Level level, std::string_view subject, Change* change) {
  if (level <= change->level) return;
  change->level = level;
  change->level_subject = std::string(subject);
}

class Line {
 public:
  Line(const std::vector<Commit>& commits, const std::vector<std::string>& cancelled_with,
       bool read_bodies)
      : commits_(commits), cancelled_with_(cancelled_with), read_bodies_(read_bodies) {
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
    change.hashes.push_back(commit.hash);
    change.author = commit.author;
    change.paths = commit.paths;
    change.before_base = commit.before_base;
    change.cancelled_with = cancelled_with_[index];
    change.title = std::string(SubjectOf(commit.message));
    TakeLevel(LevelOfMessage(commit.message), commit.subject(), &change);
    if (commit.parents.size() < 2) {
      change.subjects.push_back(change.title);
      TakeBody(commit, &change);
      return change;
    }
    Bring(commit, &change);
    if (SaysNothing(change.title)) {
      change.title = std::string(Trim(FirstLineOfBody(commit.message)));
      // A title there counts as a subject does: forges put the one of the request there.
      TakeLevel(LevelOfMessage(change.title), change.title, &change);
    }
    return change;
  }

  void TakeBody(const Commit& commit, Change* change) const {
    const LeveledSubject found = LevelOfBody(commit.message);
    if (found.level <= change->level) return;
    if (read_bodies_) {
      TakeLevel(found.level, found.subject, change);
    } else {
      change->unread_subject = found.subject;
    }
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
      const auto& parents = commits_[found->second].parents;
      next.insert(next.end(), parents.begin(), parents.end());
      if (commits_[found->second].before_base == merge.before_base) {
        brought.push_back(found->second);
      }
    }
    // git prints the newest first.
    std::sort(brought.rbegin(), brought.rend());
    for (const std::size_t index : brought) {
      const Commit& commit = commits_[index];
      change->hashes.push_back(commit.hash);
      if (!cancelled_with_[index].empty()) continue;
      TakeLevel(LevelOfMessage(commit.message), commit.subject(), change);
      if (commit.parents.size() > 1) continue;
      TakeBody(commit, change);
      change->subjects.emplace_back(SubjectOf(commit.message));
    }
    TakeAuthor(brought, change);
    if (change->cancelled_with.empty()) change->cancelled_with = AllCancelled(merge, brought);
  }

  void TakeAuthor(const std::vector<std::size_t>& brought, Change* change) const {
    std::string author;
    for (const std::size_t index : brought) {
      const Commit& commit = commits_[index];
      if (commit.parents.size() > 1 || !cancelled_with_[index].empty()) continue;
      if (!author.empty() && author != commit.author) return;
      author = commit.author;
    }
    if (!author.empty()) change->author = author;
  }

  /// When each commit of a merge cancels out with another one, and the merge itself changes no
  /// other file, what the first cancels out with.
  std::string AllCancelled(const Commit& merge, const std::vector<std::size_t>& brought) const {
    std::string with;
    std::unordered_set<std::string_view> paths;
    for (const std::size_t index : brought) {
      if (commits_[index].parents.size() > 1) continue;
      if (cancelled_with_[index].empty()) return "";
      if (with.empty()) with = cancelled_with_[index];
      paths.insert(commits_[index].paths.begin(), commits_[index].paths.end());
    }
    const bool others =
        std::any_of(merge.paths.begin(), merge.paths.end(),
                    [&paths](const std::string& path) { return !paths.contains(path); });
    return others ? "" : with;
  }

  const std::vector<Commit>& commits_;
  const std::vector<std::string>& cancelled_with_;
  const bool read_bodies_;
  std::unordered_map<std::string, std::size_t> by_hash_;
  std::vector<bool> taken_;
};

}  // namespace

std::vector<Change> StepsOf(const std::vector<Commit>& commits,
                            const std::vector<std::string>& cancelled_with,
                            const HistoryRange& range) {
  return Line(commits, cancelled_with, range.read_squash_bodies).Changes(range.head);
}

}  // namespace container_app
