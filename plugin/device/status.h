// SPDX-License-Identifier: GPL-2.0-or-later
// The state of an app on a device, from systemd and the journal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/reason.h"
#include "device/unit_state.h"

namespace container_app {

/// The unit every app requires.
inline constexpr char kDockerUnit[] = "docker.service";

/// The unit of the runtime that starts apps again when Docker is started.
inline constexpr char kDockerStartedUnit[] = "container-apps-docker.service";

// What an app's package calls its units.
std::string AppUnit(std::string_view package);      ///< PACKAGE.service
std::string RetryUnit(std::string_view package);    ///< Clears the failures and starts the app.
std::string RetryTimer(std::string_view package);   ///< Starts RetryUnit() after a pause.
std::string WantedUnit(std::string_view package);   ///< Active while somebody wants the app to run.
std::string RecoverUnit(std::string_view package);  ///< Makes RetryTimer() after a failure.

enum class AppState {
  kRunning,
  kStarting,  ///< Its prestart runs, or its start is queued.
  kWaiting,   ///< It ended, and is started again after a pause.
  kStopping,
  kFailed,
  kBlocked,   ///< It does not run because docker.service does not.
  kStopped,   ///< By the administrator.
  kDisabled,  ///< It is not started at boot, and does not run.
  kMasked,    ///< It cannot be started.
  kUnusable,  ///< systemd cannot load its unit.
};

/// The word for a state. Scripts read it, so it never changes.
std::string_view StateName(AppState state);

/// Whether the administrator should look: the app does not run, but should.
bool NeedsAttention(AppState state);

/// What the runtime says of the services of an app that runs (`STATUS=` of its watcher).
enum class Health {
  kUnknown,   ///< The app does not run, has no healthcheck, or Docker does not answer.
  kStarting,  ///< A healthcheck has not passed yet.
  kHealthy,
  kUnhealthy,
};

/// `starting`, `healthy`, `unhealthy`, or empty.
std::string_view HealthName(Health health);

/// What happens next without the administrator.
enum class NextStep {
  kNothing,
  kStart,     ///< systemd starts it again (Restart=).
  kRecovery,  ///< The retry timer, or what it started, clears its failures and starts it.
  kByHand,    ///< Nothing happens until an upgrade, or until the administrator starts it.
};

struct AppStatus {
  std::string package;
  AppState state = AppState::kUnusable;
  std::string detail;  ///< More about the state, such as `prestart`; may be empty.
  UnitState unit;
  Health health = Health::kUnknown;
  std::int64_t since = -1;           ///< Microseconds since the state changed; -1: not known.
  bool stopped_by_somebody = false;  ///< The runtime has noted a stop that somebody asked for.
  bool ready = false;                ///< The runtime has noted that it is ready.
  bool queued = false;               ///< Its package was installed, and its start is not over.
  bool tells_ready = true;           ///< False for packages that do not use the runtime.
  std::string docker_state;          ///< ActiveState of docker.service; empty when not known.
  std::optional<int> starts_left;    ///< Of the start limit; nothing without limit or journal.
  NextStep next = NextStep::kNothing;
  std::optional<std::int64_t> next_in;  ///< Microseconds until then.
  Reason why;
  std::string compose_override;  ///< Path of the administrator's Compose file; empty: none.
  std::vector<std::string> log;  ///< What the app wrote before it failed, as it was written.
};

/// All that is known of a device's units.
struct DeviceUnits {
  UnitStates units;
  std::int64_t now = 0;  ///< On the monotonic clock.
};

/// `last` is null when the journal has nothing of it. Starts left are not counted here.
AppStatus Judge(std::string_view package, const DeviceUnits& device, const LastStart* last);

/// What the app waits for: `docker.service`, `queue` (of systemd's jobs), `prestart`,
/// `healthcheck`, `pause`, `administrator`; empty when it waits for nothing.
std::string_view WaitsFor(const AppStatus& app);

/// Why the app does not run, or what a running one says of itself, in one line.
std::string DetailText(const AppStatus& app);

/// Whether recovery may start the app again.
bool MayRecover(const UnitState& unit);

/// Whether the reason why the app does not run can be in the journal.
bool WantsLastStart(const UnitState& unit);

}  // namespace container_app
