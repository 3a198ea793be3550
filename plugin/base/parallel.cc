// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace container_app {

void InParallel(std::size_t count, const std::function<bool(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> ended{false};
  const auto worker = [&] {
    for (std::size_t i = next++; i < count && !ended; i = next++) {
      if (!work(i)) ended = true;
    }
  };
  const std::size_t processors = std::max(std::thread::hardware_concurrency(), 1u);
  std::vector<std::thread> threads;
  try {
    while (threads.size() + 1 < std::min(processors, count)) threads.emplace_back(worker);
  } catch (const std::system_error&) {
    // There may be no more threads; those that there are do the work.
  }
  worker();
  for (std::thread& thread : threads) thread.join();
}

}  // namespace container_app
