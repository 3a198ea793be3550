// SPDX-License-Identifier: GPL-2.0-or-later
// The states of units, as `systemctl show` prints them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace container_app {

/// Properties of a unit, or of systemd itself, by name.
using Properties = std::map<std::string, std::string, std::less<>>;

/// Reads `NAME=value` lines. When a name comes several times, its values are joined by newlines.
Properties ParseProperties(std::string_view text);

/// How a process ended; `known` is false while it runs, and when systemd does not remember.
struct ProcessEnd {
  bool known = false;
  bool by_signal = false;
  int status = 0;  ///< Exit status, or the signal's number.
};

/// The properties that are asked for, as `--property=` takes them.
inline constexpr char kUnitProperties[] =
    "Id,LoadState,UnitFileState,ActiveState,SubState,Result,Job,ExecStartPre,ExecMainCode,"
    "ExecMainStatus,TimeoutStartUSec,TimeoutStopUSec,RestartUSec,RestartUSecNext,"
    "StartLimitIntervalUSec,StartLimitBurst,StateChangeTimestampMonotonic,"
    "InactiveExitTimestampMonotonic,NextElapseUSecMonotonic,NRestarts,StatusText";

/// A unit; members are systemd's properties of these names. Times are microseconds, those called
/// a timestamp of the monotonic clock, 0 for never. A time that cannot be told is -1.
struct UnitState {
  std::string id;
  std::string load_state;
  std::string unit_file_state;
  std::string active_state;
  std::string sub_state;
  std::string result;
  std::string status_text;  ///< What the unit's processes last said of themselves.
  int restarts = 0;         ///< NRestarts=: how often systemd has started it again.
  bool has_job = false;
  ProcessEnd prestart;  ///< The ExecStartPre= of the last start that did not succeed.
  ProcessEnd main;
  std::int64_t timeout_start = -1;
  std::int64_t timeout_stop = -1;
  std::int64_t restart = -1;  ///< RestartUSecNext=, before systemd 254 RestartUSec=.
  std::int64_t start_limit_interval = -1;
  int start_limit_burst = 0;
  std::int64_t state_change = 0;
  std::int64_t inactive_exit = 0;
  std::int64_t next_elapse = -1;  ///< Of a timer.
};

UnitState MakeUnitState(const Properties& properties);

/// Units by name.
using UnitStates = std::map<std::string, UnitState, std::less<>>;

/// What `systemctl show --property=… UNIT…` prints: a paragraph a unit.
UnitStates ParseUnitStates(std::string_view text);

/// Properties of systemd itself, as `--property=` takes them.
inline constexpr char kManagerProperties[] =
    "Version,UserspaceTimestampMonotonic,UnitsLoadTimestampMonotonic";

/// When systemd came up.
std::int64_t SystemdBegin(const Properties& manager);

/// When systemd last began to count starts anew for all units: when it came up, and before systemd
/// 253 when it was last reloaded, too.
std::int64_t CountersBegin(const Properties& manager);

}  // namespace container_app
