// SPDX-License-Identifier: GPL-2.0-or-later
// How Compose's own YAML reader understands a plain scalar: more than the core schema (octal
// `0440`, `1_000`, `0b11`, dates). What our reader calls text may be a number to Compose.
#pragma once

#include <string>
#include <string_view>

#include "yaml/document.h"

namespace container_app {

struct ComposeScalar {
  enum class Type { kNull, kBool, kInteger, kFloat, kTimestamp, kString };
  Type type = Type::kString;
  /// What the value becomes where Compose makes a string of it (`environment:`, `labels:`, log
  /// options): `0440` is 288, `1.10` is 1.1 and a date gets a time. Infinity keeps its text.
  std::string text;

  bool is_string() const { return type == Type::kString; }
};

/// `node` is a scalar.
ComposeScalar ReadComposeScalar(const yaml::Node& node);

}  // namespace container_app
