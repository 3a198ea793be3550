// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over secrets: those that every device would share, and those that each device makes.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "check/rules.h"

namespace container_app {

bool IsSecretName(std::string_view given) {
  const std::string name = UpperCase(given);
  static constexpr std::array<std::string_view, 16> kEnds = {
      "PASSWORD",    "PASSWD",    "PASSPHRASE",    "_PASS",         "_PWD",        "SECRET",
      "TOKEN",       "API_KEY",   "APIKEY",        "SECRET_KEY",    "PRIVATE_KEY", "ACCESS_KEY",
      "SIGNING_KEY", "PASS_HASH", "PASSWORD_HASH", "ENCRYPTION_KEY"};
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::string_view end) { return name.ends_with(end); }) ||
         name == "PASS" || name.ends_with("SECRET_KEY_BASE");
}

bool IsIssuedName(std::string_view name) {
  return name.ends_with("API_KEY") || name.ends_with("APIKEY") || name.ends_with("CLIENT_SECRET") ||
         name.ends_with("_HASH");
}

std::string GeneratedSecretText(std::string_view name) {
  return fmt::format("'generated_secrets: [{{name: {}}}]' in metadata.yaml", name);
}

namespace {

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

/// The hash of a password (crypt(5)). In a Compose file each of its dollars may be two.
bool IsPasswordHash(std::string_view value) {
  static constexpr std::string_view kMethods[] = {"1$", "2a$", "2b$",    "2y$",    "5$",
                                                  "6$", "y$",  "argon2", "scrypt", "pbkdf2"};
  if (!value.starts_with('$')) return false;
  value.remove_prefix(value.starts_with("$$") ? 2 : 1);
  return std::any_of(std::begin(kMethods), std::end(kMethods),
                     [&](std::string_view method) { return value.starts_with(method); });
}

/// A value that is a secret nobody could guess from the name: not empty, no switch, no reference.
bool IsWrittenOut(std::string_view value) {
  if (IsPasswordHash(value)) return true;
  static constexpr std::string_view kSwitches[] = {"true", "false", "yes",   "no",   "on",
                                                   "off",  "True",  "False", "TRUE", "FALSE"};
  return !value.empty() && value.find('$') == std::string_view::npos &&
         std::find(std::begin(kSwitches), std::end(kSwitches), value) == std::end(kSwitches);
}

/// The variable of a reference whose default is written out, when the value is one.
std::string DefaultedVariable(const std::string& value) {
  std::vector<VariableUse> uses;
  std::string error;
  if (!FindVariables(value, {}, &uses, &error)) return "";
  for (const VariableUse& use : uses) {
    if (use.form == VariableUse::Form::kDefault && IsWrittenOut(use.word)) return use.name;
  }
  return "";
}

std::string Shared(std::string_view name) {
  return fmt::format("'{}' is a secret that every device would share", name);
}

/// What a value of the Compose file becomes.
std::string FixOf(const ComposeVariable& variable) {
  const std::string& name = variable.name.value;
  const std::string& value = variable.value->value;
  if (HoldsCredentials(value)) {
    const std::string secret = IsIdentifier(name) ? name + "_PASSWORD" : "PASSWORD";
    return fmt::format("write ${{{}}} for the password, and {}", secret,
                       GeneratedSecretText(secret));
  }
  std::string secret = DefaultedVariable(value);
  if (secret.empty()) secret = IsIdentifier(name) ? name : "SECRET";
  if (IsIssuedName(secret)) {
    return fmt::format(
        "write ${{{0}}} here, '{0}: \"\"' in 'default_config', and a field in config.yml", secret);
  }
  return fmt::format("write ${{{}}} here and for each service that logs in with it, and {}", secret,
                     GeneratedSecretText(secret));
}

void CheckServices(const Rule& rule, const RuleContext& context) {
  for (const ComposeService& service : context.definition().compose.services) {
    for (const ComposeVariable& variable : service.environment) {
      if (!variable.value) continue;
      const std::string& value = variable.value->value;
      const bool named = IsSecretName(variable.name.value);
      const bool written = (named && (IsWrittenOut(value) || !DefaultedVariable(value).empty())) ||
                           HoldsCredentials(value);
      if (!written) continue;
      context.diagnostics->Report(variable.value->place, rule, Shared(variable.name.value),
                                  FixOf(variable));
    }
  }
}

void CheckClear(const Rule& rule, const RuleContext& context) {
  CheckServices(rule, context);
  for (const NamedValue& entry : context.definition().metadata.default_config.value) {
    const std::string& name = entry.name.value;
    if (HoldsCredentials(entry.value.value)) {
      context.diagnostics->Report(
          entry.value.place, rule, Shared(name),
          fmt::format("write the address in the Compose file, with ${{{0}_PASSWORD}} for the "
                      "password, and {1}",
                      name, GeneratedSecretText(name + "_PASSWORD")));
    } else if (IsSecretName(name) && IsWrittenOut(entry.value.value)) {
      context.diagnostics->Report(
          entry.value.place, rule, Shared(name),
          IsIssuedName(name)
              ? "leave it empty, and have a field in config.yml: people type in theirs"
              : fmt::format("take it out, and write {}", GeneratedSecretText(name)));
    }
  }
  ForEachField(context, [&](const ConfigField& field) {
    const bool secret = field.type.value == "password" || IsSecretName(field.id.value);
    if (!secret || !IsWrittenOut(field.default_value.value)) return;
    context.diagnostics->Report(field.default_value.place, rule, Shared(field.id.value),
                                IsIssuedName(field.id.value)
                                    ? "write 'default: \"\"': people type in theirs"
                                    : fmt::format("write 'default: \"\"' here, and {}",
                                                  GeneratedSecretText(field.id.value)));
  });
}

void CheckEmptyPassword(const Rule& rule, const RuleContext& context) {
  const Metadata& metadata = context.definition().metadata;
  if (!metadata.file) return;
  ForEachField(context, [&](const ConfigField& field) {
    if (field.type.value != "password" || !field.required) return;
    if (IsIssuedName(field.id.value)) return;  // Empty until people type in theirs.
    const NamedValue* given = metadata.DefaultConfig(field.id.value);
    if (!field.default_value.value.empty() || (given && !given->value.value.empty())) return;
    if (!given && IsVariableSet(context, field.id.value)) return;
    const std::string secret = GeneratedSecretText(field.id.value);
    context.diagnostics->Report(
        field.id.place, rule,
        fmt::format("the app would start with an empty password '{}'", field.id.value),
        given ? fmt::format("take it out of 'default_config', and write {}", secret)
              : fmt::format("have one made: {}", secret));
  });
}

void CheckSecretTwice(const Rule& rule, const RuleContext& context) {
  std::vector<Located<std::string>> names;
  for (const GeneratedSecret& secret : context.definition().metadata.generated_secrets) {
    if (secret.name) names.push_back(secret.name);
  }
  ReportListedTwice(rule, context, names);
}

/// What a shell sets or obeys: a hook would be run by another one than is meant, or not at all.
bool IsOfShells(std::string_view name) {
  static constexpr std::array<std::string_view, 11> kNames = {
      "BASHOPTS", "BASH_ENV", "ENV", "EUID",      "GROUPS", "HOME",
      "IFS",      "PPID",     "PS4", "SHELLOPTS", "UID"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end() || name.starts_with("LD_");
}

void CheckName(const Rule& rule, const RuleContext& context) {
  const Metadata& metadata = context.definition().metadata;
  const std::vector<std::string>& attached = context.plan.attachment.variables;
  for (const GeneratedSecret& secret : metadata.generated_secrets) {
    const std::string& name = secret.name.value;
    if (metadata.DefaultConfig(name)) {
      context.diagnostics->Report(secret.name.place, rule,
                                  fmt::format("'default_config' has a value for '{}', too", name),
                                  "take it out there: it would be used, and not the secret");
    } else if (IsReservedVariable(name) || IsOfShells(name) ||
               std::find(attached.begin(), attached.end(), name) != attached.end()) {
      context.diagnostics->Report(secret.name.place, rule,
                                  fmt::format("'{}' is set by the package or a shell", name),
                                  "use another name");
    }
  }
}

bool IsRead(const Definition& definition, const GeneratedSecret& secret) {
  const std::string& name = secret.name.value;
  const auto& hooks = definition.hooks;
  if (std::any_of(hooks.begin(), hooks.end(),
                  [&](const HookFile& hook) { return HasWord(hook.content, name); })) {
    return true;
  }
  if (secret.is_file() && HasWord(definition.compose_file->text, name, "", "/")) return true;
  const auto& uses = definition.compose.variables;
  return secret.is_variable() && std::any_of(uses.begin(), uses.end(), [&](const VariableUse& use) {
           return use.name == name;
         });
}

void CheckUnused(const Rule& rule, const RuleContext& context) {
  const Definition& definition = context.definition();
  if (!HasMetadataAndCompose(definition)) return;
  for (const GeneratedSecret& secret : definition.metadata.generated_secrets) {
    const std::string& name = secret.name.value;
    if (!IsIdentifier(name) || IsRead(definition, secret)) continue;
    const std::string use = secret.is_variable()
                                ? fmt::format("${{{}}}", name)
                                : fmt::format("${{CONTAINER_SECRETS_ROOT}}/{}", name);
    context.diagnostics->Report(
        secret.name.place, rule, fmt::format("nothing reads the generated secret '{}'", name),
        fmt::format("write {} in the Compose file, or take the secret out", use));
  }
}

void CheckOwner(const Rule& rule, const RuleContext& context) {
  for (const GeneratedSecret& secret : context.definition().metadata.generated_secrets) {
    if (!secret.owner || secret.is_file()) continue;
    context.diagnostics->Report(
        secret.owner->place, rule,
        fmt::format("'owner' is for a file, and '{}' is none", secret.name.value),
        "remove it, or write 'as: file' or 'as: both'");
  }
}

/// The user of all services when none runs as root. Nothing where that cannot be told.
std::optional<unsigned> NobodyIsRoot(const RuleContext& context) {
  std::optional<unsigned> first;
  for (const ComposeService& service : context.definition().compose.services) {
    const std::optional<Owner> user = context.plan.installed.User(service);
    if (!user || user->uid.value_or(0) == 0) return std::nullopt;
    if (!first) first = user->uid;
  }
  return first;
}

void CheckReadable(const Rule& rule, const RuleContext& context) {
  const std::optional<unsigned> user = NobodyIsRoot(context);
  if (!user) return;
  for (const GeneratedSecret& secret : context.definition().metadata.generated_secrets) {
    if (!secret.is_file() || (secret.owner && secret.owner->value != 0)) continue;
    context.diagnostics->Report(
        secret.name.place, rule,
        fmt::format("only root can read the file '{}', and no service runs as root",
                    secret.name.value),
        fmt::format("add 'owner: {}', the user of the service that reads it", *user));
  }
}

constexpr CheckRule kSecretRules[] = {
    {{"secret-in-clear", "No file of a definition contains a secret.", Severity::kWarning},
     CheckClear},
    {{"password-empty",
      "A required password of config.yml has a value, of generated_secrets for example.",
      Severity::kWarning},
     CheckEmptyPassword},
    {{"secret-twice", "Each item of `generated_secrets` has its own name."}, CheckSecretTwice},
    {{"secret-name",
      "A generated secret has a name that neither default_config nor the package nor a shell "
      "uses."},
     CheckName},
    {{"secret-unused", "The Compose file or a hook uses each generated secret.",
      Severity::kWarning},
     CheckUnused},
    {{"secret-owner-unused", "A generated secret with an owner is a file.", Severity::kWarning},
     CheckOwner},
    {{"secret-unreadable", "A service can read the file of a generated secret.",
      Severity::kWarning},
     CheckReadable},
};

}  // namespace

std::span<const CheckRule> SecretRules() { return kSecretRules; }

}  // namespace container_app
