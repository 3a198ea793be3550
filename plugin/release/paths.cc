// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/paths.h"

#include <fnmatch.h>

#include <algorithm>

namespace container_app {
namespace {

constexpr std::string_view kBelow = "/**";

bool Fits(std::string pattern, const std::string& path) {
  if (pattern.find('/') == std::string::npos) {
    const std::string name = path.substr(path.rfind('/') + 1);
    return fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
  }
  if (pattern.starts_with('/')) pattern.erase(0, 1);
  if (!pattern.ends_with(kBelow)) {
    return fnmatch(pattern.c_str(), path.c_str(), FNM_PATHNAME) == 0;
  }
  pattern.resize(pattern.size() - kBelow.size());
  // FNM_LEADING_DIR takes the folder itself, too, but a changed path is never a folder.
  return fnmatch(pattern.c_str(), path.c_str(), FNM_PATHNAME | FNM_LEADING_DIR) == 0;
}

}  // namespace

bool PathMatches(std::span<const std::string> patterns, std::string_view path) {
  const std::string text(path);
  for (std::size_t i = patterns.size(); i > 0; --i) {
    const std::string& pattern = patterns[i - 1];
    const bool negated = pattern.starts_with('!');
    if (Fits(negated ? pattern.substr(1) : pattern, text)) return !negated;
  }
  return false;
}

std::string AppFolderOf(std::string_view pattern, std::string_view path) {
  if (pattern.empty()) return "";
  const auto depth = std::count(pattern.begin(), pattern.end(), '/');
  std::size_t end = std::string_view::npos;
  std::size_t from = 0;
  for (auto i = depth; i >= 0; --i) {
    end = path.find('/', from);
    if (end == std::string_view::npos) return "";
    from = end + 1;
  }
  const std::string folder(path.substr(0, end));
  return fnmatch(std::string(pattern).c_str(), folder.c_str(), FNM_PATHNAME) == 0 ? folder : "";
}

}  // namespace container_app
