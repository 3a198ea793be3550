// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over variables: those without a value, and those that are not the maintainer's.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "check/rules.h"
#include "policy/routing.h"

namespace container_app {
namespace {

/// Set by the unit, by systemd or by Compose itself for every app.
constexpr std::string_view kAlwaysSet[] = {"CONTAINER_DATA_ROOT", "COMPOSE_PROJECT_NAME", "PATH",
                                           "INVOCATION_ID"};

/// What the runtime relies on: the unit's environment files would override it.
constexpr std::string_view kReserved[] = {"COMPOSE_FILE",
                                          "COMPOSE_PROJECT_NAME",
                                          "COMPOSE_PATH_SEPARATOR",
                                          "CONTAINER_DATA_ROOT",
                                          "CONTAINER_SECRETS_ROOT",
                                          "DOCKER_HOST",
                                          "HALOS_SYSTEMD_STARTED",
                                          "LD_PRELOAD",
                                          "PATH",
                                          "RUNTIME_ENV"};

bool Contains(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// True for `NAME=` in a hook: hooks give variables values through runtime.env.
bool IsAssignedIn(std::string_view text, const std::string& name) {
  const std::string assignment = name + "=";
  for (std::size_t at = text.find(assignment); at != std::string_view::npos;
       at = text.find(assignment, at + 1)) {
    if (at == 0 || !IsWordCharacter(text[at - 1])) return true;
  }
  return false;
}

/// What gives `name` a value, in words.
std::string HowToSet(const RuleContext& context, const std::string& name) {
  if (name == "CONTAINER_SECRETS_ROOT") return "give a generated secret 'as: file'";
  if (context.definition().metadata.Secret(name)) return "give the generated secret 'as: both'";
  if (IsSecretName(name) && !IsIssuedName(name))
    return fmt::format("have it made: {}", GeneratedSecretText(name));
  return fmt::format("set it in 'default_config', or give a default: ${{{}:-…}}", name);
}

}  // namespace

bool IsReservedVariable(std::string_view name) { return Contains(kReserved, name); }

bool IsVariableSet(const RuleContext& context, const std::string& name) {
  return Contains(kAlwaysSet, name) || context.definition().Setting(name) ||
         IsSetLater(context, name);
}

namespace {

void CheckUnset(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  std::set<std::string_view> seen;
  // Of these the value itself is an error.
  for (const RefusedText& refused : RefusedTexts(context)) {
    const Place& place = refused.text->text.place;
    for (const VariableUse& use : context.definition().compose.variables) {
      if (use.place.line == place.line && use.place.column == place.column) seen.insert(use.name);
    }
  }
  for (const VariableUse& use : context.definition().compose.variables) {
    if (use.form != VariableUse::Form::kPlain || IsVariableSet(context, use.name)) continue;
    if (!seen.insert(use.name).second) continue;
    context.diagnostics->Report(use.place, rule,
                                fmt::format("the variable '{}' has no value", use.name),
                                HowToSet(context, use.name));
  }
}

void CheckReserved(const Rule& rule, const RuleContext& context) {
  for (const NamedValue& entry : context.definition().metadata.default_config.value) {
    if (!IsReservedVariable(entry.name.value)) continue;
    context.diagnostics->Report(entry.name.place, rule,
                                fmt::format("'{}' is set by the package itself", entry.name.value),
                                "remove it, or use another name");
  }
}

constexpr CheckRule kVariableRules[] = {
    {{"variable-unset",
      "A variable of the Compose file has a value: in default_config, of generated_secrets, from "
      "the package, from a hook, or a default.",
      Severity::kWarning},
     CheckUnset},
    {{"variable-reserved", "default_config does not set a variable that the package sets.",
      Severity::kWarning},
     CheckReserved},
};

}  // namespace

bool IsSetLater(const RuleContext& context, const std::string& name) {
  const Metadata& metadata = context.definition().metadata;
  if (name == "CONTAINER_SECRETS_ROOT") return metadata.HasSecretFiles();
  const GeneratedSecret* secret = metadata.Secret(name);
  if (secret && secret->is_variable()) return true;
  const std::vector<std::string>& attached = context.plan.attachment.variables;
  if (std::find(attached.begin(), attached.end(), name) != attached.end()) return true;
  const auto& hooks = context.definition().hooks;
  return std::any_of(hooks.begin(), hooks.end(),
                     [&](const HookFile& hook) { return IsAssignedIn(hook.content, name); });
}

bool IsAsked(const RuleContext& context, const std::string& name) {
  for (const ConfigGroup& group : context.definition().config.groups) {
    for (const ConfigField& field : group.fields.value) {
      if (field.id.value == name) return true;
    }
  }
  return false;
}

std::span<const CheckRule> VariableRules() { return kVariableRules; }

}  // namespace container_app
