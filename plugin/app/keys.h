// SPDX-License-Identifier: GPL-2.0-or-later
// The key tables: the one place where a key of metadata.yaml or config.yml exists. The readers, the
// messages and the manual page container-app-definition(5) all read them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "yaml/document.h"

namespace container_app {

enum class KeyType {
  kString,
  kInteger,
  kBoolean,
  kTimeSpan,  ///< A time span of systemd, a whole number of seconds or text with units.
  kScalar,    ///< Any scalar, null included.
  kStringList,
  kStringMap,  ///< Mapping from names to strings.
  kMapping,
  kMappingList,
};

struct KeyTable;

/// One key. `accepts` tells whether one string (of the value, or each of a list) has the right
/// form.
struct Key {
  std::string_view name;
  KeyType type = KeyType::kString;
  bool required = false;
  std::string_view fallback = {};  ///< Default as the manual shows it; empty: none.
  std::string_view doc = {};       ///< One sentence.
  const Rule* rule = nullptr;      ///< Of `accepts`, `values`, `minimum` and `maximum`.
  std::string_view form = {};      ///< The accepted form in words, for messages and the manual.
  bool (*accepts)(std::string_view) = nullptr;
  std::span<const std::string_view> values = {};  ///< The only strings accepted, if any.
  std::int64_t minimum = INT64_MIN;
  std::int64_t maximum = INT64_MAX;
  const KeyTable* mapping = nullptr;  ///< Keys of a kMapping or of each item of a kMappingList.
  bool many_lines = false;            ///< Strings may hold newlines and tabs.
};

/// The keys of one mapping.
struct KeyTable {
  std::string_view path;  ///< "routing -> auth"; empty for the top level.
  std::span<const Key> keys;
  bool others_allowed = false;  ///< Unknown keys are kept without a word.
  bool others_warn = false;     ///< Unknown keys are a warning instead of an error.
};

extern const KeyTable kMetadataKeys;
extern const KeyTable kRestartKeys;  ///< Of `restart` in metadata.yaml.
extern const KeyTable kStateKeys;    ///< Of each item of `state` in metadata.yaml.
extern const KeyTable kConfigKeys;

/// Checks `node` against `table` and everything below it: unknown keys (`key-unknown`), missing
/// ones
/// (`key-missing`), types (`key-type`), control characters (`key-control-character`) and the forms
/// the table gives. Reports every fault; false after an error.
bool CheckKeys(const yaml::Node& node, const KeyTable& table, Diagnostics* diagnostics);

}  // namespace container_app
