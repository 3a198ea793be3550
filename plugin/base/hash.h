// SPDX-License-Identifier: GPL-2.0-or-later
// A hash that tells texts apart. It does not protect: two texts with equal hashes can be made on
// purpose.
#pragma once

#include <cstdint>
#include <string_view>

namespace container_app {

/// FNV-1a of 64 bits.
constexpr std::uint64_t HashOf(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

}  // namespace container_app
