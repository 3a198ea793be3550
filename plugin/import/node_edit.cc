// SPDX-License-Identifier: GPL-2.0-or-later
#include "import/node_edit.h"

#include <algorithm>

namespace container_app {

yaml::Node TextNode(std::string text) {
  yaml::Node node;
  node.text = std::move(text);
  return node;
}

yaml::Node PlainNode(std::string text) {
  yaml::Node node = TextNode(std::move(text));
  node.plain = true;
  return node;
}

yaml::Node MappingNode() {
  yaml::Node node;
  node.kind = yaml::Kind::kMapping;
  return node;
}

yaml::Node SequenceNode() {
  yaml::Node node;
  node.kind = yaml::Kind::kSequence;
  return node;
}

yaml::Node* FindNode(yaml::Node* mapping, std::string_view key) {
  if (!mapping || !mapping->is_mapping()) return nullptr;
  for (yaml::Entry& entry : mapping->entries) {
    if (entry.key.text == key) return &entry.value;
  }
  return nullptr;
}

yaml::Node* FindNode(yaml::Node* mapping, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) mapping = FindNode(mapping, key);
  return mapping;
}

yaml::Node* SetNode(yaml::Node* mapping, std::string_view key, yaml::Node value) {
  if (yaml::Node* found = FindNode(mapping, key)) {
    value.place = found->place;
    *found = std::move(value);
    return found;
  }
  if (!mapping->is_mapping()) {  // A null, which stands for an empty mapping.
    mapping->kind = yaml::Kind::kMapping;
    mapping->text.clear();
  }
  mapping->entries.push_back({TextNode(std::string(key)), std::move(value)});
  return &mapping->entries.back().value;
}

bool RemoveNode(yaml::Node* mapping, std::string_view key) {
  if (!mapping || !mapping->is_mapping()) return false;
  return std::erase_if(mapping->entries,
                       [&](const yaml::Entry& entry) { return entry.key.text == key; }) > 0;
}

std::string TextAt(const yaml::Node& node, std::initializer_list<std::string_view> keys) {
  const yaml::Node* at = &node;
  for (const std::string_view key : keys) {
    at = at->is_mapping() ? at->Find(key) : nullptr;
    if (!at) return "";
  }
  return at->is_scalar() && !at->IsNull() ? at->text : "";
}

void ForEachScalar(yaml::Node* node, const std::function<void(yaml::Node* scalar)>& visit) {
  if (node->is_scalar()) visit(node);
  for (yaml::Node& item : node->items) ForEachScalar(&item, visit);
  for (yaml::Entry& entry : node->entries) ForEachScalar(&entry.value, visit);
}

void EditPairs(yaml::Node* pairs,
               const std::function<void(const std::string& name, std::string* value)>& edit) {
  if (!pairs) return;
  for (yaml::Entry& entry : pairs->entries) {
    if (!entry.value.is_scalar() || entry.value.IsNull()) continue;
    std::string value = entry.value.text;
    edit(entry.key.text, &value);
    if (value == entry.value.text) continue;
    entry.value.text = value;
    entry.value.plain = false;
  }
  for (yaml::Node& item : pairs->items) {
    const std::size_t equals = item.text.find('=');
    if (!item.is_scalar() || equals == std::string::npos) continue;
    std::string value = item.text.substr(equals + 1);
    const std::string before = value;
    edit(item.text.substr(0, equals), &value);
    if (value != before) item.text = item.text.substr(0, equals + 1) + value;
  }
}

bool HasPair(const yaml::Node* pairs, std::string_view name) {
  if (!pairs) return false;
  if (pairs->is_mapping()) return pairs->Find(name) != nullptr;
  return std::any_of(pairs->items.begin(), pairs->items.end(), [&](const yaml::Node& item) {
    return item.text.substr(0, item.text.find('=')) == name;
  });
}

void AddVariable(yaml::Node* service, const std::string& name, const std::string& value) {
  yaml::Node* pairs = FindNode(service, "environment");
  if (HasPair(pairs, name)) return;
  if (pairs && pairs->is_sequence()) {
    pairs->items.push_back(TextNode(name + "=" + value));
    return;
  }
  if (!pairs) pairs = SetNode(service, "environment", MappingNode());
  SetNode(pairs, name, TextNode(value));
}

bool MeanTheSame(const yaml::Node& one, const yaml::Node& other) {
  if (one.kind != other.kind) return false;
  if (one.is_scalar()) {
    if (one.IsNull() && other.IsNull()) return true;
    return one.text == other.text && one.TypeName() == other.TypeName();
  }
  return std::equal(one.items.begin(), one.items.end(), other.items.begin(), other.items.end(),
                    MeanTheSame) &&
         std::equal(one.entries.begin(), one.entries.end(), other.entries.begin(),
                    other.entries.end(), [](const yaml::Entry& a, const yaml::Entry& b) {
                      return a.key.text == b.key.text && MeanTheSame(a.value, b.value);
                    });
}

}  // namespace container_app
