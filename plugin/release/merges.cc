// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/merges.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace container_app {
namespace {

constexpr std::string_view kMergesHead =
    "# Merges that 'container-app release bump' has carried out; it does none of them twice.\n";
constexpr std::size_t kLongestId = 200;

}  // namespace

bool CheckMergeId(std::string_view id, std::string* reason) {
  const bool good =
      !id.empty() && id[0] != '#' && id.size() <= kLongestId &&
      std::all_of(id.begin(), id.end(), [](char c) {
        return IsAlphanumeric(c) || std::string_view("!#._/:@-").find(c) != std::string_view::npos;
      });
  if (!good) {
    *reason = fmt::format("'{}' is not a valid id of a merge: 1 to {} letters, digits and !#._/:@-",
                          ShowControls(id), kLongestId);
  }
  return good;
}

bool HoldsMerge(std::string_view text, std::string_view id) {
  const std::vector<std::string_view> lines = Split(text, '\n');
  return std::any_of(lines.begin(), lines.end(),
                     [&](std::string_view line) { return Trim(line) == id; });
}

std::string WithMerge(std::string_view text, std::string_view id) {
  const bool open = !text.empty() && !text.ends_with('\n');
  return fmt::format("{}{}{}{}\n", text.empty() ? kMergesHead : "", text, open ? "\n" : "", id);
}

}  // namespace container_app
