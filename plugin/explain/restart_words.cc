// SPDX-License-Identifier: GPL-2.0-or-later
#include "explain/restart_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "policy/restart_words.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

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

/// What ends an app that runs, but does not do its work.
void AddWatched(const RestartPolicy& policy, std::vector<Situation>* situations) {
  situations->push_back(
      {"Nothing comes of a start (a registry that does not answer)",
       fmt::format("after {} without a piece of an image and without a new service the app is "
                   "failed at once",
                   FormatTime(policy.timeout_up_sec))});
  if (policy.time_to_sick == 0) return;
  situations->push_back(
      {"The app is never healthy",
       fmt::format("each start ends after at most {}; {}", RoughSpan(policy.time_to_sick),
                   TripWords(TripOfSickApp(policy)))});
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
                  RecoveryPauses(policy.recovery), CoarseSpan(HealthyTime(policy)))};
}

}  // namespace

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
                          "Docker starts it again as `restart` in docker-compose.yml says, or "
                          "`deploy.restart_policy` where it is given; systemd sees nothing of it, "
                          "counts nothing, and the unit stays active"});
  } else {
    AddRuns(policy, &situations);
  }
  AddWatched(policy, &situations);
  situations.push_back(
      {"The app is restarted by somebody, by a file watcher or with Docker",
       "it is restarted at once, and its starts are counted anew: only starts that "
       "fail after that count"});
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
