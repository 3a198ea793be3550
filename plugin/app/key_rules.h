// SPDX-License-Identifier: GPL-2.0-or-later
// What the readers of metadata.yaml, config.yml and images.lock report of keys in general, and the
// rules that several keys have. A rule of one key alone is in its row.
#pragma once

#include "base/rule.h"

namespace container_app {

// All keys
inline constexpr Rule kKeyUnknown{"key-unknown",
                                  "Every key of metadata.yaml and images.lock is known."};
inline constexpr Rule kKeyMissing{"key-missing", "Keys that are required are given."};
inline constexpr Rule kKeyType{"key-type", "A value has the type its key asks for."};
inline constexpr Rule kKeyControlCharacter{
    "key-control-character", "Texts are free of control characters, and most of line breaks."};
inline constexpr Rule kConfigKeyUnknown{
    "config-key-unknown", "Every key of config.yml is a known one.", Severity::kWarning};

// Several keys
inline constexpr Rule kAbsolutePath{"absolute-path", "A path is absolute and without `..`."};
inline constexpr Rule kNameRule{"name", "name is one line of text."};
inline constexpr Rule kNotEmpty{"not-empty", "The text is one line and not empty."};
inline constexpr Rule kPortRange{"port-range", "A port is from 1 to 65535."};
inline constexpr Rule kRelationRule{"relation", "A relation is one that dpkg and apt read."};
inline constexpr Rule kTimeSpanRule{
    "time-span", "A time span is one that systemd reads, more than 0 and at most a year."};
inline constexpr Rule kVariableName{
    "variable-name",
    "Keys of default_config, names of generated secrets, and url_env, are names of environment "
    "variables."};

// Keys of config.yml together
inline constexpr Rule kConfigEnumOptions{"config-enum-options", "An enum lists its options."};
inline constexpr Rule kConfigGroupEmpty{"config-group-empty", "A group has fields."};

inline constexpr Rule kImageLockTwice{"image-lock-twice", "images.lock has each image once."};

/// The rules that are in no row.
inline constexpr const Rule* kGeneralKeyRules[] = {
    &kKeyUnknown,       &kKeyMissing,        &kKeyType,          &kKeyControlCharacter,
    &kConfigKeyUnknown, &kConfigEnumOptions, &kConfigGroupEmpty, &kImageLockTwice};

}  // namespace container_app
