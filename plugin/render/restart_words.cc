// SPDX-License-Identifier: GPL-2.0-or-later
#include "render/restart_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

/// A time as the policy has it, to the last digit.
std::string ByHand(std::string_view unit) {
  return fmt::format("systemctl reset-failed {0} && systemctl start {0}", unit);
}

/// `15min, 30min, 1h, then every 6h`: the pauses of recovery.
std::string Pauses(const RecoveryPolicy& recovery) {
  constexpr int kMostListed = 6;
  std::vector<std::string> listed;
  std::int64_t pause = recovery.after;
  for (; pause < recovery.max && listed.size() < kMostListed; pause *= 2) {
    listed.push_back(FormatTime(pause));
  }
  std::string last = "every " + FormatTime(recovery.max);
  if (listed.empty()) return last;
  if (pause < recovery.max) listed.push_back("… doubling");
  return Join(listed, ", ") + ", then " + last;
}

Situation HangSituation(const RestartPolicy& policy) {
  return {"A start hangs",
          fmt::format("each is killed after {}; {}", FormatTime(policy.timeout_start_sec),
                      TripWords(TripOfHangingStart(policy)))};
}

/// Crashes and restarts of the app's own, as systemd counts them.
void AddRuns(const RestartPolicy& policy, std::vector<Situation>* situations) {
  const auto longest = LongestTrippingRun(policy);
  if (!longest) {
    situations->push_back({"The app ends, whenever", TripWords({})});
    return;
  }
  const std::int64_t half = std::max(*longest / 2 / kSecond * kSecond, *longest > 0 ? kSecond : 0);
  if (half > 0 && half <= *longest) {
    situations->push_back({fmt::format("The app crashes {} after each start", RoughSpan(half)),
                           TripWords(TripOfRun(policy, {.run = half}))});
  }
  std::string tolerated = TripWords({});
  if (policy.restart_steps > 0) {
    const std::int64_t steady = ShortestToleratedRunInSteadyState(policy);
    tolerated += fmt::format(
        "; once the pause has grown to {}, {}", FormatTime(policy.restart_max_delay_sec),
        steady <= 1 ? "whenever it crashes" : fmt::format("from {} on", RoughSpan(steady)));
  }
  situations->push_back(
      {fmt::format("The app crashes later than {} after its start", RoughSpan(*longest)),
       tolerated});
  situations->push_back({"The app restarts itself (exits with 0)",
                         fmt::format("counts as a crash does: tolerated for ever when each run, "
                                     "stopping included, takes longer than {}",
                                     RoughSpan(*longest))});
}

Situation DependencySituation(const RestartPolicy& policy) {
  const std::string interval = FormatTime(policy.start_limit_interval_sec);
  return {"Docker is restarted",
          fmt::format("the app is restarted with it, without a pause; tolerated {} times within {} "
                      "of the app's own start, and {} times within {} later; one more and it is "
                      "failed",
                      ToleratedDependencyRestarts(policy, true), interval,
                      ToleratedDependencyRestarts(policy, false), interval)};
}

Situation FailedSituation(const RestartPolicy& policy) {
  if (policy.recovery.mode == RecoveryMode::kManual) {
    return {"The app is failed",
            "nothing starts it until an upgrade of the package, or somebody by hand"};
  }
  return {
      "The app is failed",
      fmt::format("its failures are cleared and it is started again after a pause: {}; between "
                  "these rounds it stays failed; when two starts lie {} apart, the pauses begin "
                  "anew",
                  Pauses(policy.recovery), CoarseSpan(HealthyTime(policy)))};
}

std::string RecoveryLine(const RecoveryPolicy& recovery) {
  if (recovery.mode == RecoveryMode::kManual) {
    return "Recovery: none; it stays failed until an upgrade, or until somebody starts it by hand.";
  }
  return fmt::format("Recovery: it is started again after a pause: {}.", Pauses(recovery));
}

}  // namespace

std::string RoughSpan(std::int64_t microseconds) {
  const std::int64_t unit = microseconds < kSecond        ? 1
                            : microseconds < 10 * kSecond ? kSecond / 10
                            : microseconds < kDay         ? kSecond
                                                          : kMinute;
  return FormatTime((microseconds + unit / 2) / unit * unit);
}

