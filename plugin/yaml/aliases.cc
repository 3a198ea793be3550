// SPDX-License-Identifier: GPL-2.0-or-later
#include "yaml/aliases.h"

#include <fmt/format.h>

#include "yaml/rules.h"

namespace container_app::yaml {
namespace {

constexpr std::size_t kMostNodes = 100'000;
constexpr std::size_t kMostBytes = std::size_t{8} << 20;

/// How large the copy of a tree would be. Counting stops at the limits.
struct Measure {
  std::size_t nodes = 0;
  std::size_t bytes = 0;
  std::size_t levels = 0;  ///< Of mappings and lists.

  bool TooMuch() const { return nodes > kMostNodes || bytes > kMostBytes; }

  void Add(const Node& node, std::size_t level) {
    ++nodes;
    bytes += node.text.size();
    if (!node.is_scalar() && level + 1 > levels) levels = level + 1;
    for (const Node& item : node.items) {
      if (TooMuch()) return;
      Add(item, level + 1);
    }
    for (const Entry& entry : node.entries) {
      if (TooMuch()) return;
      Add(entry.key, level + 1);
      Add(entry.value, level + 1);
    }
  }
};

/// The node that replaces an alias that cannot be unfolded, so that the rest of the file is still
/// checked.
void MakeNull(const Place& place, Node* node) {
  *node = Node();
  node->place = place;
  node->plain = true;
}

}  // namespace

void Aliases::Begin(std::size_t number, const std::vector<std::size_t>& path) {
  if (anchors_.size() < number) anchors_.resize(number);
  anchors_[number - 1] = {path, true};
}

void Aliases::End(std::size_t number) { anchors_[number - 1].open = false; }

const Node* Aliases::Resolve(const std::vector<std::size_t>& path) const {
  const Node* node = root_;
  for (const std::size_t child : path) {
    if (node->is_sequence()) {
      node = &node->items[child];
    } else {
      const Entry& entry = node->entries[child / 2];
      node = child % 2 == 0 ? &entry.key : &entry.value;
    }
  }
  return node;
}

bool Aliases::Unfold(std::size_t number, std::string_view name, const Place& place,
                     std::size_t levels, Node* node, Diagnostics* diagnostics) {
  const Anchor& anchor = anchors_[number - 1];
  if (anchor.open) {
    MakeNull(place, node);
    diagnostics->Report(place, kYamlAliasCycle,
                        fmt::format("'*{}' stands within the value that it names", name),
                        "write out what is meant here");
    return true;
  }
  const Node* original = Resolve(anchor.path);
  Measure measure;
  measure.Add(*original, 0);
  nodes_ += measure.nodes;
  bytes_ += measure.bytes;
  if (nodes_ > kMostNodes || bytes_ > kMostBytes) {
    return diagnostics->Report(
        place, kYamlAliasExplosion,
        fmt::format("the aliases up to here unfold into more than {} values or {} MiB of text",
                    kMostNodes, kMostBytes >> 20),
        "use fewer aliases of aliases");
  }
  if (measure.levels > levels) {
    return diagnostics->Report(place, kYamlTooDeep, "what this alias names nests too deeply here",
                               "no definition needs this; use fewer aliases of aliases");
  }
  *node = Node(*original);
  return true;
}

}  // namespace container_app::yaml
