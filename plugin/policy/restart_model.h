// SPDX-License-Identifier: GPL-2.0-or-later
// What systemd will do with an app under a policy: exact answers, by calculation. "Never" is
// proven, not "not within so many starts". Times are microseconds; the time a machine needs for
// each start beside what is named comes on top.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "policy/restart.h"

namespace container_app {

/// systemd gives up and the unit is failed.
struct Trip {
  int starts = 0;         ///< Starts there were; the next one was refused.
  std::int64_t time = 0;  ///< From the first start until then.
};

/// A unit, fresh or cleared by reset-failed, is started at time 0. Start number i is busy for
/// `busy[i % busy.size()]`, then the pause follows. Nothing: it is never failed.
std::optional<Trip> FirstTrip(const RestartPolicy& policy, std::span<const std::int64_t> busy);

/// Every start fails `after` it began: the prestart ends with an error then, or is killed at
/// timeout_start_sec. `stop`: what ExecStopPost= takes after that.
std::optional<Trip> TripOfFailingStart(const RestartPolicy& policy, std::int64_t after,
                                       std::int64_t stop = 0);

/// Every start hangs in the prestart until timeout_start_sec, then it is killed.
std::optional<Trip> TripOfHangingStart(const RestartPolicy& policy, std::int64_t stop = 0);

/// Every start succeeds, but the app is never healthy: it is ended after time_to_sick.
/// `stop`: how long stopping it takes.
std::optional<Trip> TripOfSickApp(const RestartPolicy& policy, std::int64_t stop = 0);

/// A start that succeeds, and its end. Whether a container crashes or ends with status 0 makes no
/// difference to Restart=always.
struct Run {
  std::int64_t prestart = 0;
  std::int64_t run = 0;   ///< From the end of the prestart to the end of the first container.
  std::int64_t stop = 0;  ///< Until the others have stopped, ExecStopPost= included.
};
std::optional<Trip> TripOfRun(const RestartPolicy& policy, const Run& run);

/// The longest time starts may each be busy and still end as failed; nothing when even those that
/// end at once do not.
std::optional<std::int64_t> LongestTrippingRun(const RestartPolicy& policy);

/// An app that restarts itself is tolerated for ever when each run takes at least this long.
std::int64_t ShortestToleratedRun(const RestartPolicy& policy);

/// The same for an app that has restarted often enough for the pause to be restart_max_delay_sec.
std::int64_t ShortestToleratedRunInSteadyState(const RestartPolicy& policy);

/// When rounds of recovery begin, counted from when the unit first was failed. Each round takes
/// `trip` until the unit is failed again. Empty without recovery.
std::vector<std::int64_t> RecoveryRounds(const RecoveryPolicy& recovery, std::int64_t trip,
                                         int count);

/// The policy as a systemd before 254 reads it: it does not know RestartSteps=.
RestartPolicy WithoutBackOff(const RestartPolicy& policy);

}  // namespace container_app
