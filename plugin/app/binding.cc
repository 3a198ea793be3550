// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/binding.h"

#include <climits>

#include "app/forms.h"

namespace container_app {

const yaml::Node* Present(const yaml::Node& mapping, std::string_view key) {
  const yaml::Node* node = mapping.Find(key);
  return node && !node->IsNull() ? node : nullptr;
}

Located<std::string> TextOf(const yaml::Node& mapping, std::string_view key) {
  const yaml::Node* node = Present(mapping, key);
  return node && node->is_scalar() ? Located<std::string>{node->text, node->place}
                                   : Located<std::string>{};
}

std::string PlainTextOf(const yaml::Node& mapping, std::string_view key,
                        std::string_view fallback) {
  const yaml::Node* node = Present(mapping, key);
  return node && node->is_scalar() ? node->text : std::string(fallback);
}

std::optional<Located<int>> IntegerOf(const yaml::Node& mapping, std::string_view key) {
  const yaml::Node* node = Present(mapping, key);
  const auto value = node ? node->AsInteger() : std::nullopt;
  if (!value || *value < INT_MIN || *value > INT_MAX) return std::nullopt;
  return Located<int>{static_cast<int>(*value), node->place};
}

Located<std::int64_t> TimeSpanOf(const yaml::Node& mapping, std::string_view key) {
  const yaml::Node* node = Present(mapping, key);
  if (!node) return {};
  Located<std::int64_t> span{0, node->place};
  std::string why;
  const bool readable = node->is_scalar() && !node->IsFloat();
  if (!readable || !ReadTimeSpan(node->text, &span.value, &why)) span.value = 0;
  return span;
}

Located<int> CountOf(const yaml::Node& mapping, std::string_view key, int minimum, int maximum) {
  const yaml::Node* node = Present(mapping, key);
  if (!node) return {};
  const auto value = IntegerOf(mapping, key);
  const bool good = value && value->value >= minimum && value->value <= maximum;
  return {good ? value->value : 0, node->place};
}

bool BooleanOf(const yaml::Node& mapping, std::string_view key, bool fallback) {
  const yaml::Node* node = Present(mapping, key);
  return node ? node->AsBool().value_or(fallback) : fallback;
}

std::vector<Located<std::string>> TextsOf(const yaml::Node& mapping, std::string_view key) {
  std::vector<Located<std::string>> texts;
  const yaml::Node* node = Present(mapping, key);
  if (!node) return texts;
  for (const yaml::Node& item : node->items) {
    if (item.is_scalar()) texts.push_back({item.text, item.place});
  }
  return texts;
}

std::vector<NamedValue> NamedValuesOf(const yaml::Node& mapping, std::string_view key) {
  std::vector<NamedValue> values;
  const yaml::Node* node = Present(mapping, key);
  if (!node) return values;
  for (const yaml::Entry& entry : node->entries) {
    if (!entry.value.is_scalar()) continue;
    values.push_back({{entry.key.text, entry.key.place}, {entry.value.text, entry.value.place}});
  }
  return values;
}

}  // namespace container_app
