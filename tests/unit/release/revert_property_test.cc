// SPDX-License-Identifier: GPL-2.0-or-later
// What holds of decisions about whole histories made at random: with merges, reverts (of reverts,
// of several commits, of what is released, in part), squash bodies, versions 0.x, and a second
// branch.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "deb/version.h"
#include "release/decision.h"
#include "release/history.h"
#include "release/reverts.h"
#include "unit/release/histories.h"

namespace container_app {
namespace {

constexpr int kReleased = -1;  // A feature from before the cycle.

/// What a commit does: features that it adds (+1) or takes away (-1).
using Effect = std::map<int, int>;

Effect Inverse(const Effect& effect) {
  Effect inverse;
  for (const auto& [feature, sign] : effect) inverse[feature] = -sign;
  return inverse;
}

/// A history, and what a look at its features says of it.
class RandomHistory {
 public:
  explicit RandomHistory(unsigned seed) : random_(seed) {
    policy_.squash_body = Pick(2) == 0 ? "read" : "ignore";
    policy_.major_zero = Pick(2) == 0 ? "minor" : "major";
    facts_.current.version = fmt::format("{}.{}.{}", Pick(3), Pick(12), Pick(12));
    facts_.current.top.version = facts_.current.version + "-1";
    facts_.current.top.source = "berth";
    facts_.current.top.distribution = "unstable";
    std::string reason;
    std::string fix;
    ParseReleaseVersion(facts_.current.version, &facts_.current.parts, &reason, &fix);
    facts_.released =
        KnownBuild{facts_.current.version, 1, "tag", "c", true, false, facts_.current.version};
    facts_.released_from = ReleasedFrom::kTags;
    facts_.since = "tag";
    facts_.builds.push_back(*facts_.released);
    features_[kReleased] = 1;
    const int steps = 1 + Pick(9);
    for (int i = 0; i < steps; ++i) Step();
    if (Pick(4) == 0) AddOtherBranch();
  }

  bool Decide(Decision* decision, Diagnostics* diagnostics) {
    std::vector<Commit> newest_first(commits_.rbegin(), commits_.rend());
    const CancelledCommits cancelled = CancelReverts(
        newest_first,
        {[this](const Commit& revert, const std::vector<const Commit*>& reverted) {
           Effect sum;
           for (const Commit* commit : reverted) {
             for (const auto& [feature, sign] : effects_.at(commit->hash)) sum[feature] += sign;
           }
           std::erase_if(sum, [](const auto& one) { return one.second == 0; });
           return effects_.at(revert.hash) == Inverse(sum);
         },
         [](const std::string&) { return std::string("is from before this cycle"); }});
    HistoryRange range;
    range.head = main_;
    range.read_squash_bodies = policy_.squash_body == "read";
    facts_.history = {StepsOf(newest_first, cancelled.with, range), cancelled.notes};
    return DecideFrom(facts_, policy_, decision, diagnostics);
  }

  /// The level of the features that are there at the end and were not at the start.
  Level Expected() const {
    Level level = features_.at(kReleased) == 1 ? Level::kNone : Level::kPatch;
    for (const auto& [feature, there] : features_) {
      if (feature != kReleased && there == 1) {
        level = std::max({level, levels_.at(feature), Level::kPatch});
      }
    }
    const bool zero = facts_.current.parts.numbers[0] == 0;
    return zero && policy_.major_zero == "minor" ? std::min(level, Level::kMinor) : level;
  }

  const Facts& facts() const { return facts_; }
  /// The features whose commits may be told: those that are there.
  std::set<std::string> Told() const {
    std::set<std::string> told;
    for (const auto& [feature, there] : features_) {
      if (feature != kReleased && there == 1) told.insert(titles_.at(feature));
    }
    return told;
  }

 private:
  int Pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

  void Step() {
    if (Pick(3) > 0) {
      main_ = AddCommit(main_);
      return;
    }
    std::string side = main_;
    for (int i = 0, count = 1 + Pick(3); i < count; ++i) side = AddCommit(side);
    Commit merge;
    merge.hash = NextHash();
    merge.parents = {main_, side};
    merge.message = "Merge branch 'side'\n";
    merge.paths = {"src/berth.cc"};
    main_ = merge.hash;
    commits_.push_back(std::move(merge));
  }

  std::string NextHash() { return fmt::format("{:040x}", 0xabcdef0000 + ++count_); }

  std::string AddCommit(const std::string& parent) {
    Commit commit;
    commit.hash = NextHash();
    if (!parent.empty()) commit.parents = {parent};
    commit.paths = {"src/berth.cc"};
    commit.author = "Ada";
    const int kind = Pick(5);
    if (kind == 0 && RevertOne(&commit)) {
      // It is one that takes back all of another.
    } else {
      NewFeature(kind == 1, &commit);
    }
    for (const auto& [feature, sign] : effects_[commit.hash]) features_[feature] += sign;
    commits_.push_back(commit);
    return commit.hash;
  }

