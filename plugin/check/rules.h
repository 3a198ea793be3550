// SPDX-License-Identifier: GPL-2.0-or-later
// What the rules of each subject share.
#pragma once

#include <string>
#include <vector>

#include "check/check.h"
#include "policy/state.h"

namespace container_app {

std::span<const CheckRule> MetadataRules();
std::span<const CheckRule> IconRules();
std::span<const CheckRule> RelationRules();
std::span<const CheckRule> RoutingRules();
std::span<const CheckRule> RestartRules();
std::span<const CheckRule> HealthRules();
std::span<const CheckRule> ConfigRules();
std::span<const CheckRule> ServiceRules();
std::span<const CheckRule> ImageLockRules();
std::span<const CheckRule> SecondSupervisorRules();
std::span<const CheckRule> MountRules();
std::span<const CheckRule> VolumeRules();
std::span<const CheckRule> VariableRules();
std::span<const CheckRule> ComposeTextRules();
std::span<const CheckRule> ProjectRules();
std::span<const CheckRule> SecretRules();
std::span<const CheckRule> FileRules();
std::span<const CheckRule> StateRules();
std::span<const CheckRule> StateSourceRules();
std::span<const CheckRule> FlushRules();

/// A text of the Compose file that Compose refuses when its variables have their values.
struct RefusedText {
  const ComposeTypedText* text;
  std::string becomes;
  std::string reason;  ///< The end of a sentence: "which is not a number".
  std::string fix;
};
std::vector<RefusedText> RefusedTexts(const RuleContext& context);

/// True for a variable that gets its value when the app starts: from a hook or an integration.
bool IsSetLater(const RuleContext& context, const std::string& name);

/// True for a variable that config.yml asks the administrator for.
bool IsAsked(const RuleContext& context, const std::string& name);

/// Calls `visit` for each field of config.yml that has an id.
template <class Visit>
void ForEachField(const RuleContext& context, Visit visit) {
  for (const ConfigGroup& group : context.definition().config.groups) {
    for (const ConfigField& field : group.fields.value) {
      if (field.id) visit(field);
    }
  }
}

/// Reports each item of `list` that has come before.
void ReportListedTwice(const Rule& rule, const RuleContext& context,
                       const std::vector<Located<std::string>>& list);

/// Reports `name` unless docker-compose.yml has a service of that name.
void ReportUnknownService(const Rule& rule, const RuleContext& context,
                          const Located<std::string>& name);

/// True for names such as DB_PASSWORD, JWT_SECRET, API_KEY, PASSWORD_HASH; not for PASSWORD_FILE.
bool IsSecretName(std::string_view name);

/// True for names of secrets that people get from somebody else, and of hashes, which they make of
/// a password that a device could not guess.
bool IsIssuedName(std::string_view name);

/// True for a label that asks another program to stop, restart or replace the container.
bool IsProgramLabel(std::string_view name);

/// A time in whole seconds, rounded up, for advice.
std::string InWholeSeconds(std::int64_t time);

/// The line of metadata.yaml that makes a secret, in words.
std::string GeneratedSecretText(std::string_view name);

/// True where the package, a hook, default_config or generated_secrets gives the variable a value.
bool IsVariableSet(const RuleContext& context, const std::string& name);

/// True for variables that the runtime relies on.
bool IsReservedVariable(std::string_view name);

/// True when metadata.yaml and docker-compose.yml were both read: what one says of the other is
/// only known then.
bool HasMetadataAndCompose(const Definition& definition);

/// True when an item of a relation field names `package`, alone or among alternatives.
bool NamesPackage(const std::string& item, std::string_view package);

/// Calls `visit(state, service)` for each state of a service that there is.
template <class Visit>
void ForEachState(const RuleContext& context, Visit visit) {
  if (!HasMetadataAndCompose(context.definition())) return;
  for (const StateEntry& state : context.definition().metadata.state) {
    const ComposeService* service = FindService(context.definition().compose, state.service.value);
    if (service) visit(state, *service);
  }
}

/// True for an address on the net instead of a file.
bool IsAddress(std::string_view text);

}  // namespace container_app
