// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over texts of the Compose file as they are when their variables have values.
#include <fmt/format.h>

#include <algorithm>

#include "app/compose_consistency.h"
#include "check/rules.h"

namespace container_app {
namespace {

bool MayBecome(const RuleContext& context, const Located<std::string>& text) {
  std::vector<VariableUse> uses;
  std::string error;
  if (!FindVariables(text.value, text.place, &uses, &error)) return true;
  return std::any_of(uses.begin(), uses.end(), [&](const VariableUse& use) {
    return !context.plan.installed.Variable(use.name) && IsSetLater(context, use.name);
  });
}

/// What the values that variables have make of a text; nothing where it may become anything, or a
/// variable is demanded and has none.
std::optional<std::string> Becomes(const RuleContext& context, const Located<std::string>& text) {
  if (MayBecome(context, text)) return std::nullopt;
  return context.plan.installed.Text(text.value);
}

void CheckTexts(const Rule& rule, const RuleContext& context) {
  for (const RefusedText& refused : RefusedTexts(context)) {
    context.diagnostics->Report(
        refused.text->text.place, rule,
        fmt::format("{} becomes '{}', {}", refused.text->subject, refused.becomes, refused.reason),
        refused.fix);
  }
}

/// Reports a name of which its variables make one that nothing has.
void ReportName(const Rule& rule, const RuleContext& context, std::string_view kind,
                const Located<std::string>& name, const std::string& becomes) {
  context.diagnostics->Report(
      name.place, rule,
      fmt::format("'{}' becomes '{}', and there is no such {}", name.value, becomes, kind),
      fmt::format("{}, or give the variable another value",
                  kind == "service" ? "add it" : fmt::format("name it under '{}s:'", kind)));
}

template <class Named>
void CheckName(const Rule& rule, const RuleContext& context, std::string_view kind,
               const Located<std::string>& name, const std::vector<Named>& defined) {
  if (!HoldsVariable(name.value)) return;
  const auto becomes = Becomes(context, name);
  if (!becomes) return;
  const bool known = std::any_of(defined.begin(), defined.end(),
                                 [&](const auto& one) { return one.value == *becomes; });
  if (known || (kind == "network" && *becomes == "default")) return;
  ReportName(rule, context, kind, name, *becomes);
}

/// Names of services, in all places where one names another, as they are when their variables have
/// values.
void CheckServiceNames(const Rule& rule, const RuleContext& context,
                       const ComposeService& service) {
  const auto& services = context.definition().compose.services;
  using Name = Located<std::string>;
  const auto judge = [&](const Name& name, auto put) {
    if (!HoldsVariable(name.value)) return;
    const auto becomes = Becomes(context, name);
    if (!becomes) return;
    ComposeService one;
    put(&one, Name{*becomes, name.place});
    for (const Name& need : ServicesNeeded(one)) {
      const bool started = std::any_of(services.begin(), services.end(), [&](const auto& other) {
        return other.is_enabled && other.name.value == need.value;
      });
      if (!started) ReportName(rule, context, "service", name, *becomes);
    }
  };
  for (const ComposeDependency& dependency : service.depends_on) {
    judge(dependency.service, [](ComposeService* one, const Name& name) {
      one->depends_on.emplace_back().service = name;
    });
  }
  for (const auto space : {&ComposeService::network_mode, &ComposeService::ipc,
                           &ComposeService::pid, &ComposeService::uts}) {
    judge(service.*space, [&](ComposeService* one, const Name& name) { one->*space = name; });
  }
  for (const auto list : {&ComposeService::links, &ComposeService::volumes_from}) {
    for (const Name& name : service.*list) {
      judge(name, [&](ComposeService* one, const Name& text) { (one->*list).push_back(text); });
    }
  }
}

void CheckNames(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  const Compose& compose = context.definition().compose;
  for (const ComposeService& service : compose.services) {
    if (!service.is_enabled) continue;
    for (const auto& name : service.secrets) {
      CheckName(rule, context, "secret", name, compose.secrets);
    }
    for (const auto& name : service.configs) {
      CheckName(rule, context, "config", name, compose.configs);
    }
    for (const auto& name : service.networks) {
      CheckName(rule, context, "network", name, compose.networks);
    }
    CheckServiceNames(rule, context, service);
    for (const ComposeMount& mount : service.mounts) {
      if (mount.type != ComposeMount::Type::kVolume || mount.source.empty()) continue;
      const auto source = context.plan.installed.Text(mount.source);
      if (!source || source->empty() || source->starts_with('/') || source->starts_with('.')) {
        continue;
      }
      CheckName(rule, context, "volume", {mount.source, mount.source_place}, compose.volumes);
    }
  }
}

/// `${NAME:?message}`
void CheckRequired(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  for (const VariableUse& use : context.definition().compose.variables) {
    if (use.form != VariableUse::Form::kRequired) continue;
    const auto value = context.plan.installed.Variable(use.name);
    if (value && !(use.empty_counts_as_unset && value->empty())) continue;
    if (IsSetLater(context, use.name) || IsAsked(context, use.name)) continue;
    context.diagnostics->Report(
        use.place, rule,
        fmt::format("Compose refuses each start, since '{}' has no value{}", use.name,
                    use.word.empty() ? "" : fmt::format(" ({})", use.word)),
        "set it in 'default_config', ask for it in config.yml, or set it in a prestart hook");
  }
}

constexpr CheckRule kComposeTextRules[] = {
    {{"value-after-variables",
      "A value is one that Compose takes when its variables have the values of the package."},
     CheckTexts},
    {{"name-after-variables",
      "A name of the Compose file is defined when its variables have the values of the package."},
     CheckNames},
    {{"variable-required", "A variable that the Compose file demands (`${NAME:?}`) has a value."},
     CheckRequired},
};

}  // namespace

std::vector<RefusedText> RefusedTexts(const RuleContext& context) {
  std::vector<RefusedText> refused;
  if (!HasMetadataAndCompose(context.definition())) return refused;
  const Compose& compose = context.definition().compose;
  const auto judge = [&](const std::vector<ComposeTypedText>& texts) {
    for (const ComposeTypedText& text : texts) {
      const auto becomes = Becomes(context, text.text);
      if (!becomes) continue;
      std::string fix;
      const std::string reason = RefusedComposeText(text.form, *becomes, &fix);
      if (!reason.empty()) refused.push_back({&text, *becomes, reason, fix});
    }
  };
  judge(compose.typed_texts);
  for (const ComposeService& service : compose.services) judge(service.typed_texts);
  return refused;
}

std::span<const CheckRule> ComposeTextRules() { return kComposeTextRules; }

}  // namespace container_app
