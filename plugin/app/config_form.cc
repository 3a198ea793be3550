// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/config_form.h"

#include <fmt/format.h>

#include "app/binding.h"
#include "app/key_rules.h"
#include "app/keys.h"

namespace container_app {
namespace {

ConfigField BindField(const yaml::Node& node) {
  ConfigField field;
  field.id = TextOf(node, "id");
  field.label = TextOf(node, "label");
  field.type = TextOf(node, "type");
  if (const yaml::Node* value = node.Find("default"); value && value->is_scalar()) {
    field.default_is_null = value->IsNull();
    field.default_value = {field.default_is_null ? "" : value->text, value->place};
  }
  field.required = BooleanOf(node, "required", false);
  field.readonly = BooleanOf(node, "readonly", false);
  if (const yaml::Node* value = Present(node, "min")) field.minimum = value->AsInteger();
  if (const yaml::Node* value = Present(node, "max")) field.maximum = value->AsInteger();
  field.options = TextsOf(node, "options");
  field.description = PlainTextOf(node, "description", "");
  return field;
}

bool CheckField(const ConfigField& field, Diagnostics* diagnostics) {
  if (field.type.value != "enum" || !field.options.empty()) return true;
  return diagnostics->Report(field.type.place, kConfigEnumOptions,
                             fmt::format("field '{}' is an enum without options", field.id.value),
                             "list its values under 'options:'");
}

}  // namespace

bool ReadConfigForm(const SourceFile& file, const yaml::Node& document, ConfigForm* form,
                    Diagnostics* diagnostics) {
  bool good = CheckKeys(document, kConfigKeys, diagnostics);
  if (!document.is_mapping()) return good;
  form->file = &file;
  const yaml::Node* groups = Present(document, "groups");
  if (!groups) return good;
  for (const yaml::Node& item : groups->items) {
    if (!item.is_mapping()) continue;
    ConfigGroup group{
        TextOf(item, "id"), TextOf(item, "label"), PlainTextOf(item, "description", ""), {}};
    const yaml::Node* fields = Present(item, "fields");
    if (fields && fields->is_sequence() && fields->items.empty()) {
      good = diagnostics->Report(fields->place, kConfigGroupEmpty,
                                 fmt::format("group '{}' has no fields", group.id.value),
                                 "add a field or remove the group");
    }
    for (std::size_t i = 0; fields && i < fields->items.size(); ++i) {
      if (!fields->items[i].is_mapping()) continue;
      group.fields.push_back(BindField(fields->items[i]));
      good = CheckField(group.fields.back(), diagnostics) && good;
    }
    form->groups.push_back(std::move(group));
  }
  return good;
}

}  // namespace container_app
