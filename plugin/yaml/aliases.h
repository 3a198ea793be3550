// SPDX-License-Identifier: GPL-2.0-or-later
// Anchors and aliases. An anchor is kept as the way to its node, so that it costs nothing unused.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "yaml/document.h"

namespace container_app::yaml {

class Aliases {
 public:
  explicit Aliases(const Node* root) : root_(root) {}

  /// The node at `path` (numbers of children: of items, or twice that of entries, keys even and
  /// values odd) is anchored and being built until End(). A later anchor of the name replaces an
  /// earlier one.
  void Begin(const std::string& name, const std::vector<std::size_t>& path);
  void End(const std::string& name);

  /// Copies the anchored node. Reports an unknown anchor, an alias within its own anchor, one that
  /// nests deeper than `levels`, and when all aliases together unfold into too much.
  bool Unfold(const std::string& name, const Place& place, std::size_t levels, Node* node,
              Diagnostics* diagnostics);

 private:
  struct Anchor {
    std::vector<std::size_t> path;
    bool open = true;
  };
  const Node* Resolve(const std::vector<std::size_t>& path) const;

  const Node* root_;
  std::unordered_map<std::string, Anchor> anchors_;
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace container_app::yaml
