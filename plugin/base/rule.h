// SPDX-License-Identifier: GPL-2.0-or-later
// What a finding is about: one value for each rule, beside the code that reports it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace container_app {

enum class Severity : std::uint8_t { kWarning, kError };

/// A rule that input has to keep.
struct Rule {
  std::string_view id;    ///< In kebab case, for ever: people write it into overrides and CI.
  std::string_view says;  ///< One sentence: what holds where the rule is kept.
  Severity severity = Severity::kError;
};

inline constexpr Rule kIoError{"io-error", "A file or folder can be read and written."};

/// The rules of one room, for the manual and `--list-rules`.
using Rules = std::span<const Rule* const>;

}  // namespace container_app
