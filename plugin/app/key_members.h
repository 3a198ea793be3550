// SPDX-License-Identifier: GPL-2.0-or-later
// How a row of a key table names the member it fills. The member's type is the key's type, so that
// a row cannot say something else than the struct.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "app/keys.h"
#include "app/metadata.h"

namespace container_app::key_members {

template <class Member>
struct Parts;
template <class ObjectType, class ValueType>
struct Parts<ValueType ObjectType::*> {
  using Object = ObjectType;
  using Value = ValueType;
};

template <class T, class... Others>
inline constexpr bool kIsOneOf = (std::is_same_v<T, Others> || ...);

/// The type of the key that fills a `T`.
template <class T>
constexpr KeyType TypeOf() {
  using Number = std::optional<std::int64_t>;
  if (kIsOneOf<T, std::string, Located<std::string>>) return KeyType::kString;
  if (kIsOneOf<T, Located<int>, std::optional<Located<int>>, Number>) return KeyType::kInteger;
  if (kIsOneOf<T, bool>) return KeyType::kBoolean;
  if (kIsOneOf<T, LocatedTime>) return KeyType::kTimeSpan;
  if (kIsOneOf<T, Texts, Located<Texts>>) return KeyType::kStringList;
  if (kIsOneOf<T, NamedValues, Located<NamedValues>>) return KeyType::kStringMap;
  throw "no key fills a member of this type";
}

void Fill(const yaml::Node& node, const Key& key, std::string* text);
void Fill(const yaml::Node& node, const Key& key, Located<std::string>* text);
void Fill(const yaml::Node& node, const Key& key, bool* flag);
/// 0 where what is given is out of the key's range, or no integer.
void Fill(const yaml::Node& node, const Key& key, Located<int>* count);
void Fill(const yaml::Node& node, const Key& key, std::optional<Located<int>>* number);
void Fill(const yaml::Node& node, const Key& key, std::optional<std::int64_t>* number);
/// 0 where what is given is not a time span.
void Fill(const yaml::Node& node, const Key& key, LocatedTime* time);
void Fill(const yaml::Node& node, const Key& key, Texts* texts);
void Fill(const yaml::Node& node, const Key& key, NamedValues* values);
template <class List>
requires kIsOneOf<List, Texts, NamedValues>
void Fill(const yaml::Node& node, const Key& key, Located<List>* list) {
  const bool fits = std::is_same_v<List, Texts> ? node.is_sequence() : node.is_mapping();
  if (!fits) return;
  list->place = node.place;
  Fill(node, key, &list->value);
}

/// A member's value in words; empty for none.
std::string Words(const std::string& text);
std::string Words(const Located<std::string>& text);
std::string Words(const Located<int>& count);
std::string Words(const LocatedTime& time);
std::string Words(const Texts& texts);
std::string Words(const bool& flag);
template <class T>
std::string Words(const T&) {
  return "";
}

template <class T>
T* Opened(const yaml::Node& node, T* object) {
  if constexpr (requires { object->place; }) object->place = node.place;
  return object;
}
template <class T>
T* Opened(const yaml::Node& node, std::optional<T>* object) {
  return Opened(node, &object->emplace());
}
template <class T>
T* Opened(const yaml::Node& node, std::vector<T>* list) {
  return Opened(node, &list->emplace_back());
}
template <class T>
T* Opened(const yaml::Node& node, Located<std::vector<T>>* list) {
  return Opened(node, &list->value);
}

template <class T>
inline constexpr bool kIsList = false;
template <class T>
inline constexpr bool kIsList<std::vector<T>> = true;
template <class T>
inline constexpr bool kIsList<Located<std::vector<T>>> = true;

}  // namespace container_app::key_members

namespace container_app {

/// The value goes into `member`. `initial` gives the words for what it is before, which follow from
/// the member unless it is set later.
template <auto member, class Parts = key_members::Parts<decltype(member)>>
consteval KeyValue Into(
    KeyType type = key_members::TypeOf<typename Parts::Value>(), std::string (*initial)() = [] {
      return key_members::Words(typename Parts::Object{}.*member);
    }) {
  using Object = typename Parts::Object;
  return {.type = type,
          .fill =
              [](const yaml::Node& node, const Key& key, void* object) {
                key_members::Fill(node, key, &(static_cast<Object*>(object)->*member));
              },
          .initial = initial,
          .object_type = TypeName<Object>()};
}

/// The keys of the mapping below it fill `member`, or an item of it when it is a list.
template <auto member, class Item, class Parts = key_members::Parts<decltype(member)>>
consteval KeyValue Into(const KeysOf<Item>& keys) {
  using Object = typename Parts::Object;
  using Value = typename Parts::Value;
  KeyValue value{.type = key_members::kIsList<Value> ? KeyType::kMappingList : KeyType::kMapping,
                 .mapping = &keys,
                 .open = [](const yaml::Node& node, void* object) -> void* {
                   Item* item = key_members::Opened(node, &(static_cast<Object*>(object)->*member));
                   return item;
                 },
                 .object_type = TypeName<Object>()};
  if constexpr (std::is_same_v<Value, Located<std::vector<Item>>>) {
    value.fill = [](const yaml::Node& node, const Key&, void* object) {
      if (node.is_sequence()) (static_cast<Object*>(object)->*member).place = node.place;
    };
  }
  return value;
}

/// The keys of the mapping below it fill the same struct as those beside it.
template <class Object>
consteval KeyValue Beside(const KeysOf<Object>& keys) {
  return {.type = KeyType::kMapping,
          .mapping = &keys,
          .open = [](const yaml::Node&, void* object) { return object; },
          .object_type = TypeName<Object>()};
}

/// The value is checked and not kept.
consteval KeyValue Checked(KeyType type) { return {.type = type}; }
consteval KeyValue Checked(const KeyTable& keys, KeyType type = KeyType::kMapping) {
  return {.type = type, .mapping = &keys};
}

}  // namespace container_app
