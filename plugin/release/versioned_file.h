// SPDX-License-Identifier: GPL-2.0-or-later
// The version in a file that a pattern of the policy names.
#pragma once

#include <cstddef>
#include <string>

#include "base/diagnostics.h"
#include "release/policy.h"

namespace container_app {

/// Finds the one place of `text` that fits the pattern, a version of Debian's characters where
/// `{version}` stands. `offset` is that of the version in bytes. Error `version-pattern` when
/// nothing fits, or more than one place does.
bool FindVersion(const SourceFile& file, const VersionedFile& pattern, std::size_t* offset,
                 std::string* version, Diagnostics* diagnostics);

/// The place of a byte of the file.
Place PlaceOf(const SourceFile& file, std::size_t offset);

}  // namespace container_app
