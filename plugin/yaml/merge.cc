// SPDX-License-Identifier: GPL-2.0-or-later
// Implements yaml/document.h: merge keys (`<<`).
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "yaml/document.h"
#include "yaml/rules.h"

namespace container_app::yaml {
namespace {

bool IsMergeKey(const Entry& entry) { return entry.key.plain && entry.key.text == "<<"; }

/// The mappings to merge, the one that wins first. Their values are moved from.
bool CollectMerged(Node* value, std::vector<Node*>* merged, Diagnostics* diagnostics) {
  const auto refuse = [&](const Node& node) {
    return diagnostics->Report(
        node.place, kYamlMerge,
        fmt::format("'<<' merges {}, but only mappings can be merged", node.TypeName()),
        "name an anchor of a mapping, or a list of such anchors: '<<: *name'");
  };
  if (value->is_mapping()) {
    merged->push_back(value);
    return true;
  }
  if (!value->is_sequence()) return refuse(*value);
  bool ok = true;
  for (Node& item : value->items) {
    if (item.is_mapping()) {
      merged->push_back(&item);
    } else {
      ok = refuse(item);
    }
  }
  return ok;
}

bool MergeInto(Node* node, Diagnostics* diagnostics) {
  const auto found = std::find_if(node->entries.begin(), node->entries.end(), IsMergeKey);
  if (found == node->entries.end()) return true;
  Node value = std::move(found->value);
  node->entries.erase(found);
  std::vector<Node*> merged;
  if (!CollectMerged(&value, &merged, diagnostics)) return false;
  std::unordered_set<std::string> known;
  for (const Entry& entry : node->entries) known.insert(entry.key.text);
  for (Node* mapping : merged) {
    for (Entry& entry : mapping->entries) {
      if (known.insert(entry.key.text).second) node->entries.push_back(std::move(entry));
    }
  }
  return true;
}

}  // namespace

bool ResolveMergeKeys(Node* node, Diagnostics* diagnostics) {
  bool ok = true;
  for (Node& item : node->items) ok = ResolveMergeKeys(&item, diagnostics) && ok;
  for (Entry& entry : node->entries) ok = ResolveMergeKeys(&entry.value, diagnostics) && ok;
  // The nodes below come first: a mapping that is merged may have merge keys itself.
  return node->is_mapping() ? MergeInto(node, diagnostics) && ok : ok;
}

}  // namespace container_app::yaml
