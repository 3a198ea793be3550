// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/config_form.h"

#include <fmt/format.h>

#include "app/key_rules.h"
#include "app/keys.h"

namespace container_app {
namespace {

void CheckField(const ConfigField& field, Diagnostics* diagnostics) {
  if (field.type.value != "enum" || !field.options.empty()) return;
  diagnostics->Report(field.type.place, kConfigEnumOptions,
                      fmt::format("field '{}' is an enum without options", field.id.value),
                      "list its values under 'options:'");
}

}  // namespace

bool ReadConfigForm(const SourceFile& file, const yaml::Node& document, ConfigForm* form,
                    Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  if (document.is_mapping()) form->file = &file;
  ReadKeys(document, kConfigKeys, form, diagnostics);
  for (const ConfigGroup& group : form->groups) {
    if (group.fields && group.fields.value.empty()) {
      diagnostics->Report(group.fields.place, kConfigGroupEmpty,
                          fmt::format("group '{}' has no fields", group.id.value),
                          "add a field or remove the group");
    }
    for (const ConfigField& field : group.fields.value) CheckField(field, diagnostics);
  }
  return errors.none();
}

}  // namespace container_app
