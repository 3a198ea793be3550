// SPDX-License-Identifier: GPL-2.0-or-later
// container-app as it is typed, in the process of the test.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <vector>

#include "cli/verbs.h"

namespace container_app {

struct Outcome {
  int status = 0;
  std::string out;
  std::string err;
};

/// Runs container-app with these words.
inline Outcome Type(std::vector<std::string> words) {
  words.insert(words.begin(), "container-app");
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Outcome outcome;
  outcome.status = RunContainerApp(static_cast<int>(arguments.size()), arguments.data());
  std::fflush(stdout);
  outcome.out = testing::internal::GetCapturedStdout();
  outcome.err = testing::internal::GetCapturedStderr();
  return outcome;
}

}  // namespace container_app
