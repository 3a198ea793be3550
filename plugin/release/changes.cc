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

std::vector<Bullet> BulletsOf(const std::vector<const Change*>& changes) {
  std::vector<Bullet> bullets;
  for (const Change* change : changes) {
    const auto add = [&bullets, author = OneLine(change->author)](const std::string& text) {
      std::string line = OneLine(text);
      if (!line.empty()) bullets.push_back({std::move(line), author});
    };
    if (!change->title.empty()) {
      add(change->title);
    } else {
      std::for_each(change->subjects.begin(), change->subjects.end(), add);
    }
  }
  return bullets;
}

CancelledBullets FindCancelledBullets(const std::vector<Change>& changes,
                                      const std::vector<std::string>& top,
                                      const std::vector<std::string>& other) {
  CancelledBullets found;
  const auto is_among = [](const std::vector<std::string>& texts, const Change& change) {
    const std::vector<Bullet> bullets = BulletsOf({&change});
    return std::any_of(bullets.begin(), bullets.end(), [&texts](const Bullet& bullet) {
      return std::find(texts.begin(), texts.end(), bullet.text) != texts.end();
    });
  };
  for (auto change = changes.begin(); change != changes.end(); ++change) {
    if (change->cancelled_with.empty() || !is_among(other, *change)) continue;
    for (auto later = change + 1; later != changes.end(); ++later) {
      if (std::find(later->hashes.begin(), later->hashes.end(), change->cancelled_with) !=
          later->hashes.end()) {
        found.told.push_back(&*later);
      }
    }
  }
  std::vector<std::string> left = top;
  for (const Change& change : changes) {
    if (change.cancelled_with.empty() ||
        std::find(found.told.begin(), found.told.end(), &change) != found.told.end()) {
      continue;
    }
    for (const Bullet& bullet : BulletsOf({&change})) {
      const auto at = std::find(left.begin(), left.end(), bullet.text);
      if (at == left.end()) continue;
      left.erase(at);
      found.dropped.push_back(bullet.text);
    }
  }
  return found;
}

}  // namespace container_app
