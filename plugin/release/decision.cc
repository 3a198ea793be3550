// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "deb/version.h"
#include "release/changes.h"
#include "release/cycle.h"
#include "release/rules.h"
#include "release/verify_tree.h"

namespace container_app {
namespace {

constexpr std::string_view kUnreleased = "UNRELEASED";

std::string Counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// `~rc3` starts again with a version that goes up: `~rc1`.
std::string FirstBefore(const std::string& before) {
  if (before.empty()) return "";
  const std::size_t end = before.find_last_not_of("0123456789");
  const std::size_t digits = end == std::string::npos ? 0 : end + 1;
  return "~" + before.substr(0, digits) + (digits < before.size() ? "1" : "");
}

class Decider {
 public:
  Decider(const Facts& facts, const ReleasePolicy& policy, Decision* decision,
          Diagnostics* diagnostics)
      : facts_(facts), policy_(policy), decision_(*decision), diagnostics_(diagnostics) {}

  bool Run() {
    Begin();
    if (!JudgeCycle(facts_, policy_, &decision_, diagnostics_)) return false;
    JudgeChanges();
    if (decision_.level == Level::kNone && decision_.dropped.empty()) {
      Say("nothing is due");
      decision_.extends_top = false;
      return true;
    }
    ChooseVersion();
    return CheckElsewhere() && ChooseEntry();
  }

 private:
  void Say(std::string sentence) { decision_.reasons.push_back(std::move(sentence)); }

  void Begin() {
    decision_ = Decision();
    decision_.source = facts_.current.top.source;
    decision_.version = decision_.next_version = facts_.current.version;
    decision_.changelog_version = facts_.current.top.version;
    decision_.distribution = policy_.distribution;
    decision_.urgency = policy_.urgency;
    decision_.released_from = facts_.released_from;
    const ChangelogEntry& top = facts_.current.top;
    decision_.extends_top =
        top.distribution == kUnreleased &&
        (!facts_.released || CompareVersions(BaseOf(top.version), facts_.released->version) > 0);
    if (!facts_.released) return;
    decision_.released = facts_.released->full;
    decision_.released_name = facts_.released->name;
  }

  /// Sets the level that the changes call for, and keeps those that count.
  void JudgeChanges() {
    std::string first;
    const Change* highest = nullptr;
    std::size_t all = 0;
    const std::vector<const Change*> told = FindCancelled();
    for (const Change& change : facts_.history.changes) {
      if (change.before_base) continue;
      ++all;
      const bool is_told = std::find(told.begin(), told.end(), &change) != told.end();
      if (!change.cancelled_with.empty() && !is_told) continue;
      const std::string path = AffectingPath(policy_, change);
      if (path.empty()) continue;
      affecting_.push_back(&change);
      if (first.empty()) first = path;
      if (!highest || change.level > highest->level) highest = &change;
    }
    if (facts_.since.empty()) {
      Say("there is no release and no --base to count changes from");
    } else {
      TellChanges(all, first);
    }
    for (const std::string& note : facts_.history.notes) Say(note);
    if (facts_.level) {
      decision_.level = *facts_.level;
      Say(fmt::format("the level is {}, as --level says", LevelName(*facts_.level)));
    } else if (highest) {
      TakeLevel(*highest);
    }
  }

  /// Sets the bullets that go, and returns the reverts that are told all the same.
  std::vector<const Change*> FindCancelled() {
    const std::string released = facts_.released ? facts_.released->version : "";
    std::vector<std::string> other = BulletsSince(facts_.current.changelog, released);
    std::vector<std::string> top;
    if (decision_.extends_top && decision_.cycle_open) {
      top = BulletsOf(facts_.current.top);
      other.erase(other.begin(), other.begin() + static_cast<std::ptrdiff_t>(top.size()));
    }
    CancelledBullets found = FindCancelledBullets(facts_.history.changes, top, other);
    decision_.dropped = std::move(found.dropped);
    return found.told;
  }

  void TellChanges(std::size_t all, const std::string& first) {
    if (affecting_.empty()) {
      decision_.changes = fmt::format("none of {} since {} affects the package",
                                      Counted(all, "change"), facts_.since);
    } else {
      decision_.changes = fmt::format("{} of {} since {} affect{} the package, the first by {}",
                                      affecting_.size(), Counted(all, "change"), facts_.since,
                                      affecting_.size() == 1 ? "s" : "", ShowControls(first));
    }
    Say(decision_.changes);
  }

  void TakeLevel(const Change& highest) {
    decision_.level = std::max(highest.level, Level::kPatch);
    if (highest.level == Level::kNone) {
      Say("no subject names a level: patch, since the package is affected");
    } else {
      Say(fmt::format("the highest level is {}: {} {}", LevelName(highest.level),
                      ShortHash(highest.hash), OneLine(highest.level_subject)));
    }
    for (const Change* change : affecting_) {
      if (change->unread_subject.empty()) continue;
      Say(fmt::format("{} has '{}' in its body, which does not count without Squash-Body: read",
                      ShortHash(change->hash), OneLine(change->unread_subject)));
    }
    if (decision_.level != Level::kMajor || !facts_.released ||
        VersionParts(facts_.released->version).numbers.at(0) != 0) {
      return;
    }
    if (policy_.major_zero == "minor") decision_.level = Level::kMinor;
    Say(fmt::format("{} is before 1.0.0: a breaking change is {} (Major-Zero: {})",
                    facts_.released->version, LevelName(decision_.level), policy_.major_zero));
  }

