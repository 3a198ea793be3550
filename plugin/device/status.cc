// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/status.h"

#include <fmt/format.h>

#include <algorithm>

#include "policy/naming.h"

namespace container_app {
namespace {

const UnitState* Find(const UnitStates& units, std::string_view name) {
  const auto found = units.find(name);
  return found == units.end() ? nullptr : &found->second;
}

bool IsMasked(const UnitState& unit) {
  return unit.load_state == "masked" || unit.unit_file_state.starts_with("masked");
}

bool IsWaiting(const UnitState& unit) {
  return unit.sub_state == "auto-restart" || unit.sub_state.ends_with("before-auto-restart");
}

/// systemd 254 and later leave a unit so, for ever, when what it requires could not be started
/// between two attempts.
bool IsStranded(const UnitState& unit) {
  return unit.sub_state == "auto-restart-queued" && !unit.has_job;
}

/// An inactive or stranded unit, loaded and without a mask.
void JudgeInactive(const UnitStates& units, const LastStart* last, AppStatus* status) {
  const UnitState* docker = Find(units, kDockerUnit);
  if (status->unit.has_job) {
    status->state = AppState::kStarting;
    status->detail = "queued";
  } else if (status->unit.unit_file_state.starts_with("disabled")) {
    status->state = AppState::kDisabled;
  } else if (docker && docker->active_state != "active") {
    status->state = AppState::kBlocked;
    const bool there = docker->load_state == "loaded";
    status->why.text =
        fmt::format("{} is {}", kDockerUnit, there ? docker->active_state : docker->load_state);
  } else if (IsStranded(status->unit) || (last && DependencyFailed(*last))) {
    status->state = AppState::kBlocked;
    status->why.text = fmt::format("{} had failed when the app was to start", kDockerUnit);
  } else {
    status->state = AppState::kStopped;
  }
}

void JudgeState(const UnitStates& units, const LastStart* last, AppStatus* status) {
  const UnitState& unit = status->unit;
  const std::string& active = unit.active_state;
  if (IsMasked(unit) && (active == "inactive" || active == "failed")) {
    status->state = AppState::kMasked;
  } else if (unit.load_state != "loaded" && unit.load_state != "masked") {
    status->state = AppState::kUnusable;
    status->detail = unit.load_state;
  } else if (active == "inactive" || IsStranded(unit)) {
    JudgeInactive(units, last, status);
  } else if (active == "failed") {
    status->state = AppState::kFailed;
  } else if (active == "deactivating") {
    status->state = AppState::kStopping;
  } else if (active != "activating") {
    status->state = AppState::kRunning;
  } else if (IsWaiting(unit)) {
    status->state = AppState::kWaiting;
  } else {
    status->state = AppState::kStarting;
    status->detail = unit.sub_state == "start-pre" ? "prestart" : unit.sub_state;
  }
  if (status->state == AppState::kMasked || status->state == AppState::kDisabled) return;
  if (IsMasked(unit)) {
    status->detail = "masked";
  } else if (status->detail.empty() && unit.unit_file_state.starts_with("disabled")) {
    status->detail = "disabled";
  }
}

bool HasEnded(AppState state) {
  return state == AppState::kFailed || state == AppState::kWaiting || state == AppState::kBlocked ||
         state == AppState::kStopped || state == AppState::kDisabled || state == AppState::kMasked;
}

/// The words are those of the runtime's watcher (functions/watch.sh).
Health JudgeHealth(const AppStatus& app) {
  const std::string_view text = app.unit.status_text;
  if (app.state != AppState::kRunning && app.state != AppState::kStarting) return Health::kUnknown;
  // The output of a check follows, and may be anything.
  if (text.starts_with("Starting: the healthcheck ")) return Health::kStarting;
  if (text.find(" is unhealthy ") != std::string_view::npos) return Health::kUnhealthy;
  if (text.ends_with(" healthy")) return Health::kHealthy;
  return Health::kUnknown;
}

/// Whether what a unit runs has not ended, or is about to begin.
bool IsAtWork(const UnitState* unit) {
  return unit &&
         (unit->has_job || (unit->active_state != "inactive" && unit->active_state != "failed"));
}

std::int64_t Until(std::int64_t time, std::int64_t now) {
  return std::max<std::int64_t>(time - now, 0);
}

void JudgeNext(const DeviceUnits& device, AppStatus* status) {
  const UnitState& unit = status->unit;
  if (status->state == AppState::kWaiting) {
    status->next = NextStep::kStart;
    if (unit.restart >= 0) status->next_in = Until(unit.state_change + unit.restart, device.now);
    return;
  }
  if (status->state != AppState::kFailed && status->state != AppState::kBlocked) return;
  status->next = NextStep::kByHand;
  const UnitState* timer = Find(device.units, RetryTimer(status->package));
  if (IsAtWork(Find(device.units, RetryUnit(status->package)))) {
    status->next = NextStep::kRecovery;
    status->next_in = 0;
  } else if (timer && timer->active_state == "active") {
    status->next = NextStep::kRecovery;
    if (timer->next_elapse >= 0) status->next_in = Until(timer->next_elapse, device.now);
  } else if (IsAtWork(Find(device.units, RecoverUnit(status->package)))) {
    status->next = NextStep::kRecovery;  // The timer is being made.
  }
}

}  // namespace

std::string AppUnit(std::string_view package) { return MakeNames(package, {}).unit; }
std::string RetryUnit(std::string_view package) { return MakeNames(package, {}).retry_unit; }
std::string RetryTimer(std::string_view package) { return MakeNames(package, {}).retry_timer; }

std::string WantedUnit(std::string_view package) { return MakeNames(package, {}).wanted_unit; }

std::string RecoverUnit(std::string_view package) { return MakeNames(package, {}).recover_unit; }

std::string_view StateName(AppState state) {
  switch (state) {
    case AppState::kRunning:
      return "running";
    case AppState::kStarting:
      return "starting";
    case AppState::kWaiting:
      return "waiting";
    case AppState::kStopping:
      return "stopping";
    case AppState::kFailed:
      return "failed";
    case AppState::kBlocked:
      return "blocked";
    case AppState::kStopped:
      return "stopped";
    case AppState::kDisabled:
      return "disabled";
    case AppState::kMasked:
      return "masked";
    case AppState::kUnusable:
      break;
  }
  return "unusable";
}

std::string_view HealthName(Health health) {
  switch (health) {
    case Health::kStarting:
      return "starting";
    case Health::kHealthy:
      return "healthy";
    case Health::kUnhealthy:
      return "unhealthy";
    case Health::kUnknown:
      break;
  }
  return "";
}

bool NeedsAttention(AppState state) {
  return state == AppState::kFailed || state == AppState::kBlocked || state == AppState::kUnusable;
}

AppStatus Judge(std::string_view package, const DeviceUnits& device, const LastStart* last) {
  AppStatus status;
  status.package = package;
  const UnitState* unit = Find(device.units, AppUnit(package));
  if (!unit) {
    status.detail = "not-found";
    return status;
  }
  status.unit = *unit;
  const UnitState* docker = Find(device.units, kDockerUnit);
  if (docker) status.docker_state = docker->active_state;
  JudgeState(device.units, last, &status);
  JudgeNext(device, &status);
  status.health = JudgeHealth(status);
  if (unit->state_change > 0) status.since = device.now - unit->state_change;
  if (status.state == AppState::kFailed || status.state == AppState::kWaiting) {
    status.why = WhyFailed(package, *unit, last);
    if (last) status.log = OutputBeforeEnd(*last);
  }
  return status;
}

std::string_view WaitsFor(const AppStatus& app) {
  if (app.state == AppState::kBlocked) return kDockerUnit;
  if (app.state == AppState::kStarting) {
    if (app.detail == "queued") return "queue";
    return app.detail == "prestart" ? "prestart" : "";
  }
  if (app.health == Health::kStarting) return "healthcheck";
  if (app.state != AppState::kFailed && app.state != AppState::kWaiting) return "";
  return app.next == NextStep::kByHand ? "administrator" : "pause";
}

std::string DetailText(const AppStatus& app) {
  if (!app.why.text.empty()) return app.why.text;
  // systemd keeps the text of one that has ended.
  return HasEnded(app.state) ? std::string() : app.unit.status_text;
}

bool MayRecover(const UnitState& unit) {
  if (unit.active_state == "failed" || IsStranded(unit)) return true;
  return unit.active_state == "inactive" && unit.load_state == "loaded" && !IsMasked(unit) &&
         !unit.has_job && !unit.unit_file_state.starts_with("disabled");
}

bool WantsLastStart(const UnitState& unit) { return MayRecover(unit) || IsWaiting(unit); }

}  // namespace container_app
