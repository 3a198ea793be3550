// SPDX-License-Identifier: GPL-2.0-or-later
#include "check/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "check/rules.h"
#include "policy/volumes.h"

namespace container_app {
namespace {

std::vector<Rule> CollectRules() {
  std::vector<Rule> all;
  for (const std::span<const Rule> rules :
       {MetadataRules(), RoutingRules(), RestartRules(), ConfigRules(), ServiceRules(),
        MountRules(), VariableRules(), FileRules(), StateRules(), StateSourceRules()}) {
    all.insert(all.end(), rules.begin(), rules.end());
  }
  return all;
}

}  // namespace

std::span<const Rule> Rules() {
  static const std::vector<Rule> kRules = CollectRules();
  return kRules;
}

void CheckDefinition(const Definition& definition, const Names& names, Diagnostics* diagnostics,
                     const PackageVersion& version) {
  const RuleContext context{definition, names, version, diagnostics};
  for (const Rule& rule : Rules()) rule.check(rule, context);
}

void Report(const Rule& rule, const RuleContext& context, const Place& place, std::string what,
            std::string mend) {
  if (rule.severity == Severity::kError) {
    context.diagnostics->Error(place, rule.id, std::move(what), std::move(mend));
  } else {
    context.diagnostics->Warning(place, rule.id, std::move(what), std::move(mend));
  }
}

void ReportListedTwice(const Rule& rule, const RuleContext& context,
                       const std::vector<Located<std::string>>& list) {
  for (auto name = list.begin(); name != list.end(); ++name) {
    const bool seen = std::any_of(
        list.begin(), name, [&](const auto& earlier) { return earlier.value == name->value; });
    if (!seen) continue;
    Report(rule, context, name->place, fmt::format("'{}' is listed twice", name->value),
           "remove one of the two");
  }
}

void ReportUnknownService(const Rule& rule, const RuleContext& context,
                          const Located<std::string>& name) {
  std::vector<std::string_view> services;
  for (const ComposeService& service : context.definition.compose.services) {
    if (service.name.value == name.value) return;
    services.push_back(service.name.value);
  }
  std::string mend = DidYouMean(name.value, services);
  if (mend.empty()) mend = fmt::format("there are {}", fmt::join(services, ", "));
  Report(rule, context, name.place, fmt::format("there is no service '{}'", name.value),
         std::move(mend));
}

bool HasMetadataAndCompose(const Definition& definition) {
  return definition.metadata.file && definition.compose.file;
}

bool IsAddress(std::string_view text) { return text.find("://") != std::string_view::npos; }

std::optional<std::string> Installed(const RuleContext& context, std::string_view text) {
  if (text.find('$') == std::string_view::npos) return std::string(text);
  const VariableLookup installed = InstalledVariables(context.definition, context.names);
  std::vector<VariableUse> uses;
  std::string result;
  std::string error;
  if (!FindVariables(text, {}, &uses, &error)) return std::nullopt;
  const bool bare = std::any_of(uses.begin(), uses.end(), [&](const VariableUse& use) {
    return use.form == VariableUse::Form::kPlain && !use.nested && !installed(use.name);
  });
  if (bare || !Interpolate(text, installed, &result, &error)) return std::nullopt;
  return result;
}

}  // namespace container_app
