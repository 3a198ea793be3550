// SPDX-License-Identifier: GPL-2.0-or-later
#include "render/restart_comment.h"

#include <fmt/format.h>

#include "policy/restart_words.h"

namespace container_app {
namespace {

std::string ByHand(std::string_view unit) {
  return fmt::format("systemctl reset-failed {0} && systemctl start {0}", unit);
}

std::string RecoveryLine(const RecoveryPolicy& recovery) {
  if (recovery.mode == RecoveryMode::kManual) {
    return "Recovery: none; it stays failed until an upgrade, or until somebody starts it by hand.";
  }
  return fmt::format("Recovery: it is started again after a pause: {}.", RecoveryPauses(recovery));
}

}  // namespace

std::vector<std::string> RestartComment(const RestartPolicy& policy, std::string_view unit) {
  std::vector<std::string> lines;
  lines.push_back(
      fmt::format("A start that fails at once: {}.", TripWords(TripOfFailingStart(policy, 0))));
  lines.push_back(fmt::format("A start that hangs: {}.", TripWords(TripOfHangingStart(policy))));
  if (policy.time_to_sick > 0) {
    lines.push_back(
        fmt::format("An app that is never healthy: {}.", TripWords(TripOfSickApp(policy))));
  }
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
  lines.emplace_back("Restarts that somebody asks for, and those of Docker: not counted.");
  lines.push_back(RecoveryLine(policy.recovery));
  lines.push_back("By hand: " + ByHand(unit));
  return lines;
}

}  // namespace container_app