  void ChooseVersion() {
    decision_.action = Action::kExtend;
    if (decision_.level == Level::kNone) {
      Say(fmt::format("no bump is due: {} stays, since versions only rise", decision_.version));
      return;
    }
    if (!facts_.released) return;
    const ReleaseVersion from = VersionParts(facts_.released->version);
    const std::string raised = Raised(from, decision_.level);
    if (!decision_.cycle_open) {
      decision_.action = Action::kStart;
      decision_.next_version = raised;
      Say(fmt::format("a bump is due: {} starts a cycle", raised));
    } else if (LevelBetween(from, facts_.current.parts) < decision_.level) {
      decision_.action = Action::kRaise;
      decision_.next_version = raised + FirstBefore(facts_.current.parts.before);
      Say(fmt::format("a bump is due: {} is above {} by less than {}, so it becomes {}",
                      decision_.version, facts_.released->version, LevelName(decision_.level),
                      decision_.next_version));
    } else {
      Say(fmt::format("no bump is due: {} is enough for {}", decision_.version,
                      LevelName(decision_.level)));
    }
  }

  /// A branch that keeps up an older release must not take a version that another one released.
  bool CheckElsewhere() {
    const KnownBuild* other = LowestElsewhere(facts_.builds, decision_.version);
    if (decision_.next_version == decision_.version || !other ||
        CompareVersions(decision_.next_version, other->version) < 0) {
      return true;
    }
    return diagnostics_->Report(
        VersionPlace(facts_.current), kVersionTaken,
        fmt::format("{} is due, and another branch has released {} ({})", decision_.next_version,
                    other->version, other->name),
        "merge that branch; or, where this one only keeps up an older release, give --level patch, "
        "or take the change back");
  }

  /// The version of the changelog's entry, and which entry it is.
  bool ChooseEntry() {
    const ChangelogEntry& top = facts_.current.top;
    std::string why;
    const std::uint64_t revision = NextRevision(facts_.builds, decision_.next_version, top, &why);
    std::string next = FillPattern(policy_.debian_version, decision_.next_version, revision);
    const std::size_t colon = top.version.find(':');
    if (colon != std::string::npos) next = top.version.substr(0, colon + 1) + next;
    if (policy_.debian_version.find("{revision}") != std::string::npos) Say(why);
    ChooseBullets();
    const int order = CompareVersions(next, top.version);
    const bool moves = decision_.action != Action::kExtend;
    if (order < 0 && (moves || BaseOf(top.version) != decision_.version)) return RefuseTop(next);
    if (!moves && !decision_.extends_top && order <= 0) return StayAs("is released");
    if (!moves && decision_.bullets.empty() && decision_.dropped.empty())
      return StayAs("has it all");
    if (order >= 0) decision_.changelog_version = next;
    Say(fmt::format("the changelog's entry {} {} {}", top.version,
                    decision_.extends_top ? "is extended and becomes" : "stays; above it comes",
                    decision_.changelog_version));
    return true;
  }

  void ChooseBullets() {
    decision_.bullets = BulletsOf(affecting_);
    if (decision_.bullets.empty() && decision_.action == Action::kStart) TellVersion();
    // Bullets that entries since the release have already, also those of other builds of the cycle.
    const std::string released = facts_.released ? facts_.released->version : "";
    std::unordered_map<std::string, int> known;
    for (std::string& bullet : BulletsSince(facts_.current.changelog, released)) {
      ++known[std::move(bullet)];
    }
    for (const std::string& bullet : decision_.dropped) --known[bullet];
    std::erase_if(decision_.bullets, [&known](const Bullet& bullet) {
      const auto found = known.find(bullet.text);
      return found != known.end() && found->second-- > 0;
    });
    // To dpkg, an entry without a change is an error.
    if (!decision_.dropped.empty() && decision_.bullets.empty() &&
        decision_.dropped.size() == BulletsOf(facts_.current.top).size()) {
      TellVersion();
    }
  }

  void TellVersion() {
    decision_.bullets.push_back({fmt::format("Release {}.", decision_.next_version), ""});
  }

  bool RefuseTop(const std::string& next) {
    const ChangelogEntry& top = facts_.current.top;
    return diagnostics_->Report(
        {&facts_.current.changelog, top.line, 1}, kChangelogAhead,
        fmt::format("the top entry is {}, above {}, which would follow", top.version, next),
        fmt::format("let {} and the changelog agree: container-app release verify",
                    policy_.version_file.empty() ? "the tags" : policy_.version_file));
  }

  bool StayAs(std::string_view current) {
    decision_.action = Action::kNothing;
    decision_.extends_top = false;
    decision_.bullets.clear();
    decision_.dropped.clear();
    decision_.changelog_version = facts_.current.top.version;
    Say(fmt::format("the changelog's entry {} {}: nothing is due", facts_.current.top.version,
                    current));
    return true;
  }

  const Facts& facts_;
  const ReleasePolicy& policy_;
  Decision& decision_;
  Diagnostics* diagnostics_;
  std::vector<const Change*> affecting_;
};

}  // namespace

std::string_view ActionName(Action action) {
  constexpr std::string_view kNames[] = {"nothing", "extend", "raise", "start"};
  return kNames[static_cast<int>(action)];
}

bool DecideFrom(const Facts& facts, const ReleasePolicy& policy, Decision* decision,
                Diagnostics* diagnostics) {
  return Decider(facts, policy, decision, diagnostics).Run();
}

bool Decide(const FileReader& files, const Repository& repository, const ReleasePolicy& policy,
            const DecisionOptions& options, Decision* decision, Diagnostics* diagnostics) {
  Facts facts;
  return FindFacts(files, repository, policy, options, &facts, diagnostics) &&
         DecideFrom(facts, policy, decision, diagnostics);
}

}  // namespace container_app
