// SPDX-License-Identifier: GPL-2.0-or-later
// Values that break what is not careful: for environment files, and for every key of a definition.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace container_app {

/// `count` different values an environment file can hold (no controls but tab): first the known
/// hard ones, then generated ones. The same in every run.
std::vector<std::string> EnvironmentValues(std::size_t count = 1200);

struct HostileText {
  std::string name;  ///< In kebab case, for messages and names of tests.
  std::string text;
};

/// Text meant to break out of some language. A payload that would run a command makes the file
/// `marker` (an absolute path): after the payload went through everything, it must not be there.
std::vector<HostileText> HostileTexts(const std::string& marker);

}  // namespace container_app
