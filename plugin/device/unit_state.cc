// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/unit_state.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/text.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

constexpr int kClientExited = 1;  // CLD_EXITED, as ExecMainCode= has it.

/// The number `text` begins with, 0 when it begins with none.
template <class Number>
Number Leading(std::string_view text) {
  Number number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string_view Get(const Properties& properties, std::string_view name) {
  const auto found = properties.find(name);
  return found == properties.end() ? std::string_view() : std::string_view(found->second);
}

/// -1 when the property is missing or is no span.
std::int64_t Span(const Properties& properties, std::string_view name) {
  std::uint64_t span = 0;
  std::string why;
  if (!ParseTimeSpan(Get(properties, name), &span, &why)) return -1;
  constexpr auto kLongest = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::min<std::uint64_t>(span, kLongest));
}

/// `{ path=… ; code=exited ; status=7 }`, one of these for each ExecStartPre=; the first that did
/// not succeed.
ProcessEnd FailedCommand(std::string_view commands) {
  constexpr std::string_view kCode = " ; code=";
  constexpr std::string_view kStatus = " ; status=";
  for (;;) {
    const std::size_t code = commands.find(kCode);
    if (code == std::string_view::npos) return {};
    commands.remove_prefix(code + kCode.size());
    const std::string_view how = commands.substr(0, commands.find(' '));
    const std::size_t status = commands.find(kStatus);
    if (status == std::string_view::npos) return {};
    const int number = Leading<int>(commands.substr(status + kStatus.size()));
    if (number != 0) return {true, how != "exited", number};
  }
}

ProcessEnd MainProcess(const Properties& properties) {
  const int code = Leading<int>(Get(properties, "ExecMainCode"));
  if (code == 0) return {};
  return {true, code != kClientExited, Leading<int>(Get(properties, "ExecMainStatus"))};
}

}  // namespace

Properties ParseProperties(std::string_view text) {
  Properties properties;
  for (const std::string_view line : Split(text, '\n')) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    const auto [place, is_new] =
        properties.emplace(line.substr(0, equals), line.substr(equals + 1));
    if (!is_new) place->second.append("\n").append(line.substr(equals + 1));
  }
  return properties;
}

UnitState MakeUnitState(const Properties& properties) {
  UnitState unit;
  unit.id = Get(properties, "Id");
  unit.load_state = Get(properties, "LoadState");
  unit.unit_file_state = Get(properties, "UnitFileState");
  unit.active_state = Get(properties, "ActiveState");
  unit.sub_state = Get(properties, "SubState");
  unit.result = Get(properties, "Result");
  unit.status_text = Get(properties, "StatusText");
  unit.restarts = Leading<int>(Get(properties, "NRestarts"));
  unit.has_job = Leading<std::int64_t>(Get(properties, "Job")) != 0;
  unit.prestart = FailedCommand(Get(properties, "ExecStartPre"));
  unit.main = MainProcess(properties);
  unit.timeout_start = Span(properties, "TimeoutStartUSec");
  unit.timeout_stop = Span(properties, "TimeoutStopUSec");
  unit.restart = Span(properties, "RestartUSecNext");
  if (unit.restart < 0) unit.restart = Span(properties, "RestartUSec");
  unit.start_limit_interval = Span(properties, "StartLimitIntervalUSec");
  unit.start_limit_burst = Leading<int>(Get(properties, "StartLimitBurst"));
  unit.state_change = Leading<std::int64_t>(Get(properties, "StateChangeTimestampMonotonic"));
  unit.inactive_exit = Leading<std::int64_t>(Get(properties, "InactiveExitTimestampMonotonic"));
  unit.next_elapse = Span(properties, "NextElapseUSecMonotonic");
  return unit;
}

UnitStates ParseUnitStates(std::string_view text) {
  UnitStates units;
  while (!text.empty()) {
    // An empty line within an argument of ExecStartPre= does not end a unit: each has one Id=.
    const std::size_t id = text.starts_with("Id=") ? 0 : text.find("\nId=");
    if (id == std::string_view::npos) break;
    const std::size_t end = text.find("\n\n", id);
    UnitState unit = MakeUnitState(ParseProperties(text.substr(0, end)));
    std::string name = unit.id;
    units.insert_or_assign(std::move(name), std::move(unit));
    text = end == std::string_view::npos ? "" : text.substr(end + 2);
  }
  return units;
}

std::int64_t SystemdBegin(const Properties& manager) {
  return Leading<std::int64_t>(Get(manager, "UserspaceTimestampMonotonic"));
}

std::int64_t CountersBegin(const Properties& manager) {
  // Measured: 252 forgets its counters at a reload, 257 keeps them.
  constexpr int kKeepsCounters = 253;
  const std::int64_t up = SystemdBegin(manager);
  if (Leading<int>(Get(manager, "Version")) >= kKeepsCounters) return up;
  return std::max(up, Leading<std::int64_t>(Get(manager, "UnitsLoadTimestampMonotonic")));
}

}  // namespace container_app
