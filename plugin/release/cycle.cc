// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/cycle.h"

#include <fmt/format.h>

#include "deb/version.h"
#include "release/rules.h"
#include "release/verify_tree.h"

namespace container_app {
namespace {

class CycleJudge {
 public:
  CycleJudge(const Facts& facts, const ReleasePolicy& policy, Decision* decision,
             Diagnostics* diagnostics)
      : facts_(facts), policy_(policy), decision_(*decision), diagnostics_(diagnostics) {}

  bool Run() {
    if (!facts_.released) {
      Say(facts_.released_from == ReleasedFrom::kOption ? "nothing is published, as --released says"
          : facts_.released_from == ReleasedFrom::kArchive
              ? fmt::format("nothing is published: the archive has no stable {}", decision_.source)
              : fmt::format("nothing is published: no tag of this branch is named {}",
                            policy_.stable_tags));
      SayOtherTags();
      Say(fmt::format("{} will be the first release", decision_.version));
      decision_.cycle_open = true;
      return true;
    }
    const KnownBuild& released = *facts_.released;
    constexpr std::string_view kSources[] = {"", "--released", "archive", "tag"};
    const std::string_view from = kSources[static_cast<int>(facts_.released_from)];
    Say(fmt::format("the latest published stable release is {} ({}{}{})", released.version, from,
                    released.name.empty() ? "" : " ", released.name));
    SayOtherTags();
    const int order = CompareVersions(decision_.version, released.version);
    if (order < 0) return RefuseBehind();
    decision_.cycle_open = order > 0;
    SayIfDate();
    if (order == 0) {
      Say(fmt::format("{} is that release: the cycle is closed", decision_.version));
    } else {
      const Level level = LevelBetween(VersionParts(released.version), facts_.current.parts);
      Say(fmt::format("{} is above it: the cycle is open, at {}", decision_.version,
                      LevelName(level)));
    }
    return true;
  }

 private:
  void Say(std::string sentence) { decision_.reasons.push_back(std::move(sentence)); }

  void SayOtherTags() {
    if (!facts_.other_tags.empty()) {
      Say(fmt::format("{}: they are passed over, since Stable-Tags is {}",
                      TellForms(facts_.other_tags), policy_.stable_tags));
    }
    if (const KnownBuild* other = LowestElsewhere(facts_.builds, decision_.version)) {
      Say(fmt::format("{} is above {} and not in this branch, which keeps up an older release",
                      other->name, decision_.version));
    }
  }

  /// 2024.1.5 has the form X.Y.Z.
  void SayIfDate() {
    constexpr std::uint64_t kFirstYear = 1970;
    constexpr std::uint64_t kLastYear = 2200;
    const std::uint64_t first = facts_.current.parts.numbers.at(0);
    if (first < kFirstYear || first > kLastYear) return;
    Say(fmt::format("{} looks like a date, and is raised as X.Y.Z is", decision_.version));
  }

  bool RefuseBehind() {
    return diagnostics_->Report(VersionPlace(facts_.current), kVersionBehind,
                                fmt::format("{} is below {}, which is published", decision_.version,
                                            facts_.released->version),
                                fmt::format("merge the branch that released it, or write {} here",
                                            facts_.released->version));
  }

  const Facts& facts_;
  const ReleasePolicy& policy_;
  Decision& decision_;
  Diagnostics* diagnostics_;
};

}  // namespace

ReleaseVersion VersionParts(const std::string& version) {
  ReleaseVersion parts;
  std::string reason;
  std::string fix;
  ParseReleaseVersion(version, &parts, &reason, &fix);
  return parts;
}

bool JudgeCycle(const Facts& facts, const ReleasePolicy& policy, Decision* decision,
                Diagnostics* diagnostics) {
  return CycleJudge(facts, policy, decision, diagnostics).Run();
}

}  // namespace container_app
