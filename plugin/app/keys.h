// SPDX-License-Identifier: GPL-2.0-or-later
// The key tables: a key of metadata.yaml or config.yml is one row. The reader, the messages and the
// manual page container-app-definition(5) all work with these rows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

struct KeyTypeWords {
  std::string_view in_manual;
  std::string_view in_message;  ///< After "it has to be".
};
KeyTypeWords TypeWords(KeyType type);

struct Key;
struct KeyTable;

/// The type of a key's value, and the member it fills. Made by the functions of key_members.h; as
/// it is here, the value is a string that is checked and not kept.
struct KeyValue {
  KeyType type = KeyType::kString;
  const KeyTable* mapping = nullptr;  ///< Keys of a kMapping or of each item of a kMappingList.
  /// Stores the value in `object`. A value of the wrong type changes nothing: it is reported.
  void (*fill)(const yaml::Node& node, const Key& key, void* object) = nullptr;
  /// The object that a mapping, or an item of a list of mappings, fills. Null: it is only checked.
  void* (*open)(const yaml::Node& node, void* object) = nullptr;
  std::string (*initial)() = nullptr;  ///< What the member is before it is filled, in words.
  std::string_view object_type = {};   ///< TypeName() of the struct that `object` is.
};

/// What a value has to look like, and the rule it breaks when it does not.
struct Form {
  Rule rule = {};
  std::string_view words = {};  ///< The form in words; of `values` and of a range they are known.
  /// Whether one string has the form: the value, each item of a list, each name of a map.
  bool (*accepts)(std::string_view) = nullptr;
  std::span<const std::string_view> values = {};  ///< The only strings accepted, if any.
  std::int64_t minimum = INT64_MIN;
  std::int64_t maximum = INT64_MAX;
};

/// One key.
struct Key {
  std::string_view name;
  KeyValue value = {};
  bool required = false;
  /// The default where the member does not say it. `{}` in it stands for what the member says.
  std::string_view fallback = {};
  std::string_view doc = {};  ///< One sentence.
  Form form = {};
  bool many_lines = false;  ///< Strings may hold newlines and tabs.
};

/// What happens to a key that is in no row.
enum class OtherKeys { kRefused, kReported, kAllowed };

/// The keys of one mapping.
struct KeyTable {
  std::string_view path;  ///< "routing -> auth"; empty for the top level.
  std::span<const Key> keys;
  OtherKeys others = OtherKeys::kRefused;
};

/// Tells structs apart while the tables are compiled. It is not an address: under the sanitizers,
/// g++ does not compare those at that time.
template <class Object>
constexpr std::string_view TypeName() {
  return __PRETTY_FUNCTION__;
}

/// The keys of a mapping that fills an `Object`. A row that fills something else does not compile.
template <class Object>
struct KeysOf : KeyTable {
  consteval KeysOf(std::string_view where, std::span<const Key> rows,
                   OtherKeys other_keys = OtherKeys::kRefused)
      : KeyTable{where, rows, other_keys} {
    for (const Key& key : rows) {
      const std::string_view type = key.value.object_type;
      if (!type.empty() && type != TypeName<Object>()) {
        throw "a row fills a member of another struct";
      }
    }
  }
};

struct Metadata;
struct ConfigForm;
extern const KeysOf<Metadata> kMetadataKeys;
extern const KeysOf<ConfigForm> kConfigKeys;

/// Checks `node` against `table` and everything below it: unknown keys (`key-unknown`), missing
/// ones (`key-missing`), types (`key-type`), control characters (`key-control-character`) and the
/// forms the rows give. Fills `object`, unless it is null, with what is given. Reports every fault;
/// false after an error.
bool ReadKeys(const yaml::Node& node, const KeyTable& table, void* object,
              Diagnostics* diagnostics);

/// Likewise. The table and the object fit each other.
template <class Object>
bool ReadKeys(const yaml::Node& node, const KeysOf<Object>& table, Object* object,
              Diagnostics* diagnostics) {
  return ReadKeys(node, static_cast<const KeyTable&>(table), static_cast<void*>(object),
                  diagnostics);
}

/// The default of a key as the manual shows it; empty when it has no default.
std::string DefaultOf(const Key& key);

/// The rules of all keys, each once.
std::vector<const Rule*> KeyRules();

}  // namespace container_app
