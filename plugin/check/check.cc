// SPDX-License-Identifier: GPL-2.0-or-later
#include "check/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "app/compose_rules.h"
#include "app/definition_rules.h"
#include "app/keys.h"
#include "base/text.h"
#include "check/rules.h"
#include "systemd/time_span.h"
#include "yaml/rules.h"

namespace container_app {
namespace {

std::vector<CheckRule> CollectRules() {
  std::vector<CheckRule> all;
  for (const std::span<const CheckRule> rules :
       {MetadataRules(),         IconRules(),    RelationRules(),
        RoutingRules(),          RestartRules(), HealthRules(),
        ConfigRules(),           ServiceRules(), ImageLockRules(),
        SecondSupervisorRules(), MountRules(),   VolumeRules(),
        VariableRules(),         SecretRules(),  ComposeTextRules(),
        ProjectRules(),          FileRules(),    StateRules(),
        StateSourceRules(),      FlushRules()}) {
    all.insert(all.end(), rules.begin(), rules.end());
  }
  return all;
}

}  // namespace

std::span<const CheckRule> CheckRules() {
  static const std::vector<CheckRule> kRules = CollectRules();
  return kRules;
}

std::vector<const Rule*> DefinitionRules() {
  std::vector<const Rule*> all = KeyRules();
  all.push_back(&kIoError);
  for (const Rules rules : {Rules(kDefinitionRules), Rules(kYamlRules), Rules(kComposeRules)}) {
    all.insert(all.end(), rules.begin(), rules.end());
  }
  for (const CheckRule& rule : CheckRules()) all.push_back(&rule);
  return all;
}

void CheckDefinition(const Plan& plan, Diagnostics* diagnostics, const PackageVersion& version) {
  const RuleContext context{plan, version, diagnostics};
  for (const CheckRule& rule : CheckRules()) rule.check(rule, context);
}

std::string InWholeSeconds(std::int64_t time) { return FormatTime(WholeSeconds(time) * kSecond); }

void ReportListedTwice(const Rule& rule, const RuleContext& context,
                       const std::vector<Located<std::string>>& list) {
  for (auto name = list.begin(); name != list.end(); ++name) {
    const bool seen = std::any_of(
        list.begin(), name, [&](const auto& earlier) { return earlier.value == name->value; });
    if (!seen) continue;
    context.diagnostics->Report(name->place, rule, fmt::format("'{}' is listed twice", name->value),
                                "remove one of the two");
  }
}

void ReportUnknownService(const Rule& rule, const RuleContext& context,
                          const Located<std::string>& name) {
  std::vector<std::string_view> services;
  for (const ComposeService& service : context.definition().compose.services) {
    if (service.name.value == name.value) return;
    services.push_back(service.name.value);
  }
  std::string fix = DidYouMean(name.value, services);
  if (fix.empty()) fix = fmt::format("there are {}", fmt::join(services, ", "));
  context.diagnostics->Report(name.place, rule, fmt::format("there is no service '{}'", name.value),
                              std::move(fix));
}

bool HasMetadataAndCompose(const Definition& definition) {
  return definition.metadata.file && definition.compose.file;
}

bool NamesPackage(const std::string& item, std::string_view package) {
  for (const std::string_view part : Split(item, '|')) {
    const std::string_view name = Trim(part);
    if (name.substr(0, name.find_first_of(" (:[<")) == package) return true;
  }
  return false;
}

bool IsAddress(std::string_view text) { return text.find("://") != std::string_view::npos; }

}  // namespace container_app
