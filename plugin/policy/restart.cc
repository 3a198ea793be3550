// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/restart.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/compose_consistency.h"
#include "app/forms.h"

namespace container_app {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kComposeGrace = 10 * kSecond;  // What Compose waits when nothing is said.

template <class T, class U>
void Take(const Located<U>& given, T* value) {
  if (given.value > 0) *value = given.value;
}

RecoveryPolicy MakeRecovery(const RecoveryKeys& keys) {
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

/// Services in the order Compose stops them: each before those it needs. Members of a circle, which
/// is an error elsewhere, are left out.
class StopOrder {
 public:
  explicit StopOrder(const Compose& compose) {
    for (const ComposeService& service : compose.services) {
      if (service.profiles.empty()) nodes_.emplace(service.name.value, Node{&service});
    }
    for (const auto& [name, node] : nodes_) {
      for (const Located<std::string>& need : ServicesNeeded(*node.service)) {
        const auto found = nodes_.find(need.value);
        if (found != nodes_.end()) ++found->second.dependents;
      }
    }
  }

  /// When the last one has been stopped.
  std::int64_t Stop() {
    std::vector<Node*> ready;
    for (auto& [name, node] : nodes_) {
      if (node.dependents == 0) ready.push_back(&node);
    }
    std::int64_t end = 0;
    while (!ready.empty()) {
      const Node* node = ready.back();
      ready.pop_back();
      const std::int64_t stopped = std::min(node->begin + Grace(*node->service), kLongestTimeSpan);
      end = std::max(end, stopped);
      for (const Located<std::string>& need : ServicesNeeded(*node->service)) {
        const auto found = nodes_.find(need.value);
        if (found == nodes_.end()) continue;
        found->second.begin = std::max(found->second.begin, stopped);
        if (--found->second.dependents == 0) ready.push_back(&found->second);
      }
    }
    return end;
  }

 private:
  struct Node {
    const ComposeService* service;
    int dependents = 0;
    std::int64_t begin = 0;
  };

  static std::int64_t Grace(const ComposeService& service) {
    const std::int64_t grace =
        service.stop_grace_period ? service.stop_grace_period->value : kComposeGrace;
    return std::clamp<std::int64_t>(grace, 0, kLongestTimeSpan);
  }

  std::unordered_map<std::string_view, Node> nodes_;
};

}  // namespace

RestartPolicy MakeRestartPolicy(const Definition& definition) {
  const RestartKeys& keys = definition.metadata.restart;
  RestartPolicy policy;
  Take(keys.restart_sec, &policy.restart_sec);
  Take(keys.start_limit_burst, &policy.start_limit_burst);
  Take(keys.timeout_start_sec, &policy.timeout_start_sec);
  Take(keys.restart_steps, &policy.restart_steps);
  Take(keys.restart_max_delay_sec, &policy.restart_max_delay_sec);
  if (keys.supervisor.value == "docker") policy.supervisor = Supervisor::kDocker;
  policy.recovery = MakeRecovery(keys.recovery);
  policy.timeout_stop_sec = StopGrace(definition.compose) + kStopOverhead;
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
  constexpr std::int64_t kHour = 3600 * kSecond;
  return kHour + policy.timeout_start_sec +
         std::max(policy.restart_sec, policy.restart_max_delay_sec);
}

std::int64_t SmallestInterval(const RestartPolicy& policy) {
  std::int64_t time = 0;
  for (int start = 1; start <= policy.start_limit_burst; ++start) {
    time += policy.timeout_start_sec + RestartDelay(policy, start) + kStartOverhead;
  }
  return time;
}

std::int64_t StopGrace(const Compose& compose) { return StopOrder(compose).Stop(); }

}  // namespace container_app
