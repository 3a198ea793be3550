// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/schema.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/forms.h"
#include "app/text_patterns.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

using Json = nlohmann::ordered_json;

/// The first sentence that an editor shows, then the form and the default.
std::string Description(const Key& key) {
  std::string text(key.doc);
  if (!text.ends_with('.')) text += '.';
  if (!key.form.words.empty()) {
    const bool map = key.value.type == KeyType::kStringMap;
    const bool list = key.value.type == KeyType::kStringList;
    text += fmt::format(" {} {}.",
                        map    ? "Each name is"
                        : list ? "Each item is"
                               : "It is",
                        key.form.words);
  }
  const std::string initial = DefaultOf(key);
  if (!initial.empty()) text += fmt::format(" Default: {}.", initial);
  return text;
}

Json Text(bool (*accepts)(std::string_view), bool many_lines) {
  Json schema{{"type", "string"}};
  const TextPattern* pattern = accepts ? PatternOf(accepts) : nullptr;
  schema["pattern"] = pattern      ? pattern->expression
                      : many_lines ? kLinesExpression
                                   : kLineExpression;
  if (pattern && pattern->longest > 0) schema["maxLength"] = pattern->longest;
  return schema;
}

Json StringOf(const Key& key) {
  if (!key.form.values.empty()) return {{"type", "string"}, {"enum", key.form.values}};
  return Text(key.form.accepts, key.many_lines);
}

Json IntegerOf(const Form& form) {
  Json schema{{"type", "integer"}};
  if (form.minimum != INT64_MIN) schema["minimum"] = form.minimum;
  if (form.maximum != INT64_MAX) schema["maximum"] = form.maximum;
  return schema;
}

Json TimeSpan() {
  const Json seconds{{"type", "integer"}, {"minimum", 1}, {"maximum", kLongestTimeSpan / kSecond}};
  const Json text{{"type", "string"}, {"pattern", kTimeSpanExpression}};
  return {{"anyOf", {seconds, text}}};
}

Json MapOf(const Key& key) {
  Json schema{{"type", "object"}};
  schema["additionalProperties"] = key.form.values.empty()
                                       ? Text(nullptr, key.many_lines)
                                       : Json{{"type", "string"}, {"enum", key.form.values}};
  if (key.form.accepts) schema["propertyNames"] = Text(key.form.accepts, false);
  return schema;
}

Json ObjectOf(const KeyTable& table);

Json ValueOf(const Key& key) {
  switch (key.value.type) {
    case KeyType::kString:
      return StringOf(key);
    case KeyType::kInteger:
      return IntegerOf(key.form);
    case KeyType::kBoolean:
      return {{"type", "boolean"}};
    case KeyType::kTimeSpan:
      return TimeSpan();
    case KeyType::kScalar:
      return {{"type", {"string", "number", "boolean", "null"}}};
    case KeyType::kStringList:
      return {{"type", "array"}, {"items", StringOf(key)}};
    case KeyType::kStringMap:
      return MapOf(key);
    case KeyType::kMapping:
      return ObjectOf(*key.value.mapping);
    case KeyType::kMappingList:
      return {{"type", "array"}, {"items", ObjectOf(*key.value.mapping)}};
  }
  return {};
}

/// A key without a value is as if it was not there.
Json OrNothing(Json schema) { return {{"anyOf", {std::move(schema), {{"type", "null"}}}}}; }

Json ObjectOf(const KeyTable& table) {
  Json schema{{"type", "object"}};
  Json required = Json::array();
  Json properties = Json::object();
  for (const Key& key : table.keys) {
    Json value = ValueOf(key);
    if (key.required) {
      required.push_back(key.name);
    } else {
      value = OrNothing(std::move(value));
    }
    Json property{{"description", Description(key)}};
    if (!key.form.rule.id.empty()) property["$comment"] = fmt::format("rule {}", key.form.rule.id);
    property.update(value);
    properties[std::string(key.name)] = std::move(property);
  }
  schema["properties"] = std::move(properties);
  if (!required.empty()) schema["required"] = std::move(required);
  if (table.others == OtherKeys::kRefused) schema["additionalProperties"] = false;
  return schema;
}

}  // namespace

std::string FormatSchema(std::string_view file, const KeyTable& keys) {
  Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
              {"title", fmt::format("{} of a container app", file)},
              {"description", "See container-app-definition(5)."}};
  schema.update(ObjectOf(keys));
  return schema.dump(2) + "\n";
}

}  // namespace container_app
