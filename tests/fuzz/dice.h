// SPDX-License-Identifier: GPL-2.0-or-later
// Chance that is the same on every machine: the standard library's distributions differ.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace container_app::fuzz {

class Dice {
 public:
  Dice(std::uint64_t seed, std::uint64_t number) : engine_(seed * 0x9e3779b97f4a7c15u + number) {}

  /// From 0 to `count` - 1; 0 when there is nothing to choose among.
  std::size_t Below(std::size_t count) { return count == 0 ? 0 : engine_() % count; }
  bool OneIn(std::size_t count) { return Below(count) == 0; }
  /// Mostly small, at times large.
  std::size_t Length() { return Below(std::size_t{1} << (1 + Below(OneIn(50) ? 14 : 6))); }
  const std::string& Of(const std::vector<std::string>& texts) {
    return texts[Below(texts.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace container_app::fuzz
