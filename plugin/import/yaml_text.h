// SPDX-License-Identifier: GPL-2.0-or-later
// A changed tree of YAML as text that keeps what did not change.
#pragma once

#include <string>

#include "base/diagnostics.h"
#include "yaml/document.h"

namespace container_app {

/// The text of `after`. What is equal in `before`, which was read from `file`, is copied with its
/// comments, quotes and order; the rest is written anew, in blocks, below the comments that stood
/// above it. Where that would change the meaning, because of anchors for example, all is written
/// anew. Both trees have their merge keys resolved.
std::string ChangedYaml(const SourceFile& file, const yaml::Node& before, const yaml::Node& after);

/// A scalar on one line, quoted where it has to be.
std::string YamlScalar(const yaml::Node& node);
std::string YamlText(const std::string& text);

/// A tree as text of its own, with `indent` blanks before each line.
std::string NewYaml(const yaml::Node& node, std::size_t indent);

}  // namespace container_app