  /// A feature of its own; one that only `mentions` another commit counts all the same.
  void NewFeature(bool mentions, Commit* commit) {
    constexpr std::string_view kTypes[] = {"docs: ", "fix: ", "feat: ", "feat!: "};
    const int feature = static_cast<int>(titles_.size());
    int level = Pick(4);
    std::string title = fmt::format("{}change {}", kTypes[level], feature);
    std::string body;
    if (const int squashed = Pick(4); Pick(4) == 0) {
      body = fmt::format("\n* {}squashed\n* feat!: gone\n* Revert \"feat!: gone\"\n",
                         kTypes[squashed]);
      if (policy_.squash_body == "read") level = std::max(level, squashed);
    }
    if (mentions && !commits_.empty()) {
      const Commit& other =
          commits_[static_cast<std::size_t>(Pick(static_cast<int>(commits_.size())))];
      if (other.parents.size() < 2 && !other.message.starts_with("Revert ")) {
        body += fmt::format("\nThis reverts commit {}.\n", other.hash);
        in_part_.insert(other.hash);
      }
    }
    levels_.push_back(static_cast<Level>(level));
    commit->message = title + "\n" + body;
    titles_.push_back(title);
    effects_[commit->hash] = {{feature, 1}};
  }

  /// Takes back one or two commits whose work is there, or what is released.
  bool RevertOne(Commit* commit) {
    std::vector<const Commit*> candidates;
    for (const Commit& other : commits_) {
      if (other.parents.size() < 2 && IsActive(other.hash) && !TouchesPart(other.hash)) {
        candidates.push_back(&other);
      }
    }
    if (candidates.empty() || Pick(6) == 0) {
      if (features_[kReleased] == 0) return false;
      commit->message = "Revert \"old\"\n\nThis reverts commit 0123456789abcdef.\n";
      effects_[commit->hash] = {{kReleased, -1}};
      return true;
    }
    std::shuffle(candidates.begin(), candidates.end(), random_);
    candidates.resize(
        std::min<std::size_t>(candidates.size(), 1 + static_cast<std::size_t>(Pick(2))));
    Effect sum;
    commit->message = "Revert \"some\"\n";
    for (const Commit* other : candidates) {
      for (const auto& [feature, sign] : effects_.at(other->hash)) sum[feature] += sign;
      commit->message += fmt::format("\nThis reverts commit {}.\n", other->hash);
    }
    // Only what is there can be taken away, and only what is not can come back.
    for (const auto& [feature, sign] : sum) {
      if (sign == 0 || features_[feature] - sign < 0 || features_[feature] - sign > 1) return false;
    }
    for (const Commit* other : candidates) reverted_by_[other->hash].push_back(commit->hash);
    effects_[commit->hash] = Inverse(sum);
    return true;
  }

  /// No revert of it is in force.
  bool IsActive(const std::string& hash) const {
    const auto found = reverted_by_.find(hash);
    return found == reverted_by_.end() ||
           std::none_of(found->second.begin(), found->second.end(),
                        [this](const std::string& revert) { return IsActive(revert); });
  }

  bool TouchesPart(const std::string& hash) const { return in_part_.contains(hash); }

  void AddOtherBranch() {
    KnownBuild other = *facts_.released;
    const auto& numbers = facts_.current.parts.numbers;
    other.version = other.full = Pick(2) == 0 ? fmt::format("{}.0.0", numbers[0] + 1)
                                              : fmt::format("{}.{}.0", numbers[0], numbers[1] + 1);
    other.elsewhere = true;
    facts_.builds.push_back(other);
  }

  std::mt19937 random_;
  ReleasePolicy policy_;
  Facts facts_;
  std::string main_;
  int count_ = 0;
  std::vector<Commit> commits_;  ///< The oldest first.
  std::map<std::string, Effect> effects_;
  std::map<std::string, std::vector<std::string>> reverted_by_;
  std::set<std::string> in_part_;
  std::map<int, int> features_;
  std::vector<Level> levels_;
  std::vector<std::string> titles_;
};

TEST(RevertPropertyTest, WhatIsThereAtTheEndCountsAndNothingElse) {
  int started = 0;
  int nothing = 0;
  int taken = 0;
  for (unsigned seed = 0; seed < kHistories; ++seed) {
    RandomHistory history(seed);
    Decision decision;
    Diagnostics diagnostics;
    const bool good = history.Decide(&decision, &diagnostics);
    const Level level = history.Expected();
    const std::string due = Raised(history.facts().current.parts, level);
    const KnownBuild& last = history.facts().builds.back();
    if (last.elsewhere && CompareVersions(due, last.version) >= 0) {
      ASSERT_FALSE(good) << seed;
      ASSERT_EQ(diagnostics.findings().at(0).rule, "version-taken") << seed;
      ++taken;
      continue;
    }
    ASSERT_TRUE(good) << seed << FormatFinding(diagnostics.findings().at(0));
    ASSERT_EQ(decision.next_version, level == Level::kNone ? decision.version : due) << seed;
    ASSERT_EQ(decision.action, level == Level::kNone ? Action::kNothing : Action::kStart) << seed;
    const std::set<std::string> there = history.Told();
    for (const Bullet& bullet : decision.bullets) {
      const bool is_revert = bullet.text.starts_with("Revert ");
      ASSERT_TRUE(is_revert || there.contains(bullet.text)) << seed << " " << bullet.text;
    }
    ++(level == Level::kNone ? nothing : started);
  }
  EXPECT_GT(started, kHistories / 2);
  EXPECT_GT(nothing, kHistories / 100);
  EXPECT_GT(taken, kHistories / 100);
}

}  // namespace
}  // namespace container_app
