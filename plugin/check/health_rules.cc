// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over `health` and `after_ready` of metadata.yaml.
#include <fmt/format.h>

#include <algorithm>

#include "app/forms.h"
#include "check/rules.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

const ComposeService* FindService(const Definition& definition, const std::string& name) {
  const auto& services = definition.compose.services;
  const auto found = std::find_if(services.begin(), services.end(),
                                  [&](const auto& service) { return service.name.value == name; });
  return found == services.end() ? nullptr : &*found;
}

void CheckGrace(const Rule& rule, const RuleContext& context) {
  const LocatedTime& grace = context.definition().metadata.health.grace_sec;
  if (grace.value == 0 || !grace) return;
  for (const ComposeService& service : context.definition().compose.services) {
    if (!service.has_healthcheck || IsHealthIgnored(context.definition(), service)) continue;
    const ComposeHealthcheck& check = service.healthcheck;
    const std::int64_t needed = std::min(check.interval * check.retries, kLongestTimeSpan);
    if (grace.value >= needed) continue;
    context.diagnostics->Report(
        grace.place, rule,
        fmt::format("'grace_sec' is {}, shorter than the {} retries of the healthcheck of '{}', "
                    "one every {}: the app may be restarted before the check can pass again",
                    FormatTime(grace.value), check.retries, service.name.value,
                    FormatTime(check.interval)),
        fmt::format("set at least {}, or leave it out", FormatTime(needed)));
  }
}

void CheckServicesKnown(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  const HealthSettings& keys = context.definition().metadata.health;
  for (const Texts* list : {&keys.ignore, &keys.from_image}) {
    for (const Located<std::string>& name : *list) {
      if (IsOneLineText(name.value)) ReportUnknownService(rule, context, name);
    }
  }
}

void CheckImageChecks(const Rule& rule, const RuleContext& context) {
  for (const Located<std::string>& name : context.definition().metadata.health.from_image) {
    const ComposeService* service = FindService(context.definition(), name.value);
    if (!service || !service->has_healthcheck) continue;
    context.diagnostics->Report(
        name.place, rule,
        fmt::format("docker-compose.yml has a healthcheck for '{}', which replaces that of its "
                    "image",
                    name.value),
        "remove it from 'from_image'");
  }
}

void CheckUnused(const Rule& rule, const RuleContext& context) {
  const HealthSettings& keys = context.definition().metadata.health;
  if (keys.supervise) return;
  const auto report = [&](const Place& place) {
    context.diagnostics->Report(place, rule,
                                "with 'supervise: false' no healthcheck makes the app fail",
                                "remove it, or 'supervise: false'");
  };
  if (keys.grace_sec) report(keys.grace_sec.place);
  for (const Texts* list : {&keys.ignore, &keys.from_image}) {
    if (!list->empty()) report(list->front().place);
  }
}

/// Whether a relation of `list` names the package.
bool IsRelated(const std::vector<std::string>& list, const std::string& package) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& item) {
    return item == package || item.starts_with(package + " ");
  });
}

void CheckAfterReady(const Rule& rule, const RuleContext& context) {
  const Relations& relations = context.plan.relations;
  const std::vector<std::string>& packages = context.plan.health.after_ready;
  const Texts& given = context.definition().metadata.after_ready;
  for (std::size_t i = 0; i < packages.size() && i < given.size(); ++i) {
    if (!IsAppReference(given[i].value)) continue;  // Reported by the reader.
    if (packages[i] == context.plan.names().package) {
      context.diagnostics->Report(given[i].place, rule, "the app would wait for itself for ever",
                                  "remove it from 'after_ready'");
    } else if (!IsRelated(relations.depends, packages[i])) {
      context.diagnostics->Report(
          given[i].place, rule,
          fmt::format("nothing installs {}: the app would wait for it for ever", packages[i]),
          fmt::format("add '{}' to 'depends'", given[i].value));
    }
  }
}

constexpr CheckRule kRules[] = {
    {{"health-grace",
      "health.grace_sec is at least as long as interval x retries of each healthcheck.",
      Severity::kWarning},
     CheckGrace},
    {{"health-service", "health.ignore and health.from_image list services of the Compose file."},
     CheckServicesKnown},
    {{"health-from-image",
      "health.from_image lists services that have no healthcheck in the Compose file.",
      Severity::kWarning},
     CheckImageChecks},
    {{"health-unused", "Keys of `health` are used with `supervise: true` only.",
      Severity::kWarning},
     CheckUnused},
    {{"after-ready-relation", "Each app of after_ready is another one, and in depends."},
     CheckAfterReady},
};

}  // namespace

std::span<const CheckRule> HealthRules() { return kRules; }

}  // namespace container_app
