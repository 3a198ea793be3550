// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over config.yml and how it fits `default_config`.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/text.h"
#include "check/rules.h"

namespace container_app {
namespace {

std::optional<std::int64_t> ParseInteger(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole ? std::optional<std::int64_t>(value) : std::nullopt;
}

bool IsBooleanWord(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kWords = {"true", "false", "yes", "no",
                                                             "on",   "off",   "1",   "0"};
  return std::find(kWords.begin(), kWords.end(), LowerCase(text)) != kWords.end();
}

/// Nothing to judge: no value, or one that only the running app knows.
bool IsOpen(const ConfigField& field) {
  return field.default_value.value.empty() ||
         field.default_value.value.find('$') != std::string::npos;
}

void CheckFieldTwice(const Rule& rule, const RuleContext& context) {
  std::map<std::string_view, int> lines;
  ForEachField(context, [&](const ConfigField& field) {
    const auto [earlier, added] = lines.emplace(field.id.value, field.id.place.line);
    if (added) return;
    context.diagnostics->Report(
        field.id.place, rule,
        fmt::format("the field '{}' is already in line {}", field.id.value, earlier->second),
        "remove one: both would set the same variable");
  });
}

void CheckGroupTwice(const Rule& rule, const RuleContext& context) {
  std::map<std::string_view, int> lines;
  for (const ConfigGroup& group : context.definition().config.groups) {
    if (!group.id) continue;
    const auto [earlier, added] = lines.emplace(group.id.value, group.id.place.line);
    if (added) continue;
    context.diagnostics->Report(
        group.id.place, rule,
        fmt::format("the group '{}' is already in line {}", group.id.value, earlier->second),
        "rename one, or put their fields together");
  }
}

void CheckDefaultType(const Rule& rule, const RuleContext& context) {
  ForEachField(context, [&](const ConfigField& field) {
    if (IsOpen(field)) return;
    const std::string& value = field.default_value.value;
    if (field.type.value == "integer" && !ParseInteger(value)) {
      context.diagnostics->Report(
          field.default_value.place, rule,
          fmt::format("the default '{}' of '{}' is not a whole number", value, field.id.value),
          "write a whole number, or 'type: string'");
    } else if (field.type.value == "boolean" && !IsBooleanWord(value)) {
      context.diagnostics->Report(
          field.default_value.place, rule,
          fmt::format("the default '{}' of '{}' is neither true nor false", value, field.id.value),
          "write true or false, or 'type: string'");
    }
  });
}

void CheckDefaultOption(const Rule& rule, const RuleContext& context) {
  ForEachField(context, [&](const ConfigField& field) {
    if (IsOpen(field) || field.options.empty()) return;
    std::vector<std::string_view> options;
    for (const auto& option : field.options) options.push_back(option.value);
    const std::string& value = field.default_value.value;
    if (std::find(options.begin(), options.end(), value) != options.end()) return;
    std::string fix = DidYouMean(value, options);
    if (fix.empty()) fix = "add it to 'options', or choose one of them";
    context.diagnostics->Report(
        field.default_value.place, rule,
        fmt::format("the default '{}' of '{}' is not one of its options", value, field.id.value),
        std::move(fix));
  });
}

void CheckDefaultRange(const Rule& rule, const RuleContext& context) {
  ForEachField(context, [&](const ConfigField& field) {
    const auto value = ParseInteger(field.default_value.value);
    if (field.type.value != "integer" || !value) return;
    if (field.minimum && *value < *field.minimum) {
      context.diagnostics->Report(field.default_value.place, rule,
                                  fmt::format("the default {} of '{}' is below its 'min', {}",
                                              *value, field.id.value, *field.minimum),
                                  "change one of the two");
    } else if (field.maximum && *value > *field.maximum) {
      context.diagnostics->Report(field.default_value.place, rule,
                                  fmt::format("the default {} of '{}' is above its 'max', {}",
                                              *value, field.id.value, *field.maximum),
                                  "change one of the two");
    }
  });
}

void CheckRange(const Rule& rule, const RuleContext& context) {
  ForEachField(context, [&](const ConfigField& field) {
    if (!field.minimum || !field.maximum || *field.minimum <= *field.maximum) return;
    context.diagnostics->Report(field.id.place, rule,
                                fmt::format("'{}' has 'min' {} above 'max' {}", field.id.value,
                                            *field.minimum, *field.maximum),
                                "no value fits: change one of the two");
  });
}

void CheckFieldsSet(const Rule& rule, const RuleContext& context) {
  const Metadata& metadata = context.definition().metadata;
  ForEachField(context, [&](const ConfigField& field) {
    const std::string& name = field.id.value;
    if (context.definition().Setting(name) || metadata.Secret(name) || field.required) return;
    context.diagnostics->Report(field.id.place, rule,
                                fmt::format("'{}' has no value until somebody gives it one", name),
                                "write a 'default', or 'required: true'");
  });
}

/// systemd gives these values to Compose as they are.
void CheckReference(const Rule& rule, const RuleContext& context) {
  for (const NamedValue& setting : context.definition().Settings()) {
    const std::string& value = setting.value.value;
    const std::size_t at = value.find("${");
    const std::size_t end = value.find('}', at);
    if (at == std::string::npos || end == std::string::npos) continue;
    context.diagnostics->Report(
        setting.value.place, rule,
        fmt::format("'{}' gets the text '{}' as it stands here", setting.name.value, value),
        fmt::format("write the value itself, or leave it out here and write ${{{}:-{}}} in "
                    "docker-compose.yml",
                    setting.name.value, value));
  }
}

void CheckDefaultsListed(const Rule& rule, const RuleContext& context) {
  if (!context.definition().config.file) return;
  std::vector<std::string_view> ids;
  ForEachField(context, [&](const ConfigField& field) { ids.push_back(field.id.value); });
  for (const NamedValue& entry : context.definition().metadata.default_config.value) {
    if (!IsIdentifier(entry.name.value)) continue;  // reported by the reader
    if (std::find(ids.begin(), ids.end(), entry.name.value) != ids.end()) continue;
    std::string fix = DidYouMean(entry.name.value, ids);
    if (fix.empty()) fix = "add one for administrators to find it, or leave it as it is";
    context.diagnostics->Report(entry.name.place, rule,
                                fmt::format("config.yml has no field for '{}'", entry.name.value),
                                std::move(fix));
  }
}

constexpr CheckRule kConfigRules[] = {
    {{"config-field-twice", "Each field has its own id.", Severity::kWarning}, CheckFieldTwice},
    {{"config-group-twice", "Each group has its own id.", Severity::kWarning}, CheckGroupTwice},
    {{"config-default-type", "A default has the type of its field.", Severity::kWarning},
     CheckDefaultType},
    {{"config-default-option", "A default is one of the field's options.", Severity::kWarning},
     CheckDefaultOption},
    {{"config-default-range", "A default is between min and max.", Severity::kWarning},
     CheckDefaultRange},
    {{"config-range", "min is not above max.", Severity::kWarning}, CheckRange},
    {{"config-field-unset",
      "A field of config.yml that may be left empty has a default, or its variable a value.",
      Severity::kWarning},
     CheckFieldsSet},
    {{"setting-reference", "The value of a setting does not refer to a variable.",
      Severity::kWarning},
     CheckReference},
    {{"default-config-unlisted", "config.yml has a field for each variable of default_config.",
      Severity::kWarning},
     CheckDefaultsListed},
};

}  // namespace

std::span<const CheckRule> ConfigRules() { return kConfigRules; }

}  // namespace container_app
