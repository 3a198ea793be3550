// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/changes.h"

#include <algorithm>

#include "base/text.h"
#include "release/merges.h"
#include "release/paths.h"

namespace container_app {

std::string AffectingPath(const ReleasePolicy& policy, const Change& change) {
  const auto is_own = [&policy](const std::string& path) {
    return path == policy.version_file || path == policy.changelog || path == kMergesFile ||
           std::any_of(policy.files.begin(), policy.files.end(),
                       [&path](const VersionedFile& file) { return file.path == path; });
  };
  // What a bump wrote: its files and nothing else. A change may touch an extra file for itself.
  const bool is_bump =
      !policy.version_file.empty() &&
      std::find(change.paths.begin(), change.paths.end(), policy.version_file) !=
          change.paths.end() &&
      std::all_of(change.paths.begin(), change.paths.end(), [&](const std::string& path) {
        return is_own(path) || !AppFolderOf(policy.apps, path).empty();
      });
  if (is_bump) return "";
  for (const std::string& path : change.paths) {
    if (path == policy.version_file || path == policy.changelog || path == kMergesFile) continue;
    if (!AppFolderOf(policy.apps, path).empty() || PathMatches(policy.ignored, path)) continue;
    return path;
  }
  return "";
}

std::string OneLine(std::string_view text) {
  std::string shown = ShowControls(text);
  for (std::size_t bad; (bad = FirstInvalidUtf8(shown)) != std::string::npos;) shown[bad] = '?';
  std::string line;
  for (const std::string_view word : Split(shown, ' ')) {
    if (!word.empty()) line.append(line.empty() ? "" : " ").append(word);
  }
  return line;
}

std::vector<std::string> BulletsOf(const std::vector<const Change*>& changes) {
  std::vector<std::string> bullets;
  const auto add = [&bullets](const std::string& text) {
    std::string line = OneLine(text);
    if (!line.empty()) bullets.push_back(std::move(line));
  };
  for (const Change* change : changes) {
    if (!change->title.empty()) {
      add(change->title);
    } else {
      std::for_each(change->subjects.begin(), change->subjects.end(), add);
    }
  }
  return bullets;
}

}  // namespace container_app
