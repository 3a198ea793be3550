// SPDX-License-Identifier: GPL-2.0-or-later
// A definition's long description, taken apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace container_app {

/// A paragraph of prose, or a list when `items` is not empty.
struct Paragraph {
  std::string text;
  std::vector<std::string> items;
};

/// Empty lines separate paragraphs; lines that start with `- ` or `* ` are items of a list, and
/// indented lines below an item belong to it. Blanks are folded.
std::vector<Paragraph> SplitParagraphs(std::string_view long_description);

}  // namespace container_app
