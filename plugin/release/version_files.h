// SPDX-License-Identifier: GPL-2.0-or-later
// The version in files: in the version file, and in those that the policy has a pattern for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "release/release_policy.h"
#include "release/version.h"

namespace container_app {

/// The version in a version file: one line, ended by a newline. Error `version-file`; `way_out` is
/// what to do where the version cannot have the form X.Y.Z.
bool ParseVersionFile(const SourceFile& file, std::string_view way_out, std::string* text,
                      ReleaseVersion* version, Diagnostics* diagnostics);

/// Finds the one place of `text` that fits the pattern, a version of Debian's characters where
/// `{version}` stands. `offset` is that of the version in bytes. Error `version-pattern` when
/// nothing fits, or more than one place does.
bool FindVersion(const SourceFile& file, const VersionedFile& pattern, std::size_t* offset,
                 std::string* version, Diagnostics* diagnostics);

/// The place of a byte of the file.
Place PlaceOf(const SourceFile& file, std::size_t offset);

}  // namespace container_app
