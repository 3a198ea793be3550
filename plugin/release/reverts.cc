// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/reverts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "release/changes.h"
#include "release/messages.h"

namespace container_app {
namespace {

std::string Name(const Commit& commit) {
  return fmt::format("{} {}", ShortHash(commit.hash), OneLine(commit.subject()));
}

class Canceller {
 public:
  Canceller(const std::vector<Commit>& commits, const RevertQuestions& questions)
      : commits_(commits), questions_(questions), whole_(commits.size(), true) {
    result_.with.resize(commits.size());
    for (std::size_t i = 0; i < commits.size(); ++i) {
      by_hash_.emplace(commits[i].hash, i);
      for (std::string& hash : CherryPickedFrom(commits[i].message)) {
        picked_.emplace(std::move(hash), i);
      }
    }
  }

  CancelledCommits Run() {
    for (std::size_t i = 0; i < commits_.size(); ++i) {
      // A merge brings the commit that reverts.
      if (result_.with[i].empty() && commits_[i].parents.size() < 2) Judge(i);
    }
    return std::move(result_);
  }

 private:
  void Note(std::size_t revert, const std::string& what) {
    result_.notes.push_back(
        fmt::format("{} {}: it counts as a change of its own", Name(commits_[revert]), what));
  }

  void Judge(std::size_t revert) {
    if (!whole_[revert]) return;
    const Reverted named = WhatIsReverted(commits_[revert].message);
    if (named.hashes.empty() && named.requests.empty()) {
      if (named.by_subject) Note(revert, "names no commit that it reverts");
      return;
    }
    std::vector<std::size_t> targets;
    bool all = true;
    for (const std::string& hash : named.hashes) {
      all = AddTarget(revert, FindHash(hash), hash, &targets) && all;
    }
    for (const std::string& number : named.requests) {
      all = AddTarget(revert, FindRequest(revert, number), "", &targets) && all;
    }
    if (!all) {
      KeepWhole(targets);
      return;
    }
    std::vector<const Commit*> reverted;
    for (const std::size_t target : targets) reverted.push_back(&commits_[target]);
    if (questions_.takes_back(commits_[revert], reverted)) {
      Cancel(revert, targets);
      return;
    }
    KeepWhole(targets);
    Note(revert, fmt::format("reverts {}, but not exactly", Name(commits_[targets.front()])));
  }

  /// What is only partly reverted counts, and takes nothing back itself.
  void KeepWhole(const std::vector<std::size_t>& targets) {
    for (const std::size_t target : targets) whole_[target] = false;
  }

  bool AddTarget(std::size_t revert, std::vector<std::size_t> found, const std::string& hash,
                 std::vector<std::size_t>* targets) {
    std::erase_if(found, [&](std::size_t at) { return at <= revert; });
    if (found.size() != 1) {
      const std::string shown = ShortHash(hash);
      Note(revert, found.size() > 1 ? fmt::format("reverts {}, which several commits may be", shown)
                   : hash.empty()
                       ? "reverts a request that no commit of this cycle names"
                       : fmt::format("reverts {}, which {}", shown, questions_.where(hash)));
      return false;
    }
    if (!result_.with[found.front()].empty()) {
      Note(revert,
           fmt::format("reverts {}, which is reverted already", Name(commits_[found.front()])));
      return false;
    }
    if (std::find(targets->begin(), targets->end(), found.front()) == targets->end()) {
      targets->push_back(found.front());
    }
    return true;
  }

  /// Commits whose hash begins so; otherwise the one that was picked from such a commit.
  std::vector<std::size_t> FindHash(const std::string& hash) const {
    std::vector<std::size_t> found;
    for (const auto* hashes : {&by_hash_, &picked_}) {
      for (auto at = hashes->lower_bound(hash); at != hashes->end() && at->first.starts_with(hash);
           ++at) {
        found.push_back(at->second);
      }
      if (!found.empty()) break;
    }
    return found;
  }

  /// The merge of a request before the commits that it brought.
  std::vector<std::size_t> FindRequest(std::size_t revert, const std::string& number) const {
    for (std::size_t i = revert + 1; i < commits_.size(); ++i) {
      if (IsOfRequest(commits_[i].message, number)) return {i};
    }
    return {};
  }

  void Cancel(std::size_t revert, const std::vector<std::size_t>& targets) {
    result_.with[revert] = commits_[targets.front()].hash;
    for (const std::size_t target : targets) {
      result_.with[target] = commits_[revert].hash;
      for (const std::size_t brought : BroughtBy(target)) {
        if (result_.with[brought].empty()) result_.with[brought] = commits_[revert].hash;
      }
      result_.notes.push_back(fmt::format("{} is reverted by {}: neither counts",
                                          Name(commits_[target]),
                                          ShortHash(commits_[revert].hash)));
    }
  }

  std::set<std::size_t> Ancestors(std::vector<std::string> next) const {
    std::set<std::size_t> found;
    while (!next.empty()) {
      const auto at = by_hash_.find(next.back());
      next.pop_back();
      if (at == by_hash_.end() || !found.insert(at->second).second) continue;
      const auto& parents = commits_[at->second].parents;
      next.insert(next.end(), parents.begin(), parents.end());
    }
    return found;
  }

  /// What a merge brought to its first parent; nothing for another commit.
  std::vector<std::size_t> BroughtBy(std::size_t merge) const {
    const auto& parents = commits_[merge].parents;
    if (parents.size() < 2) return {};
    const std::set<std::size_t> before = Ancestors({parents.front()});
    const std::set<std::size_t> all = Ancestors({parents.begin() + 1, parents.end()});
    std::vector<std::size_t> brought;
    std::set_difference(all.begin(), all.end(), before.begin(), before.end(),
                        std::back_inserter(brought));
    return brought;
  }

  const std::vector<Commit>& commits_;
  const RevertQuestions& questions_;
  std::map<std::string, std::size_t> by_hash_;
  std::map<std::string, std::size_t> picked_;  ///< Of other branches, by the hash there.
  std::vector<bool> whole_;                    ///< No later revert took back a part of it.
  CancelledCommits result_;
};

}  // namespace

CancelledCommits CancelReverts(const std::vector<Commit>& commits,
                               const RevertQuestions& questions) {
  return Canceller(commits, questions).Run();
}

}  // namespace container_app
