// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "deb/version.h"
#include "release/changes.h"
#include "release/rules.h"

namespace container_app {
namespace {

constexpr std::string_view kUnreleased = "UNRELEASED";
constexpr std::size_t kShownHash = 10;

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
    if (!JudgeCycle()) return false;
    JudgeChanges();
    if (decision_.level == Level::kNone) {
      Say("nothing is due");
      return true;
    }
    ChooseVersion();
    return ChooseEntry();
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
    if (!facts_.released) return;
    decision_.released = facts_.released->full;
    decision_.released_name = facts_.released->name;
  }

  bool JudgeCycle() {
    if (!facts_.released) {
      Say(facts_.released_from == ReleasedFrom::kOption ? "nothing is published, as --released says"
          : facts_.released_from == ReleasedFrom::kArchive
              ? fmt::format("nothing is published: the archive has no stable {}", decision_.source)
              : fmt::format("nothing is published: no tag is named {}", policy_.stable_tags));
      Say(fmt::format("{} will be the first release", decision_.version));
      decision_.cycle_open = true;
      return true;
    }
    const KnownBuild& released = *facts_.released;
    constexpr std::string_view kSources[] = {"", "--released", "archive", "tag"};
    const std::string_view from = kSources[static_cast<int>(facts_.released_from)];
    Say(fmt::format("the latest published stable release is {} ({}{}{})", released.version, from,
                    released.name.empty() ? "" : " ", released.name));
    const int order = CompareVersions(decision_.version, released.version);
    if (order < 0) return RefuseBehind();
    decision_.cycle_open = order > 0;
    if (order == 0) {
      Say(fmt::format("{} is that release: the cycle is closed", decision_.version));
    } else {
      const Level level = LevelBetween(released_parts(), facts_.current.parts);
      Say(fmt::format("{} is above it: the cycle is open, at {}", decision_.version,
                      LevelName(level)));
    }
    return true;
  }

  ReleaseVersion released_parts() const {
    ReleaseVersion parts;
    std::string reason;
    std::string fix;
    ParseReleaseVersion(facts_.released->version, &parts, &reason, &fix);
    return parts;
  }

  bool RefuseBehind() {
    const bool has_file = !policy_.version_file.empty();
    const SourceFile& file = has_file ? facts_.current.version_file : facts_.current.changelog;
    return diagnostics_->Report({&file, has_file ? 1 : facts_.current.top.line, 1}, kVersionBehind,
                                fmt::format("{} is below {}, which is published", decision_.version,
                                            facts_.released->version),
                                fmt::format("merge the branch that released it, or write {} here",
                                            facts_.released->version));
  }

  /// Sets the level that the changes call for, and keeps those that count.
  void JudgeChanges() {
    std::string first;
    const Change* highest = nullptr;
    for (const Change& change : facts_.changes) {
      const std::string path = AffectingPath(policy_, change);
      if (path.empty()) continue;
      affecting_.push_back(&change);
      if (first.empty()) first = path;
      if (!highest || change.level > highest->level) highest = &change;
    }
    if (facts_.since.empty()) {
      Say("there is no release and no --base to count changes from");
    } else {
      TellChanges(first);
    }
    if (facts_.level) {
      decision_.level = *facts_.level;
      Say(fmt::format("the level is {}, as --level says", LevelName(*facts_.level)));
    } else if (highest) {
      TakeLevel(*highest);
    }
  }

  void TellChanges(const std::string& first) {
    const std::size_t all = facts_.changes.size();
    if (affecting_.empty()) {
      Say(fmt::format("none of {} since {} affects the package", Counted(all, "change"),
                      facts_.since));
    } else {
      Say(fmt::format("{} of {} since {} affect{} the package, the first by {}", affecting_.size(),
                      Counted(all, "change"), facts_.since, affecting_.size() == 1 ? "s" : "",
                      ShowControls(first)));
    }
  }

  void TakeLevel(const Change& highest) {
    decision_.level = std::max(highest.level, Level::kPatch);
    if (highest.level == Level::kNone) {
      Say("no subject names a level: patch, since the package is affected");
    } else {
      Say(fmt::format("the highest level is {}: {} {}", LevelName(highest.level),
                      highest.hash.substr(0, kShownHash), OneLine(highest.level_subject)));
    }
  }

  void ChooseVersion() {
    decision_.action = Action::kExtend;
    if (!facts_.released) return;
    const ReleaseVersion from = released_parts();
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

  /// The version of the changelog's entry, and which entry it is.
  bool ChooseEntry() {
    const ChangelogEntry& top = facts_.current.top;
    const bool unreleased = top.distribution == kUnreleased;
    decision_.extends_top =
        unreleased &&
        (!facts_.released || CompareVersions(BaseOf(top.version), facts_.released->version) > 0);
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
    if (!moves && decision_.bullets.empty()) return StayAs("has it all");
    if (order >= 0) decision_.changelog_version = next;
    Say(fmt::format("the changelog's entry {} {} {}", top.version,
                    decision_.extends_top ? "is extended and becomes" : "stays; above it comes",
                    decision_.changelog_version));
    return true;
  }

  void ChooseBullets() {
    decision_.bullets = BulletsOf(affecting_);
    if (decision_.bullets.empty() && decision_.action == Action::kStart) {
      decision_.bullets.push_back(fmt::format("Release {}.", decision_.next_version));
    }
    // Bullets that entries since the release have already, also those of other builds of the cycle.
    const std::string released = facts_.released ? facts_.released->version : "";
    std::unordered_map<std::string, int> known;
    for (std::string& bullet : BulletsSince(facts_.current.changelog, released)) {
      ++known[std::move(bullet)];
    }
    std::erase_if(decision_.bullets, [&known](const std::string& bullet) {
      const auto found = known.find(bullet);
      return found != known.end() && found->second-- > 0;
    });
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
