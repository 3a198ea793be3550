// SPDX-License-Identifier: GPL-2.0-or-later
#include "support/case_patch.h"

#include <algorithm>
#include <regex>

#include "base/text.h"

namespace container_app {
namespace {

/// A key of the top level with all lines up to the next one. Lines before the first key have none.
struct Block {
  std::string key;
  std::vector<std::string> lines;
  int first_line = 0;
};

std::vector<Block> BlocksOf(std::string_view text) {
  static const std::regex kKey("([A-Za-z_][A-Za-z0-9_-]*):( .*)?");
  if (text.ends_with('\n')) text.remove_suffix(1);
  std::vector<Block> blocks;
  int number = 0;
  for (const std::string_view line : Split(text, '\n')) {
    ++number;
    std::cmatch match;
    if (std::regex_match(line.data(), line.data() + line.size(), match, kKey)) {
      blocks.push_back({match[1].str(), {}, number});
    } else if (blocks.empty()) {
      blocks.push_back({"", {}, number});
    }
    blocks.back().lines.emplace_back(line);
  }
  return blocks;
}

const Block* Find(const std::vector<Block>& blocks, const std::string& key) {
  const auto found = std::find_if(blocks.begin(), blocks.end(),
                                  [&](const Block& block) { return block.key == key; });
  return found == blocks.end() ? nullptr : &*found;
}

/// What stands at the first column and is neither a key nor an item of a list would end the
/// mapping.
bool IsWithinMapping(const Block& block, std::string* error) {
  for (std::size_t i = block.key.empty() ? 0 : 1; i < block.lines.size(); ++i) {
    const std::string& line = block.lines[i];
    if (line.empty() || line.starts_with('#')) continue;
    if (!block.key.empty() && (line.starts_with(' ') || line.starts_with("- "))) continue;
    *error = "no key of the top level, which needs '## whole': " + line;
    return false;
  }
  return true;
}

bool ChangesTheBase(const std::vector<Block>& edits, const Block& edit, const Block* base,
                    std::string* error) {
  const auto same = [&](const Block& other) { return other.key == edit.key; };
  if (!base || edit.lines != base->lines || std::count_if(edits.begin(), edits.end(), same) > 1) {
    return true;
  }
  *error = "as in the base definition: " + edit.key;
  return false;
}

}  // namespace

bool PatchBase(std::string_view case_text, std::string_view base_text,
               const std::vector<std::string>& without, PatchedText* out, std::string* error) {
  const std::vector<Block> base = BlocksOf(base_text);
  const std::vector<Block> edits = BlocksOf(case_text);
  for (const std::string& key : without) {
    if (Find(base, key) && !Find(edits, key)) continue;
    *error = "without-key takes nothing away: " + key;
    return false;
  }
  *out = PatchedText();
  out->text = case_text;
  if (!case_text.ends_with('\n')) out->text += '\n';
  for (const Block& edit : edits) {
    out->case_lines += static_cast<int>(edit.lines.size());
    if (!IsWithinMapping(edit, error)) return false;
    if (edit.key.empty()) continue;
    if (!ChangesTheBase(edits, edit, Find(base, edit.key), error)) return false;
    out->changed = true;
  }
  out->changed = out->changed || !without.empty();
  for (const Block& block : base) {
    const bool left_out = std::find(without.begin(), without.end(), block.key) != without.end();
    if (left_out || Find(edits, block.key)) continue;
    for (std::size_t i = 0; i < block.lines.size(); ++i) {
      out->text += block.lines[i] + "\n";
      out->base_lines.push_back(block.first_line + static_cast<int>(i));
    }
  }
  return true;
}

}  // namespace container_app
