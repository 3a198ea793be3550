// SPDX-License-Identifier: GPL-2.0-or-later
// How long stopping an app may take, so that what its services have in memory is written before.
#pragma once

#include <cstdint>
#include <vector>

#include "app/definition.h"

namespace container_app {

/// The time that a service gets to write a file when nothing says how long that takes, at most.
inline constexpr std::int64_t kAssumedFlush = 60'000'000;

/// How long writing the changes of a file takes, in microseconds: `flush_takes`, or else the age
/// that changes may reach in memory (`flush_within`), and kAssumedFlush at most.
std::int64_t FlushTime(const StateEntry& state);

/// The longest FlushTime() of the files of this service; 0 without such a state.
std::int64_t LongestFlush(const Definition& definition, const ComposeService& service);

/// The time between SIGTERM and SIGKILL for a service, in microseconds: its `stop_grace_period`
/// where it has one, else what Compose waits, or longer where a flush needs it. `flush` is the
/// service's LongestFlush().
std::int64_t ServiceGrace(const ComposeService& service, std::int64_t flush);

/// What a flush on SIGTERM gets beside its own time: for the disk.
inline constexpr std::int64_t kFlushMargin = 5'000'000;

/// How long stopping may take when each container uses up its grace, in microseconds: Compose stops
/// services before those they depend on, and all that do not wait for each other at once. `graces`
/// holds the ServiceGrace() of each service, in the order of the Compose file.
std::int64_t StopGrace(const Compose& compose, const std::vector<std::int64_t>& graces);

}  // namespace container_app
