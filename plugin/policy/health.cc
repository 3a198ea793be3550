// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/health.h"

#include <algorithm>

#include "app/forms.h"

namespace container_app {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

bool Holds(const Texts& names, const std::string& name) {
  return std::any_of(names.begin(), names.end(),
                     [&](const Located<std::string>& text) { return text.value == name; });
}

}  // namespace

std::int64_t TimeToUnhealthy(const ComposeHealthcheck& check) {
  const std::int64_t once = check.interval + check.timeout;
  if (once > kLongestTimeSpan / check.retries) return kLongestTimeSpan;
  return std::min(check.start_period + once * check.retries, kLongestTimeSpan);
}

std::int64_t HealthPace(std::int64_t grace) {
  return std::clamp(grace / kSecond / 4, std::int64_t{1}, std::int64_t{30}) * kSecond;
}

bool IsHealthIgnored(const Definition& definition, const ComposeService& service) {
  return Holds(definition.metadata.health.ignore, service.name.value);
}

HealthPlan MakeHealthPlan(const Definition& definition, const Affixes& affixes) {
  const HealthSettings& keys = definition.metadata.health;
  HealthPlan plan;
  plan.supervise = keys.supervise;
  std::int64_t slowest = 0;
  std::int64_t unhealthy = 0;
  for (const ComposeService& service : definition.compose.services) {
    if (IsHealthIgnored(definition, service)) {
      plan.ignored.push_back(service.name.value);
      continue;
    }
    // Of a check in an image, Docker's own figures are the best guess.
    if (!service.has_healthcheck && !Holds(keys.from_image, service.name.value)) continue;
    const ComposeHealthcheck& check = service.healthcheck;
    slowest = std::max(slowest, std::min(check.interval * check.retries, kLongestTimeSpan));
    unhealthy = std::max(unhealthy, TimeToUnhealthy(check));
  }
  plan.grace = std::max(kHealthGraceSec, slowest);
  if (keys.grace_sec && keys.grace_sec.value > 0) plan.grace = keys.grace_sec.value;
  if (plan.supervise && unhealthy > 0) {
    plan.time_to_sick =
        std::min(unhealthy + plan.grace + 2 * HealthPace(plan.grace), kLongestTimeSpan);
  }
  for (const Located<std::string>& name : definition.metadata.after_ready) {
    plan.after_ready.push_back(
        name.value.starts_with('@') ? WithAffixes(name.value.substr(1), affixes) : name.value);
  }
  return plan;
}

}  // namespace container_app
