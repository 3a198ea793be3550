// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/key_tables.h: the keys of config.yml.
#include "app/config_form.h"
#include "app/key_tables.h"

namespace container_app {
namespace {

using enum KeyType;

// The tables are laid out by hand: a key a block.
// clang-format off
constexpr std::string_view kFieldTypes[] = {"string",  "integer", "boolean",
                                            "enum",    "path",    "password"};

constexpr Key kFieldKeys[] = {
    {.name = "id", .value = Into<&ConfigField::id>(), .required = true,
     .doc = "Name of the environment variable the field sets.",
     .form = {.rule = {"config-field-id",
                      "The id of a field has only upper-case letters, digits and `_`."},
              .words = "upper-case letters, digits and '_', a letter first", .accepts = IsFieldId}},
    {.name = "label", .required = true, .doc = "What a person sees beside the field."},
    {.name = "type", .value = Into<&ConfigField::type>(), .required = true, .doc = "Kind of value.",
     .form = {.rule = {"config-field-type", "The type of a field is one that there is."},
              .values = kFieldTypes}},
    {.name = "default", .value = Into<&ConfigField::default_value>(kScalar), .required = true,
     .doc = "Value of the variable when none is stored, unless default_config of metadata.yaml "
            "has one."},
    {.name = "required", .value = Into<&ConfigField::required>(), .required = true,
     .doc = "Whether a value has to be given."},
    {.name = "min", .value = Into<&ConfigField::minimum>(), .doc = "Smallest value of an integer."},
    {.name = "max", .value = Into<&ConfigField::maximum>(), .doc = "Largest value of an integer."},
    {.name = "options", .value = Into<&ConfigField::options>(),
     .doc = "The values of an enum; required for one."},
    {.name = "description", .doc = "Explanation of the field.", .many_lines = true},
    {.name = "readonly", .value = Checked(kBoolean), .fallback = "false",
     .doc = "Whether a user interface refuses to change the value."},
};
constexpr KeysOf<ConfigField> kField{"groups -> fields", kFieldKeys, OtherKeys::kReported};

constexpr Key kGroupKeys[] = {
    {.name = "id", .value = Into<&ConfigGroup::id>(), .required = true,
     .doc = "Identifier of the group.",
     .form = {.rule = {"config-group-id",
                      "The id of a group has only lower-case letters, digits and `_`."},
              .words = "lower-case letters, digits and '_', a letter first",
              .accepts = IsSystemIdentifier}},
    {.name = "label", .required = true, .doc = "Heading of the group."},
    {.name = "description", .doc = "Explanation of the group.", .many_lines = true},
    {.name = "fields", .value = Into<&ConfigGroup::fields>(kField), .required = true,
     .doc = "The fields, at least one."},
};
constexpr KeysOf<ConfigGroup> kGroup{"groups", kGroupKeys, OtherKeys::kReported};

constexpr Key kRootKeys[] = {
    {.name = "version", .required = true, .doc = "Version of the format, \"1.0\" in quotes.",
     .form = {.rule = {"config-version", "version of config.yml is \"1.0\"."}, .words = "\"1.0\"",
              .accepts = IsVersionOne}},
    {.name = "groups", .value = Into<&ConfigForm::groups>(kGroup), .required = true,
     .doc = "Groups of fields; may be empty."},
};

// clang-format on

}  // namespace

constinit const KeysOf<ConfigForm> kConfigKeys{"", kRootKeys, OtherKeys::kReported};

}  // namespace container_app
