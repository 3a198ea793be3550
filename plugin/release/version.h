// SPDX-License-Identifier: GPL-2.0-or-later
// Versions that can be raised: X.Y.Z.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "release/release_policy.h"

namespace container_app {

/// `X.Y.Z`, maybe with a fourth number, maybe with `~` and the name of a pre-release: `1.4.0~rc2`.
struct ReleaseVersion {
  std::vector<std::uint64_t> numbers;
  std::string before;  ///< `rc2`, or empty for the release itself.
};

/// How to write one, for messages.
inline constexpr std::string_view kVersionForm = "write X.Y.Z, such as 1.4.0 or 1.4.0~rc1";

/// False for anything else, with a sentence in `reason` and how to fix it, maybe, in `fix`.
bool ParseReleaseVersion(std::string_view text, ReleaseVersion* version, std::string* reason,
                         std::string* fix);

/// The next version after `from` by a change of that level: `1.2.3` → `1.2.4`, `1.3.0`, `2.0.0`.
/// Of four numbers a patch raises the last.
std::string Raised(const ReleaseVersion& from, Level level);

/// The level by which `to` lies above `from`; kNone when it does not.
Level LevelBetween(const ReleaseVersion& from, const ReleaseVersion& to);

/// The version without epoch, revision, `+N` and all that follows a `+`: `1:1.2.3+4-5` → `1.2.3`.
std::string BaseOf(std::string_view version);

}  // namespace container_app