std::string CoarseSpan(std::int64_t microseconds) {
  if (microseconds < kHour) return RoughSpan(microseconds);
  const std::int64_t unit = microseconds < kDay ? kMinute : kHour;
  return FormatTime((microseconds + unit / 2) / unit * unit);
}

std::string TripWords(const std::optional<Trip>& trip) {
  if (!trip) return "started again for ever, never failed";
  return fmt::format("failed after {}, with {} starts", RoughSpan(trip->time), trip->starts);
}

std::vector<std::string> RestartComment(const RestartPolicy& policy, std::string_view unit) {
  std::vector<std::string> lines;
  lines.push_back(
      fmt::format("A start that fails at once: {}.", TripWords(TripOfFailingStart(policy, 0))));
  lines.push_back(fmt::format("A start that hangs: {}.", TripWords(TripOfHangingStart(policy))));
  if (policy.restart_steps > 0) {
    const RestartPolicy plain = WithoutBackOff(policy);
    lines.push_back(fmt::format("Before systemd 254, without RestartSteps=: {}; {}.",
                                TripWords(TripOfFailingStart(plain, 0)),
                                TripWords(TripOfHangingStart(plain))));
  }
  const auto longest = LongestTrippingRun(policy);
  if (policy.supervisor == Supervisor::kDocker) {
    lines.emplace_back("Containers that end are started again by Docker, unseen by systemd.");
  } else if (longest) {
    lines.push_back(
        fmt::format("Restarts of its own: never failed when each run takes longer "
                    "than {}.",
                    RoughSpan(*longest)));
  }
  lines.push_back(RecoveryLine(policy.recovery));
  lines.push_back("By hand: " + ByHand(unit));
  return lines;
}

std::vector<Situation> RestartSituations(const RestartPolicy& policy) {
  std::vector<Situation> situations;
  situations.push_back({"A start fails at once", TripWords(TripOfFailingStart(policy, 0))});
  situations.push_back(HangSituation(policy));
  if (policy.restart_steps > 0) {
    const RestartPolicy plain = WithoutBackOff(policy);
    situations.push_back(
        {"Both on Debian 12",
         fmt::format("systemd 252 does not know RestartSteps=; the pause stays {}: {}; {}",
                     FormatTime(policy.restart_sec), TripWords(TripOfFailingStart(plain, 0)),
                     TripWords(TripOfHangingStart(plain)))});
  }
  if (policy.supervisor == Supervisor::kDocker) {
    situations.push_back({"A container ends",
                          "Docker starts it again as `restart` in docker-compose.yml says; systemd "
                          "sees nothing of it, counts nothing, and the unit stays active"});
  } else {
    AddRuns(policy, &situations);
  }
  situations.push_back(DependencySituation(policy));
  situations.push_back({"The app is stopped", fmt::format("after {} what still runs is killed",
                                                          FormatTime(policy.timeout_stop_sec))});
  situations.push_back(FailedSituation(policy));
  return situations;
}

std::string RestartSummary(const RestartPolicy& policy) {
  std::string text = fmt::format(
      "When the app has ended, for whatever reason, systemd waits {} and "
      "starts it again. ",
      FormatTime(policy.restart_sec));
  if (policy.restart_steps > 0) {
    text += fmt::format(
        "With each restart the pause grows, up to {} after {}. ",
        FormatTime(policy.restart_max_delay_sec),
        policy.restart_steps == 1 ? "the first" : fmt::format("{} restarts", policy.restart_steps));
  }
  return text + fmt::format(
                    "It counts the starts: {} may come within {} of the first. One more in "
                    "that time is refused, and the unit is failed: systemd leaves it alone, "
                    "and `systemctl --failed` lists it. Once that time is over, the next "
                    "start counts as the first again. The times below are those of the "
                    "settings; what the machine needs for each start comes on top.",
                    policy.start_limit_burst, FormatTime(policy.start_limit_interval_sec));
}

}  // namespace container_app
