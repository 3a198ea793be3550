// SPDX-License-Identifier: GPL-2.0-or-later
// What holds of every decision, on histories made at random.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "deb/changelog_edit.h"
#include "deb/version.h"
#include "release/decision.h"
#include "unit/release/histories.h"

namespace container_app {
namespace {

constexpr Level kLevels[] = {Level::kNone, Level::kPatch, Level::kMinor, Level::kMajor};

class DecidedHistory {
 public:
  explicit DecidedHistory(unsigned seed) : random_(seed) {
    policy_.ignored = {"*.md"};
    policy_.distribution = Pick(2) == 0 ? "UNRELEASED" : "unstable";
    if (Pick(3) == 0) policy_.debian_version = "{version}";
    const std::string version = fmt::format("{}.{}.{}", Pick(3), Pick(12), Pick(12));
    SetState(version, version + (policy_.debian_version == "{version}" ? "" : "-1"), "unstable");
    Publish();
  }

  int Pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

  /// A change, which may affect the package and may name a level.
  Change MakeChange() {
    Change change;
    change.hash = fmt::format("{:040x}", ++count_);
    change.title = fmt::format("change {}", count_);
    change.level = kLevels[Pick(4)];
    change.level_subject = change.title;
    change.paths = {Pick(4) == 0 ? "README.md" : "src/berth.cc"};
    return change;
  }

  /// Decides about one merge and does what was decided.
  Decision Merge(const Change& change) {
    Facts facts{state_,        builds_,        released_, ReleasedFrom::kTags,
                "the release", {{change}, {}}, {},        {}};
    Decision decision;
    Diagnostics diagnostics;
    EXPECT_TRUE(DecideFrom(facts, policy_, &decision, &diagnostics));
    for (const Finding& finding : diagnostics.findings()) ADD_FAILURE() << FormatFinding(finding);
    Apply(decision);
    return decision;
  }

  void Publish() {
    released_ = KnownBuild{state_.version, 1, "tag", "commit", true, false, state_.version};
    builds_.push_back(*released_);
    ChangelogEntry released;
    released.version = state_.top.version;
    released.distribution = "unstable";
    released.maintainer = state_.top.maintainer;
    Write(released, true);
  }

  const TreeVersion& state() const { return state_; }
  const KnownBuild& released() const { return *released_; }

 private:
  void SetState(const std::string& version, const std::string& top, std::string distribution) {
    ChangelogEntry entry;
    entry.source = "berth";
    entry.version = top;
    entry.distribution = std::move(distribution);
    entry.urgency = "medium";
    entry.maintainer = "Ada <ada@x.example>";
    entry.changes = {"Initial release."};
    state_.changelog.text = FormatChangelogEntry(entry);
    SetVersion(version);
  }

  void SetVersion(const std::string& version) {
    std::string reason;
    std::string fix;
    Diagnostics diagnostics;
    state_.version = version;
    ASSERT_TRUE(ParseReleaseVersion(version, &state_.parts, &reason, &fix)) << reason;
    ASSERT_TRUE(ParseTopChangelogEntry(state_.changelog, &state_.top, &diagnostics));
  }

  /// As a bump writes it.
  void Write(ChangelogEntry entry, bool extends_top) {
    Diagnostics diagnostics;
    std::string text;
    entry.source = "berth";
    ASSERT_TRUE(extends_top ? ExtendChangelogEntry(state_.changelog, entry, {}, &text, &diagnostics)
                            : AddChangelogEntry(state_.changelog, entry, &text, &diagnostics))
        << FormatFinding(diagnostics.findings().at(0));
    state_.changelog.text = text;
    SetVersion(state_.version);
  }

  void Apply(const Decision& decision) {
    if (decision.action == Action::kNothing) return;
    ChangelogEntry entry;
    entry.version = decision.changelog_version;
    entry.distribution = decision.extends_top ? "" : decision.distribution;
    entry.urgency = decision.urgency;
    entry.maintainer = "Ada <ada@x.example>";
    for (const Bullet& bullet : decision.bullets) entry.changes.push_back(bullet.text);
    if (entry.changes.empty()) entry.changes = {"New version."};
    Write(entry, decision.extends_top);
    SetVersion(decision.next_version);
  }

  std::mt19937 random_;
  ReleasePolicy policy_;
  TreeVersion state_;
  std::vector<KnownBuild> builds_;
  std::optional<KnownBuild> released_;
  std::uint64_t count_ = 0;
};

TEST(DecisionPropertyTest, VersionsNeverGoDown) {
  int rises = 0;
  for (unsigned seed = 0; seed < kHistories; ++seed) {
    DecidedHistory history(seed);
    for (int step = 0; step < 12; ++step) {
      const TreeVersion before = history.state();
      history.Merge(history.MakeChange());
      const TreeVersion& after = history.state();
      ASSERT_GE(CompareVersions(after.version, before.version), 0) << seed;
      ASSERT_GE(CompareVersions(after.top.version, before.top.version), 0) << seed;
      ASSERT_EQ(BaseOf(after.top.version), after.version) << seed;
      rises += after.version != before.version ? 1 : 0;
      if (history.Pick(5) == 0) history.Publish();
    }
  }
  EXPECT_GT(rises, kHistories);
}

TEST(DecisionPropertyTest, ADecisionThatWasCarriedOutRaisesNothingMore) {
  int raised = 0;
  for (unsigned seed = 0; seed < kHistories; ++seed) {
    DecidedHistory history(seed);
    for (int step = 0; step < 6; ++step) {
      const Change change = history.MakeChange();
      const Decision first = history.Merge(change);
      const Decision second = history.Merge(change);
      raised += first.next_version != first.version ? 1 : 0;
      ASSERT_EQ(second.next_version, first.next_version) << seed;
      ASSERT_EQ(second.action, Action::kNothing) << seed;
      if (history.Pick(4) == 0) history.Publish();
    }
  }
  EXPECT_GT(raised, kHistories / 2);
}

TEST(DecisionPropertyTest, MergesInAnyOrderEndAtTheSameVersion) {
  for (unsigned seed = 0; seed < kHistories; ++seed) {
    std::vector<Change> changes;
    DecidedHistory first(seed);
    for (int i = 0; i < 7; ++i) changes.push_back(first.MakeChange());
    for (const Change& change : changes) first.Merge(change);
    std::mt19937 random(seed);
    std::shuffle(changes.begin(), changes.end(), random);
    DecidedHistory second(seed);
    for (const Change& change : changes) second.Merge(change);
    ASSERT_EQ(second.state().version, first.state().version) << seed;
  }
}

TEST(DecisionPropertyTest, ACycleEndsAtTheHighestLevelAboveItsRelease) {
  for (unsigned seed = 0; seed < kHistories; ++seed) {
    DecidedHistory history(seed);
    Level highest = Level::kNone;
    for (int i = 0; i < 5; ++i) {
      const Change change = history.MakeChange();
      if (change.paths.front() != "README.md") {
        highest = std::max({highest, change.level, Level::kPatch});
      }
      history.Merge(change);
    }
    ReleaseVersion from;
    std::string reason;
    std::string fix;
    ASSERT_TRUE(ParseReleaseVersion(history.released().version, &from, &reason, &fix));
    // Major-Zero: minor
    if (from.numbers[0] == 0) highest = std::min(highest, Level::kMinor);
    ASSERT_EQ(history.state().version, Raised(from, highest)) << seed;
  }
}

}  // namespace
}  // namespace container_app
