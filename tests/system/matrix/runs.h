// SPDX-License-Identifier: GPL-2.0-or-later
// The runs of the restart matrix: a policy, a kind of failure, and what the model says of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policy/restart_model.h"

namespace container_app {

enum class FailureKind { kFailsAtOnce, kFailsLater, kHangs, kCrashes, kExits, kFlaps, kSick };
inline constexpr int kFailureKinds = 7;
const char* FailureName(FailureKind kind);

/// What a start may take longer than the policy says: a program to load, a busy machine.
inline constexpr std::int64_t kNoise = 100'000;

/// One unit.
struct MatrixRun {
  std::string name;
  FailureKind kind = FailureKind::kFailsAtOnce;
  RestartPolicy written;           ///< What the unit says.
  RestartPolicy read;              ///< What this systemd makes of it.
  std::vector<std::int64_t> busy;  ///< Of each start in turn.
  std::int64_t stop = 0;           ///< Of that, what stopping or ExecStopPost= takes.
  std::optional<Trip> predicted;
  std::int64_t start = 0;  ///< When it is started.
  std::int64_t watch = 0;  ///< How long it is watched at least.
};

/// The same runs each time, for `policies` policies and each kind. systemd before 254 does not know
/// RestartSteps=. No decision is so close that kNoise a start could change it.
std::vector<MatrixRun> MakeRuns(int systemd_version, int policies);

/// The unit of a run, with the directives of an app's unit.
std::string UnitText(const MatrixRun& run);

/// What the counter says of starts that each take up to `noise` longer, drawn by `seed`; starts 0:
/// none is refused before `end`.
Trip SimulateNoisy(const MatrixRun& run, std::int64_t noise, unsigned seed, std::int64_t end);

/// How many starts a run has had after `time`, each taking `noise` longer.
int StartsUntil(const MatrixRun& run, std::int64_t noise, std::int64_t time);

}  // namespace container_app
