// SPDX-License-Identifier: GPL-2.0-or-later
// Relations between packages: `a (>= 1) [amd64] <!nocheck> | b:any` (Debian Policy 7.1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace container_app {

/// One alternative of an item. A name or version may hold substitution variables (`${x:Y}`).
struct Relation {
  std::string name;
  std::string architecture_qualifier;  ///< `any`, `native` or an architecture; empty for none.
  std::string op;                      ///< `<<`, `<=`, `=`, `>=`, `>>`; empty without a version.
  std::string version;
  std::vector<std::string> architectures;          ///< Each with its `!`, if any.
  std::vector<std::vector<std::string>> profiles;  ///< One inner list for each `<…>`.
};

/// An item between commas: alternatives, in order of preference.
using RelationItem = std::vector<Relation>;

/// Parses one item without a comma. False with a sentence in `reason`. The operators `<` and `>`
/// are refused: apt and dpkg read them as `<=` and `>=`, which is never what was meant.
bool ParseRelationItem(std::string_view text, RelationItem* item, std::string* reason);

/// Canonical text: one blank around `|` and before `(`, `[` and `<`.
std::string FormatRelationItem(const RelationItem& item);

/// Replaces `@x` at the start of an alternative by `[prefix-]x[-suffix]` and keeps all the rest of
/// `text` as it is. False with a sentence in `reason` for a bare `@` or when the result is not
/// a package name.
bool ExpandAtReferences(std::string_view text, std::string_view prefix, std::string_view suffix,
                        std::string* out, std::string* reason);

}  // namespace container_app
