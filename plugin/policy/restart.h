// SPDX-License-Identifier: GPL-2.0-or-later
// When systemd starts an app again, and when it gives up (systemd.service(5), systemd.unit(5)).
#pragma once

#include <cstdint>

#include "app/definition.h"
#include "policy/health.h"
#include "systemd/time_span.h"

namespace container_app {

/// Who starts a container again that has ended.
enum class Supervisor {
  kSystemd,  ///< The end of any service ends the unit; systemd starts it again, within limits.
  kDocker,   ///< Docker, by `restart:` of the Compose file; systemd sees nothing of it.
};

/// What happens to a unit that has ended as `failed`.
enum class RecoveryMode {
  kRetry,   ///< It is started again after a pause that doubles each time.
  kManual,  ///< Nothing, until an upgrade or the administrator clears it.
};

/// Pauses in microseconds.
struct RecoveryPolicy {
  RecoveryMode mode = RecoveryMode::kRetry;
  std::int64_t after = kRecoveryAfter;  ///< Before the first round.
  std::int64_t max = kRecoveryMax;      ///< The longest pause.
};

/// Values of the directives of the same names; times in microseconds.
struct RestartPolicy {
  std::int64_t restart_sec = kRestartSec;
  std::int64_t start_limit_interval_sec = kStartLimitIntervalSec;
  int start_limit_burst = kStartLimitBurst;
  std::int64_t timeout_start_sec = kTimeoutStartSec;
  std::int64_t timeout_stop_sec = 30'000'000;
  std::int64_t timeout_up_sec = kTimeoutUpSec;
  /// How long an app runs that is never healthy (HealthPlan); 0 where that cannot be.
  std::int64_t time_to_sick = 0;
  int restart_steps = 0;                   ///< 0: restart_sec each time.
  std::int64_t restart_max_delay_sec = 0;  ///< Only with restart_steps.
  Supervisor supervisor = Supervisor::kSystemd;
  RecoveryPolicy recovery;

  /// Whether the package starts a failed app again by itself.
  bool recovers() const { return recovery.mode == RecoveryMode::kRetry; }
};

/// The policy `restart` of the definition asks for. What is not given, or was refused, has its
/// default; the interval follows from the rest, and timeout_stop_sec from `stop_grace`, the time
/// that stopping the app may take (StopGrace() in policy/stop.h). What an app that is never healthy
/// needs comes from `health`.
RestartPolicy MakeRestartPolicy(const Definition& definition, std::int64_t stop_grace,
                                const HealthPlan& health = {});

/// Pause before restart number `restart`, from 1, since the last start by hand: it grows from
/// restart_sec to restart_max_delay_sec within restart_steps restarts and stays there.
std::int64_t RestartDelay(const RestartPolicy& policy, int restart);

/// After this time without a start no attempt is under way, and the app has been well for an hour:
/// an hour and the longest attempt.
std::int64_t HealthyTime(const RestartPolicy& policy);

/// The smallest start_limit_interval_sec under which a start that fails at once, one that hangs,
/// and an app that is never healthy end as `failed`, on a machine that spends up to kStartOverhead
/// on each start.
std::int64_t SmallestInterval(const RestartPolicy& policy);
inline constexpr std::int64_t kStartOverhead = kSecond;

/// The smallest timeout_up_sec that does not end a start in which a service waits for another one
/// to be healthy; 0 when none does.
std::int64_t SmallestTimeoutUp(const HealthPlan& health);
inline constexpr std::int64_t kUpMargin = 60'000'000;

/// systemd's start limit: a window opens with the first start and stays open for the interval; a
/// start within it is refused when `burst` starts came before (StartLimitIntervalSec= in
/// systemd.unit(5)). Times are microseconds of any monotonic clock.
class StartLimit {
 public:
  StartLimit(std::int64_t interval, int burst) : interval_(interval), burst_(burst) {}

  /// Counts a start at `time`; false when systemd would refuse it.
  bool Start(std::int64_t time) {
    if (starts_ == 0 || time - window_ > interval_) {
      window_ = time;
      starts_ = 1;
      return true;
    }
    return ++starts_ <= burst_;
  }

  /// How many starts at `time` would not be refused.
  int Left(std::int64_t time) const {
    if (starts_ == 0 || time - window_ > interval_) return burst_;
    return starts_ < burst_ ? burst_ - starts_ : 0;
  }

 private:
  std::int64_t interval_;
  int burst_;
  std::int64_t window_ = 0;
  int starts_ = 0;
};

}  // namespace container_app
