// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

namespace container_app {
namespace {

TEST(ParallelTest, EachIsDoneOnce) {
  for (const std::size_t count : {0u, 1u, 2u, 1000u}) {
    std::vector<std::atomic<int>> done(count);
    InParallel(count, [&](std::size_t i) { return ++done[i] > 0; });
    for (const auto& times : done) EXPECT_EQ(times, 1);
  }
}

TEST(ParallelTest, NoneBeginsAfterOneThatSaysSo) {
  std::atomic<std::size_t> begun{0};
  InParallel(100000, [&](std::size_t) {
    ++begun;
    return false;
  });
  EXPECT_GE(begun, 1u);
  EXPECT_LT(begun, 10000u);
}

}  // namespace
}  // namespace container_app
