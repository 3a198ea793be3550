// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over `health`, `after_ready` and `timeout_up_sec` of metadata.yaml: apps that would be
// stopped too early, again and again for ever, or would wait for an app that is not there.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "app/forms.h"
#include "check/rules.h"
#include "policy/health.h"
#include "policy/restart.h"
#include "policy/state.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

const HealthSettings& Keys(const RuleContext& context) {
  return context.definition().metadata.health;
}

/// Calls `report` for each name of `list` that is a service's, with the service.
template <class Function>
void ForEachService(const RuleContext& context, const Texts& list, Function report) {
  const Definition& definition = context.definition();
  if (!HasMetadataAndCompose(definition)) return;
  for (const Located<std::string>& name : list) {
    const ComposeService* service = FindService(definition.compose, name.value);
    if (service) report(name, *service);
  }
}

void CheckServicesKnown(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  for (const Texts* list : {&Keys(context).ignore, &Keys(context).from_image}) {
    for (const Located<std::string>& name : *list) {
      if (IsOneLineText(name.value)) ReportUnknownService(rule, context, name);
    }
  }
}

void CheckListedTwice(const Rule& rule, const RuleContext& context) {
  ReportListedTwice(rule, context, Keys(context).ignore);
  ReportListedTwice(rule, context, Keys(context).from_image);
  ReportListedTwice(rule, context, context.definition().metadata.after_ready);
}

void CheckGrace(const Rule& rule, const RuleContext& context) {
  const LocatedTime& given = Keys(context).grace_sec;
  const Definition& definition = context.definition();
  if (!given || given.value == 0 || !Keys(context).supervise) return;
  const ComposeService* slowest = nullptr;
  for (const ComposeService& service : definition.compose.services) {
    if (!HasKnownCheck(definition, service) || IsHealthIgnored(definition, service)) continue;
    const std::int64_t longest = slowest ? TimeOfRetries(slowest->healthcheck) : given.value;
    if (TimeOfRetries(service.healthcheck) > longest) slowest = &service;
  }
  if (!slowest) return;
  const std::int64_t least = TimeOfRetries(slowest->healthcheck);
  context.diagnostics->Report(
      given.place, rule,
      fmt::format("'health -> grace_sec' is {}, shorter than interval x retries of the healthcheck "
                  "of '{}', which is {}: the app would be started again before the check has had "
                  "the chance to pass",
                  FormatTime(given.value), slowest->name.value, FormatTime(least)),
      fmt::format("set at least {}, or leave it out", InWholeSeconds(least)));
}

void CheckIgnoreUnused(const Rule& rule, const RuleContext& context) {
  ForEachService(context, Keys(context).ignore, [&](const auto& name, const auto& service) {
    if (HasKnownCheck(context.definition(), service)) return;
    const bool off = service.healthcheck.is_off;
    context.diagnostics->Report(
        name.place, rule,
        fmt::format("service '{}' has no healthcheck whose result could be ignored", name.value),
        off ? "remove it: docker-compose.yml turns the check off"
            : "remove it; or, when its image has a check, list it in 'from_image', too");
  });
}

void CheckFromImageUnused(const Rule& rule, const RuleContext& context) {
  ForEachService(context, Keys(context).from_image, [&](const auto& name, const auto& service) {
    if (!service.healthcheck.has_test && !service.healthcheck.is_off) return;
    context.diagnostics->Report(
        name.place, rule,
        fmt::format("docker-compose.yml {} the healthcheck of service '{}'",
                    service.healthcheck.is_off ? "turns off" : "has", name.value),
        "remove it: what docker-compose.yml says counts, not the image");
  });
}

void CheckUnsupervised(const Rule& rule, const RuleContext& context) {
  const HealthSettings& keys = Keys(context);
  if (keys.supervise) return;
  const auto report = [&](const Place& place, std::string_view key) {
    context.diagnostics->Report(place, rule,
                                fmt::format("'{}' does nothing with 'supervise: false'", key),
                                "remove it, or remove 'supervise: false'");
  };
  if (keys.grace_sec) report(keys.grace_sec.place, "health -> grace_sec");
  if (!keys.from_image.empty()) report(keys.from_image.front().place, "health -> from_image");
}

