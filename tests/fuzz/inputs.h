// SPDX-License-Identifier: GPL-2.0-or-later
// Definitions as the fuzzer makes them: files of the repository's tests, changed at random.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace container_app::fuzz {

/// A definition: the files `metadata.yaml`, `docker-compose.yml`, `config.yml` and `prestart.sh`.
using Input = std::map<std::string, std::string>;

class Inputs {
 public:
  /// Reads the definitions of the tests and of examples/, and the files of tests/cases. False when
  /// there are none.
  bool Load();

  /// Input `number` of `seed`: always the same.
  Input Make(std::uint64_t seed, std::uint64_t number) const;

 private:
  std::vector<Input> bases_;
  std::map<std::string, std::vector<std::string>> texts_;  ///< What each file may begin as.
  std::vector<std::string> words_;                         ///< What may be put into one.
};

}  // namespace container_app::fuzz
