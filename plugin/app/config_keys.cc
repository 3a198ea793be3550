// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/keys.h.
// The keys of config.yml.
#include "app/forms.h"
#include "app/key_rules.h"
#include "app/keys.h"

namespace container_app {
namespace {

using enum KeyType;

// The tables are laid out by hand: a key a block.
// clang-format off
constexpr std::string_view kFieldTypes[] = {"string",  "integer", "boolean",
                                            "enum",    "path",    "password"};

constexpr Key kFieldKeys[] = {
    {.name = "id", .required = true, .doc = "Name of the environment variable the field sets.",
     .rule = &kConfigFieldId, .form = "upper-case letters, digits and '_', a letter first",
     .accepts = IsFieldId},
    {.name = "label", .required = true, .doc = "What a person sees beside the field."},
    {.name = "type", .required = true, .doc = "Kind of value.", .rule = &kConfigFieldType,
     .values = kFieldTypes},
    {.name = "default", .type = kScalar, .required = true,
     .doc = "Value shown when none is stored; default_config of metadata.yaml sets the variable."},
    {.name = "required", .type = kBoolean, .required = true,
     .doc = "Whether a value has to be given."},
    {.name = "min", .type = kInteger, .doc = "Smallest value of an integer."},
    {.name = "max", .type = kInteger, .doc = "Largest value of an integer."},
    {.name = "options", .type = kStringList, .doc = "The values of an enum; required for one."},
    {.name = "description", .doc = "Explanation of the field.", .many_lines = true},
    {.name = "readonly", .type = kBoolean, .fallback = "false",
     .doc = "Whether a user interface refuses to change the value."},
};
constexpr KeyTable kField{"groups -> fields", kFieldKeys, false, true};

constexpr Key kGroupKeys[] = {
    {.name = "id", .required = true, .doc = "Identifier of the group.", .rule = &kConfigGroupId,
     .form = "lower-case letters, digits and '_', a letter first", .accepts = IsSystemIdentifier},
    {.name = "label", .required = true, .doc = "Heading of the group."},
    {.name = "description", .doc = "Explanation of the group.", .many_lines = true},
    {.name = "fields", .type = kMappingList, .required = true, .doc = "The fields, at least one.",
     .mapping = &kField},
};
constexpr KeyTable kGroup{"groups", kGroupKeys, false, true};

constexpr Key kRootKeys[] = {
    {.name = "version", .required = true, .doc = "Version of the format, \"1.0\" in quotes.",
     .rule = &kConfigVersion, .form = "\"1.0\"", .accepts = IsVersionOne},
    {.name = "groups", .type = kMappingList, .required = true,
     .doc = "Groups of fields; may be empty.", .mapping = &kGroup},
};

// clang-format on

}  // namespace

const KeyTable kConfigKeys{"", kRootKeys, false, true};

}  // namespace container_app
