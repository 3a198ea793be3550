// SPDX-License-Identifier: GPL-2.0-or-later
// Anchors and aliases. Of an anchor only the path to its node is kept: one without alias costs
// nothing.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "yaml/document.h"

namespace container_app::yaml {

class Aliases {
 public:
  explicit Aliases(const Node* root) : root_(root) {}

  /// The node at `path` (numbers of children: of items, or twice that of entries, keys even and
  /// values odd) has the anchor `number` and is being built until End(). Numbers count from 1, a
  /// new one for each anchor, whatever its name.
  void Begin(std::size_t number, const std::vector<std::size_t>& path);
  void End(std::size_t number);

  /// Copies the anchored node; `name` is for messages. Reports an alias within its own anchor, one
  /// that nests deeper than `levels`, and when all aliases together unfold into too much.
  bool Unfold(std::size_t number, std::string_view name, const Place& place, std::size_t levels,
              Node* node, Diagnostics* diagnostics);

 private:
  struct Anchor {
    std::vector<std::size_t> path;
    bool open = true;
  };
  const Node* Resolve(const std::vector<std::size_t>& path) const;

  const Node* root_;
  std::vector<Anchor> anchors_;
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace container_app::yaml
