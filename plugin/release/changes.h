// SPDX-License-Identifier: GPL-2.0-or-later
// Which changes need a release, and their bullets in the changelog.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "release/history.h"
#include "release/release_policy.h"

namespace container_app {

/// The first file of a change that needs a release; empty when no file of it does.
std::string AffectingPath(const ReleasePolicy& policy, const Change& change);

/// Text of a commit as a line of a changelog: one blank between words, controls shown, UTF-8.
std::string OneLine(std::string_view text);

/// A line of a changelog, and who is to be named for it.
struct Bullet {
  std::string text;
  std::string author;
};

/// The bullets of changes: the title of each, or all subjects of one without a title.
std::vector<Bullet> BulletsOf(const std::vector<const Change*>& changes);

/// Bullets that changes take out of the changelog, since they cancel out.
struct CancelledBullets {
  std::vector<std::string> dropped;  ///< Those of the top entry.
  /// Reverts of changes that another entry tells already: these are told, too.
  std::vector<const Change*> told;
};
/// `top` are the bullets of an entry that may still change, or none; `other` those of the other
/// entries of the cycle.
CancelledBullets FindCancelledBullets(const std::vector<Change>& changes,
                                      const std::vector<std::string>& top,
                                      const std::vector<std::string>& other);

}  // namespace container_app
