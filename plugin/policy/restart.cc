// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/restart.h"

#include <algorithm>
#include <cmath>

#include "systemd/time_span.h"

namespace container_app {
namespace {

/// What is given replaces the default; 0 was refused.
template <class T>
void Take(const Located<T>& given, T* value) {
  if (given && given.value > 0) *value = given.value;
}

RecoveryPolicy MakeRecovery(const RecoverySettings& keys) {
  RecoveryPolicy recovery;
  if (keys.mode.value == "manual") recovery.mode = RecoveryMode::kManual;
  Take(keys.after, &recovery.after);
  Take(keys.max, &recovery.max);
  if (!keys.max) recovery.max = std::max(recovery.max, recovery.after);
  return recovery;
}

std::int64_t RoundUp(std::int64_t time, std::int64_t unit) {
  return (time + unit - 1) / unit * unit;
}

}  // namespace

RestartPolicy MakeRestartPolicy(const Definition& definition, std::int64_t stop_grace,
                                const HealthPlan& health) {
  const RestartSettings& keys = definition.metadata.restart;
  RestartPolicy policy;
  Take(keys.restart_sec, &policy.restart_sec);
  Take(keys.start_limit_burst, &policy.start_limit_burst);
  Take(keys.timeout_start_sec, &policy.timeout_start_sec);
  policy.timeout_up_sec = std::max(policy.timeout_up_sec, SmallestTimeoutUp(health));
  Take(keys.timeout_up_sec, &policy.timeout_up_sec);
  policy.time_to_sick = health.time_to_sick;
  Take(keys.restart_steps, &policy.restart_steps);
  Take(keys.restart_max_delay_sec, &policy.restart_max_delay_sec);
  if (keys.supervisor.value == "docker") policy.supervisor = Supervisor::kDocker;
  policy.recovery = MakeRecovery(keys.recovery);
  policy.timeout_stop_sec = stop_grace + kStopOverhead;
  Take(keys.timeout_stop_sec, &policy.timeout_stop_sec);
  policy.start_limit_interval_sec =
      std::max(policy.start_limit_interval_sec, RoundUp(SmallestInterval(policy), kSecond));
  Take(keys.start_limit_interval_sec, &policy.start_limit_interval_sec);
  return policy;
}

std::int64_t RestartDelay(const RestartPolicy& policy, int restart) {
  const std::int64_t first = policy.restart_sec;
  const std::int64_t longest = policy.restart_max_delay_sec;
  if (restart <= 1 || policy.restart_steps <= 0 || first <= 0 || longest <= first) return first;
  if (restart > policy.restart_steps) return longest;
  // As systemd computes it, so that both cut off the same fractions.
  const long double ratio = static_cast<long double>(longest) / first;
  const long double part = static_cast<long double>(restart - 1) / policy.restart_steps;
  return static_cast<std::int64_t>(first * std::pow(ratio, part));
}

std::int64_t HealthyTime(const RestartPolicy& policy) {
  return kHour + std::max(policy.timeout_start_sec, policy.time_to_sick) +
         std::max(policy.restart_sec, policy.restart_max_delay_sec);
}

std::int64_t SmallestTimeoutUp(const HealthPlan& health) {
  return health.longest_wait > 0 ? health.longest_wait + kUpMargin : 0;
}

std::int64_t SmallestInterval(const RestartPolicy& policy) {
  // One that is never healthy may use up the time of its prestart, too.
  const std::int64_t sick =
      policy.time_to_sick > 0 ? policy.time_to_sick + policy.timeout_stop_sec : 0;
  const std::int64_t busy = policy.timeout_start_sec + sick;
  std::int64_t time = 0;
  for (int start = 1; start <= policy.start_limit_burst; ++start) {
    time += busy + RestartDelay(policy, start) + kStartOverhead;
  }
  return time;
}

}  // namespace container_app
