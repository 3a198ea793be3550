// SPDX-License-Identifier: GPL-2.0-or-later
// What a text of the compose file has to be when its variables have values: Compose makes booleans
// and numbers of some, and reads a small language in others.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"

namespace container_app {

enum class ComposeTextKind {
  kAny,
  kFilled,  ///< Not empty.
  kEmpty,   ///< A key of which Compose 2.26 knows no value.
  kBoolean,
  kInteger,
  kNumber,
  kSize,  ///< A number of bytes, or a text such as `512m`.
  kDuration,
  kWord,  ///< One of `words`.
  kPort,
  kMount,
  kPair,  ///< KEY=VALUE
  kDevice,
  kHost,         ///< An entry of `extra_hosts`.
  kDeviceCount,  ///< A number, or `all`.
};

struct ComposeTextForm {
  ComposeTextKind kind = ComposeTextKind::kAny;
  std::span<const std::string_view> words = {};
  std::int64_t minimum = std::numeric_limits<std::int64_t>::min();
  std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
};

/// A text that is judged when its variables have values.
struct ComposeTypedText {
  Located<std::string> text;
  std::string subject;  ///< What it is called in messages.
  ComposeTextForm form;
};

/// What Compose makes of a text where it wants a boolean; nothing where it refuses it.
std::optional<bool> ReadComposeBoolean(std::string_view text);

/// Why Compose refuses a text without variables, as the end of a sentence such as "which is not a
/// number"; empty when it takes it. `fix` is what to write then.
std::string RefusedComposeText(const ComposeTextForm& form, const std::string& text,
                               std::string* fix);

}  // namespace container_app
