// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over variables: those without a value, and values that ought to be secret.
#include <fmt/format.h>

#include <algorithm>
#include <array>
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
                                          "DOCKER_HOST",
                                          "HALOS_SYSTEMD_STARTED",
                                          "LD_PRELOAD",
                                          "PATH",
                                          "RUNTIME_ENV"};

bool Contains(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool IsWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
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

bool IsSet(const RuleContext& context, const std::string& name) {
  const Definition& definition = context.definition();
  const Metadata& metadata = definition.metadata;
  if (Contains(kAlwaysSet, name) || metadata.DefaultConfig(name)) return true;
  const std::vector<std::string>& attached = context.plan.attachment.variables;
  if (std::find(attached.begin(), attached.end(), name) != attached.end()) return true;
  return std::any_of(definition.hooks.begin(), definition.hooks.end(),
                     [&](const HookFile& hook) { return IsAssignedIn(hook.content, name); });
}

void CheckUnset(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  std::set<std::string_view> seen;
  for (const VariableUse& use : context.definition().compose.variables) {
    if (use.form != VariableUse::Form::kPlain || IsSet(context, use.name)) continue;
    if (!seen.insert(use.name).second) continue;
    context.diagnostics->Report(
        use.place, rule, fmt::format("the variable '{}' has no value", use.name),
        fmt::format("set it in 'default_config', or give a default: ${{{}:-…}}", use.name));
  }
}

void CheckReserved(const Rule& rule, const RuleContext& context) {
  for (const NamedValue& entry : context.definition().metadata.default_config.value) {
    if (!Contains(kReserved, entry.name.value)) continue;
    context.diagnostics->Report(entry.name.place, rule,
                                fmt::format("'{}' is set by the package itself", entry.name.value),
                                "remove it, or use another name");
  }
}

/// True for names such as DB_PASSWORD, JWT_SECRET, API_KEY; not for PASSWORD_FILE.
bool IsSecretName(std::string_view given) {
  const std::string name = UpperCase(given);
  static constexpr std::array<std::string_view, 14> kEnds = {
      "PASSWORD",    "PASSWD",     "PASSPHRASE",  "_PASS",         "_PWD",
      "SECRET",      "TOKEN",      "API_KEY",     "APIKEY",        "SECRET_KEY",
      "PRIVATE_KEY", "ACCESS_KEY", "SIGNING_KEY", "ENCRYPTION_KEY"};
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::string_view end) { return name.ends_with(end); }) ||
         name == "PASS" || name.ends_with("SECRET_KEY_BASE");
}

/// True for `scheme://user:password@host` whose password is written out.
bool HoldsCredentials(std::string_view value) {
  const std::size_t scheme = value.find("://");
  if (scheme == std::string_view::npos) return false;
  std::string_view rest = value.substr(scheme + 3);
  rest = rest.substr(0, rest.find_first_of("/?# "));
  const std::size_t at = rest.rfind('@');
  const std::size_t colon = rest.find(':');
  if (at == std::string_view::npos || colon == std::string_view::npos || colon > at) return false;
  const std::string_view password = rest.substr(colon + 1, at - colon - 1);
  return !password.empty() && password.find('$') == std::string_view::npos;
}

/// A value that is a secret nobody could guess from the name: not empty, no switch, no reference.
bool IsWrittenOut(std::string_view value) {
  static constexpr std::string_view kSwitches[] = {"true", "false", "yes",   "no",   "on",
                                                   "off",  "True",  "False", "TRUE", "FALSE"};
  return !value.empty() && value.find('$') == std::string_view::npos && !Contains(kSwitches, value);
}

/// The default of a reference, when the value is one.
std::string WrittenDefault(const std::string& value) {
  std::vector<VariableUse> uses;
  std::string error;
  if (!FindVariables(value, {}, &uses, &error)) return "";
  for (const VariableUse& use : uses) {
    if (use.form == VariableUse::Form::kDefault && IsWrittenOut(use.word)) return use.word;
  }
  return "";
}

void CheckSecrets(const Rule& rule, const RuleContext& context) {
  for (const ComposeService& service : context.definition().compose.services) {
    for (const ComposeVariable& variable : service.environment) {
      if (!variable.value) continue;
      const std::string& value = variable.value->value;
      const bool named = IsSecretName(variable.name.value);
      const bool written = (named && (IsWrittenOut(value) || !WrittenDefault(value).empty())) ||
                           HoldsCredentials(value);
      if (!written) continue;
      context.diagnostics->Report(
          variable.value->place, rule,
          fmt::format("'{}' is a secret that every device would share", variable.name.value),
          "make one when the app first starts, in a prestart hook, or ask for it in config.yml");
    }
  }
}

constexpr CheckRule kRules[] = {
    {{"variable-unset",
      "A variable of the Compose file has a value: in default_config, from the package, from a "
      "hook, or a default.",
      Severity::kWarning},
     CheckUnset},
    {{"variable-reserved", "default_config does not set a variable that the package sets.",
      Severity::kWarning},
     CheckReserved},
    {{"secret-in-clear", "The Compose file contains no secret.", Severity::kWarning}, CheckSecrets},
};

}  // namespace

std::span<const CheckRule> VariableRules() { return kRules; }

}  // namespace container_app
