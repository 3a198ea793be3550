// SPDX-License-Identifier: GPL-2.0-or-later
// What the files with key tables share: the tables of nested mappings, and the forms of several
// keys.
#pragma once

#include "app/forms.h"
#include "app/key_members.h"
#include "app/key_rules.h"
#include "app/keys.h"
#include "app/metadata.h"
#include "base/text.h"
#include "deb/names.h"

namespace container_app {

extern const KeysOf<WebUi> kWebUiKeys;
extern const KeysOf<Layout> kLayoutKeys;
extern const KeysOf<Routing> kRoutingKeys;
extern const KeysOf<RestartSettings> kRestartKeys;
extern const KeysOf<HealthSettings> kHealthKeys;
extern const KeysOf<StateEntry> kStateKeys;        ///< Of each item of the list.
extern const KeysOf<GeneratedSecret> kSecretKeys;  ///< Likewise.

/// What IsAppId() accepts.
inline constexpr std::string_view kIdWords =
    "lower-case letters, digits and '-', a letter or digit first";

inline constexpr Form kLineForm{
    .rule = kNotEmpty, .words = "text on one line", .accepts = IsOneLineText};
inline constexpr Form kAbsolutePathForm{
    .rule = kAbsolutePath, .words = "an absolute path without '..'", .accepts = IsAbsolutePath};
inline constexpr Form kVariableForm{
    .rule = kVariableName, .words = "the name of an environment variable", .accepts = IsIdentifier};
inline constexpr Form kRelationForm{.rule = kRelationRule,
                                    .words = "a relation such as 'name (>= 1.0) | other'",
                                    .accepts = IsRelation};
inline constexpr Form kPortForm{.rule = kPortRange, .minimum = 1, .maximum = 65535};
/// The reader calls ReadTimeSpan() for it, which says what is wrong.
inline constexpr Form kTimeForm{.rule = kTimeSpanRule, .words = kTimeSpanForm};

}  // namespace container_app
