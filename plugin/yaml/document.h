// SPDX-License-Identifier: GPL-2.0-or-later
// A YAML document with positions and the scalars of the YAML 1.2 core schema (YAML 1.2.2, §10.3),
// one difference on purpose: a decimal number with a leading zero (`0440`) stays a string.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"

namespace container_app::yaml {

enum class Kind { kScalar, kSequence, kMapping };

struct Entry;

/// One node. An alias is a copy of what its anchor names and keeps the places of the original.
struct Node {
  Kind kind = Kind::kScalar;
  Place place;
  std::string text;            ///< Scalars: the value after unquoting and folding.
  bool plain = false;          ///< Scalars: written without quotes and not as a block.
  std::vector<Node> items;     ///< Sequences.
  std::vector<Entry> entries;  ///< Mappings, in the order of the file; keys are unique.

  bool is_scalar() const { return kind == Kind::kScalar; }
  bool is_sequence() const { return kind == Kind::kSequence; }
  bool is_mapping() const { return kind == Kind::kMapping; }

  /// Plain and empty, `~`, `null`, `Null` or `NULL`.
  bool IsNull() const;
  /// Plain `true` or `false` in lower, upper or capitalised form; nothing for anything else.
  std::optional<bool> AsBool() const;
  /// Plain decimal without leading zero, `0x…` or `0o…`; nothing when the scalar is not an integer
  /// or overflows.
  std::optional<std::int64_t> AsInteger() const;
  /// A plain scalar the core schema reads as a float (`1.0`, `1e3`, `.inf`) and not as an integer.
  bool IsFloat() const;
  /// A scalar that is neither null, boolean, integer nor float: quoted, block or plain text.
  bool IsString() const;
  /// The value of a mapping's key, or null. Linear: mappings here are small.
  const Node* Find(std::string_view key) const;
  /// "a string", "an integer", "a mapping"…: for messages.
  std::string_view TypeName() const;
};

/// A pair of a mapping. Keys are scalars; anything else was refused.
struct Entry {
  Node key;
  Node value;
};

/// Parses one document. Refused, with a place: files over 1 MiB, text that is not UTF-8, control
/// characters, tabs as indentation, a second document, keys that are not scalars, duplicate keys,
/// nesting deeper than 64, aliases that unfold into more than 100,000 nodes, an alias within
/// itself. False when any error was reported; `root` is then not to be used. An empty file is a
/// null scalar.
bool Parse(const SourceFile& file, Node* root, Diagnostics* diagnostics);

/// Unfolds `<<` merge keys of `node` and everything below (Compose's reading of YAML: a key of the
/// mapping itself wins, of several merged mappings the earlier wins). False after an error.
bool ResolveMergeKeys(Node* node, Diagnostics* diagnostics);

}  // namespace container_app::yaml
