// SPDX-License-Identifier: GPL-2.0-or-later
// Checksums as libapt-pkg computes them.
#pragma once

#include <string>
#include <string_view>

namespace container_app {

/// SHA-256 of these bytes, 64 hexadecimal digits in lower case.
std::string Sha256(std::string_view bytes);

}  // namespace container_app
