// SPDX-License-Identifier: GPL-2.0-or-later
// Changing a tree of YAML, and making new nodes.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/document.h"

namespace container_app {

/// A text; one that YAML would read as something else is quoted when it is written.
yaml::Node TextNode(std::string text);
/// A number, boolean or null, written as it stands.
yaml::Node PlainNode(std::string text);
yaml::Node MappingNode();
yaml::Node SequenceNode();

/// The value of a key that may be changed, or null.
yaml::Node* FindNode(yaml::Node* mapping, std::string_view key);
/// The same along several keys.
yaml::Node* FindNode(yaml::Node* mapping, std::initializer_list<std::string_view> keys);

/// Gives a key a value, at the end where it is new. What it returns is in the tree.
yaml::Node* SetNode(yaml::Node* mapping, std::string_view key, yaml::Node value);

/// Takes a key out; false where it is not there.
bool RemoveNode(yaml::Node* mapping, std::string_view key);

/// The text of a scalar at these keys, or empty.
std::string TextAt(const yaml::Node& node, std::initializer_list<std::string_view> keys);

/// Calls `visit` for each scalar value below the node, and not for keys.
void ForEachScalar(yaml::Node* node, const std::function<void(yaml::Node* scalar)>& visit);

/// Calls `edit(name, value)` for each entry of `environment`, or of another key of that form, that
/// has a value; a value that it changes is written back.
void EditPairs(yaml::Node* pairs,
               const std::function<void(const std::string& name, std::string* value)>& edit);

/// Adds an entry to `environment` of a service, in the form that it has.
void AddVariable(yaml::Node* service, const std::string& name, const std::string& value);

/// Whether an entry of that name is in a list of pairs or a mapping.
bool HasPair(const yaml::Node* pairs, std::string_view name);

/// Whether two trees mean the same; comments and quotes do not matter.
bool MeanTheSame(const yaml::Node& one, const yaml::Node& other);

}  // namespace container_app