void CheckGraceWithoutCheck(const Rule& rule, const RuleContext& context) {
  const Definition& definition = context.definition();
  const LocatedTime& given = Keys(context).grace_sec;
  if (!given || !Keys(context).supervise || !HasMetadataAndCompose(definition)) return;
  const auto& services = definition.compose.services;
  const bool any = std::any_of(services.begin(), services.end(), [&](const auto& service) {
    return HasKnownCheck(definition, service) && !IsHealthIgnored(definition, service);
  });
  if (any || services.empty()) return;
  context.diagnostics->Report(
      given.place, rule,
      "'health -> grace_sec' is given, but no service is known to have a healthcheck that counts",
      "give a service a 'healthcheck' in docker-compose.yml, list one whose image has a check in "
      "'health -> from_image', or remove the key");
}

void CheckTimeoutUp(const Rule& rule, const RuleContext& context) {
  const LocatedTime& given = context.definition().metadata.restart.timeout_up_sec;
  const std::int64_t least = SmallestTimeoutUp(context.plan.health);
  if (!given || given.value == 0 || given.value >= least) return;
  context.diagnostics->Report(
      given.place, rule,
      fmt::format("'restart -> timeout_up_sec' is {}, but a service may wait {} until another one "
                  "is healthy: such a start would be ended as one that hangs",
                  FormatTime(given.value), FormatTime(context.plan.health.longest_wait)),
      fmt::format("set at least {}, or leave it out", InWholeSeconds(least)));
}

void CheckAfterItself(const Rule& rule, const RuleContext& context) {
  const Names& names = context.plan.names();
  for (const Located<std::string>& item : context.definition().metadata.after_ready) {
    if (PackageOfReference(item.value, names.affixes) != names.package) continue;
    context.diagnostics->Report(
        item.place, rule,
        fmt::format("'{}' is this app: it would wait for itself for ever", item.value),
        "remove it");
  }
}

bool IsAnyNamed(const std::vector<std::string>& items, const std::string& package) {
  return std::any_of(items.begin(), items.end(),
                     [&](const std::string& item) { return NamesPackage(item, package); });
}

void CheckAfterRelation(const Rule& rule, const RuleContext& context) {
  const Names& names = context.plan.names();
  const Relations& relations = context.plan.relations;
  for (const Located<std::string>& item : context.definition().metadata.after_ready) {
    const std::string package = PackageOfReference(item.value, names.affixes);
    if (!IsAppReference(item.value) || package == names.package) continue;
    if (IsAnyNamed(relations.depends, package)) continue;
    if (IsAnyNamed(relations.recommends, package)) continue;
    context.diagnostics->Report(
        item.place, rule,
        fmt::format("'after_ready' names '{0}', but neither 'depends' nor 'recommends' does: where "
                    "{1} is not installed, this app waits for ever",
                    item.value, package),
        fmt::format("add '{}' to 'depends'", item.value));
  }
}

constexpr CheckRule kHealthRules[] = {
    {{"health-service", "`health` lists services of the Compose file."}, CheckServicesKnown},
    {{"health-listed-twice",
      "ignore and from_image of `health`, and after_ready, list each name once."},
     CheckListedTwice},
    {{"after-ready-itself", "after_ready names other apps."}, CheckAfterItself},
    {{"after-ready-relation", "after_ready names apps that depends or recommends names.",
      Severity::kWarning},
     CheckAfterRelation},
    {{"health-grace",
      "grace_sec of `health` is at least interval x retries of each healthcheck that counts.",
      Severity::kWarning},
     CheckGrace},
    {{"health-ignore-unused", "ignore of `health` lists services with a healthcheck.",
      Severity::kWarning},
     CheckIgnoreUnused},
    {{"health-from-image",
      "from_image of `health` lists services whose healthcheck is not in the Compose file.",
      Severity::kWarning},
     CheckFromImageUnused},
    {{"health-unused",
      "With `supervise: false` neither grace_sec nor from_image of `health` is given.",
      Severity::kWarning},
     CheckUnsupervised},
    {{"health-without-check", "grace_sec of `health` is given for an app with a healthcheck.",
      Severity::kWarning},
     CheckGraceWithoutCheck},
    {{"timeout-up-short",
      "timeout_up_sec is longer than a service waits for another one to be healthy.",
      Severity::kWarning},
     CheckTimeoutUp},
};

}  // namespace

std::span<const CheckRule> HealthRules() { return kHealthRules; }

}  // namespace container_app
