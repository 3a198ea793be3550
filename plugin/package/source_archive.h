// SPDX-License-Identifier: GPL-2.0-or-later
// Archives that are the same wherever and whenever they are made.
#pragma once

#include <cstdint>
#include <string>

namespace container_app {

/// Packs `parent`/`name` into `archive` (tar, xz): sorted, without owners, every file dated
/// `timestamp`. False with a sentence in `error`.
bool MakeArchive(const std::string& parent, const std::string& name, std::int64_t timestamp,
                 const std::string& archive, std::string* error);

}  // namespace container_app
