// SPDX-License-Identifier: GPL-2.0-or-later
// Names of packages and archive sections.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace container_app {

/// A package name: lower case letters, digits, `+`, `-`, `.`, two characters at least, the first
/// one alphanumeric (Debian Policy 5.6.1). False with a sentence in `reason`.
bool CheckPackageName(std::string_view name, std::string* reason);

/// The sections of the Debian archive (Debian Policy 2.4), sorted, without an archive area.
std::span<const std::string_view> Sections();

/// A section, with or without the area `contrib/`, `non-free/` or `non-free-firmware/`.
bool IsSection(std::string_view section);

}  // namespace container_app
