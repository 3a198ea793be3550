// SPDX-License-Identifier: GPL-2.0-or-later
// A number in a file that is at most some time behind.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

namespace token_meter {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

struct BudgetOptions {
  std::string file;                ///< Empty: in memory only.
  milliseconds flush_within{400};  ///< The longest time a change waits.
  milliseconds disk_delay{0};      ///< Makes each write slower, for trials.
};

struct Spent {
  std::int64_t total;      ///< What is spent in all.
  Clock::time_point when;  ///< The change may be acknowledged from then on.
};

/// Tokens spent. Changes are written together, three quarters of flush_within after the first one.
/// While one has waited for all of that, because the disk is slow, no further change is made: so
/// what a crash loses was all acknowledged within flush_within.
class Budget {
 public:
  /// Reads the file. Throws std::runtime_error when it is there and cannot be read.
  explicit Budget(BudgetOptions options);
  ~Budget();

  /// Spends `tokens`, once the change may be acknowledged.
  Spent Spend(std::int64_t tokens);
  std::int64_t spent();

  /// Writes what waits and ends. Throws std::runtime_error when it could not be written.
  void Finish();

 private:
  void Run();
  void Write(std::int64_t spent) const;

  const BudgetOptions options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable written_;
  std::int64_t spent_ = 0;
  std::int64_t saved_ = 0;
  Clock::time_point oldest_;  ///< Of the changes that are not saved.
  bool ending_ = false;
  std::string failure_;
  std::thread writer_;
};

}  // namespace token_meter
