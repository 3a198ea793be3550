// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/health.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "app/forms.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

std::int64_t Sum(std::int64_t a, std::int64_t b) { return std::min(a + b, kLongestTimeSpan); }

std::int64_t Times(std::int64_t time, int count) {
  return time > kLongestTimeSpan / count ? kLongestTimeSpan : time * count;
}

bool IsListed(const Texts& names, const std::string& name) {
  return std::any_of(names.begin(), names.end(),
                     [&](const Located<std::string>& text) { return text.value == name; });
}

/// Services that others wait for until they are healthy.
std::set<std::string_view> WaitedFor(const Compose& compose) {
  std::set<std::string_view> names;
  for (const ComposeService& service : compose.services) {
    for (const ComposeDependency& dependency : service.depends_on) {
      if (dependency.condition == "service_healthy") names.insert(dependency.service.value);
    }
  }
  return names;
}

}  // namespace

std::int64_t TimeToUnhealthy(const ComposeHealthcheck& check) {
  const std::int64_t failures = Times(Sum(check.interval, check.timeout), check.retries);
  if (check.start_period == 0) return failures;
  // A check that begins within the period does not count, but is waited for; the pause after it may
  // still be one of the period.
  const std::int64_t last =
      Sum(check.timeout, std::max<std::int64_t>(check.start_interval - check.interval, 0));
  return Sum(Sum(check.start_period, last), failures);
}

std::int64_t TimeOfRetries(const ComposeHealthcheck& check) {
  return Times(std::min(check.interval, kLongestTimeSpan), check.retries);
}

std::int64_t HealthPace(std::int64_t grace) {
  return std::clamp(grace / kSecond / 4, std::int64_t{1}, std::int64_t{30}) * kSecond;
}

bool HasKnownCheck(const Definition& definition, const ComposeService& service) {
  if (service.healthcheck.is_off) return false;
  return service.has_healthcheck ||
         IsListed(definition.metadata.health.from_image, service.name.value);
}

bool IsHealthIgnored(const Definition& definition, const ComposeService& service) {
  return IsListed(definition.metadata.health.ignore, service.name.value);
}

std::string PackageOfReference(const std::string& reference, const Affixes& affixes) {
  return reference.starts_with('@') ? WithAffixes(reference.substr(1), affixes) : reference;
}

HealthPlan MakeHealthPlan(const Definition& definition, const Affixes& affixes) {
  const HealthSettings& keys = definition.metadata.health;
  const std::set<std::string_view> waited = WaitedFor(definition.compose);
  HealthPlan plan;
  plan.supervise = keys.supervise;
  std::int64_t slowest = 0;
  std::int64_t unhealthy = 0;
  for (const ComposeService& service : definition.compose.services) {
    const bool counts = !IsHealthIgnored(definition, service);
    if (!counts) plan.ignored.push_back(service.name.value);
    if (!HasKnownCheck(definition, service)) continue;
    // Of a check in an image, what Docker takes where nothing is given is the best guess.
    const std::int64_t time = TimeToUnhealthy(service.healthcheck);
    if (waited.count(service.name.value) > 0) plan.longest_wait = std::max(plan.longest_wait, time);
    if (!counts) continue;
    slowest = std::max(slowest, TimeOfRetries(service.healthcheck));
    unhealthy = std::max(unhealthy, time);
  }
  plan.grace = std::max(kHealthGraceSec, slowest);
  if (keys.grace_sec && keys.grace_sec.value > 0) plan.grace = keys.grace_sec.value;
  if (plan.supervise && unhealthy > 0) {
    const std::int64_t noticed = Sum(plan.grace, 2 * HealthPace(plan.grace));
    plan.time_to_sick = Sum(Sum(plan.longest_wait, unhealthy), noticed);
  }
  for (const Located<std::string>& name : definition.metadata.after_ready) {
    plan.after_ready.push_back(PackageOfReference(name.value, affixes));
  }
  return plan;
}

}  // namespace container_app
