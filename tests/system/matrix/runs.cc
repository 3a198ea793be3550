// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/matrix/runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace container_app {
namespace {

constexpr std::int64_t kMillisecond = 1000;
constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kEnoughTime = 60 * kSecond;
constexpr std::int64_t kTimeoutStop = 1 * kSecond;
constexpr int kFirstWithSteps = 254;

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  /// The same numbers with every standard library, unlike those of std::uniform_int_distribution.
  std::int64_t Of(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(engine_()) % (most - least + 1);
  }
  std::int64_t Milliseconds(std::int64_t least, std::int64_t most) {
    return Of(least, most) * kMillisecond;
  }

 private:
  std::mt19937 engine_;
};

RestartPolicy RollPolicy(Dice* dice) {
  RestartPolicy policy;
  policy.start_limit_burst = static_cast<int>(2 + dice->Of(0, 2) + dice->Of(0, 1));
  policy.restart_sec = dice->Milliseconds(350, 900);
  policy.timeout_start_sec = dice->Milliseconds(400, 1400);
  if (dice->Of(0, 2) != 0) return policy;
  policy.restart_steps = static_cast<int>(dice->Of(1, 4));
  policy.restart_max_delay_sec = policy.restart_sec * dice->Of(12, 30) / 10;
  return policy;
}

/// The times of one kind of failure, for a policy without interval yet.
void RollBusy(FailureKind kind, Dice* dice, MatrixRun* run) {
  run->busy = {0};
  run->stop = 0;
  switch (kind) {
    case FailureKind::kFailsAtOnce:
    case FailureKind::kExits:
      break;
    case FailureKind::kFailsLater: {
      // One in eight would fail only after systemd has killed it.
      const std::int64_t percent = dice->Of(0, 7) == 0 ? 150 : dice->Of(20, 80);
      const std::int64_t after = run->written.timeout_start_sec / kMillisecond * percent / 100;
      run->busy = {after * kMillisecond};
      break;
    }
    case FailureKind::kHangs:
      run->busy = {run->written.timeout_start_sec};
      break;
    case FailureKind::kCrashes:
      run->stop = dice->Of(0, 1) * dice->Milliseconds(100, 400);
      run->busy = {dice->Milliseconds(50, 1500) + run->stop};
      break;
    case FailureKind::kFlaps:
      run->busy.resize(static_cast<std::size_t>(dice->Of(2, 4)));
      for (std::int64_t& busy : run->busy) {
        busy = dice->Of(0, 1) == 0 ? dice->Milliseconds(0, 200) : dice->Milliseconds(600, 2000);
      }
      break;
    case FailureKind::kSick:
      // One in eight does not stop in time, and is killed.
      run->stop = dice->Of(0, 7) == 0 ? kTimeoutStop : dice->Milliseconds(0, 300);
      run->busy = {dice->Milliseconds(50, 900) + run->stop};
      break;
  }
}

std::optional<Trip> Predict(const MatrixRun& run) {
  switch (run.kind) {
    case FailureKind::kFailsAtOnce:
    case FailureKind::kFailsLater:
      return TripOfFailingStart(run.read, run.busy[0]);
    case FailureKind::kHangs:
      return TripOfHangingStart(run.read);
    case FailureKind::kCrashes:
    case FailureKind::kExits:
      return TripOfRun(run.read, {.run = run.busy[0] - run.stop, .stop = run.stop});
    case FailureKind::kFlaps:
      return FirstTrip(run.read, run.busy);
    case FailureKind::kSick: {
      RestartPolicy policy = run.read;
      policy.time_to_sick = run.busy[0] - run.stop;
      return TripOfSickApp(policy, run.stop);
    }
  }
  return {};
}

/// How long start number `start`, from 0, keeps the unit busy.
std::int64_t BusyOf(const MatrixRun& run, int start) {
  const std::int64_t busy = run.busy[static_cast<std::size_t>(start) % run.busy.size()];
  return run.kind == FailureKind::kFailsLater ? std::min(busy, run.read.timeout_start_sec) : busy;
}

/// Watches a run that is never failed for more than twice its interval.
std::int64_t WatchTime(const MatrixRun& run) {
  if (!run.predicted) return run.read.start_limit_interval_sec * 21 / 10 + kSecond / 2;
  return run.predicted->time * 115 / 100 + run.predicted->starts * kNoise + kSecond / 2;
}

/// True when noise cannot change what happens, and it happens soon enough.
bool IsClear(const MatrixRun& run) {
  if (run.predicted && run.predicted->time > 12 * kSecond) return false;
  if (run.read.start_limit_interval_sec > 8 * kSecond) return false;
  const int expected = run.predicted ? run.predicted->starts : 0;
  const std::int64_t end = std::max(2 * WatchTime(run), 20 * kSecond);
  for (unsigned seed = 0; seed < 16; ++seed) {
    if (SimulateNoisy(run, kNoise, seed, end).starts != expected) return false;
  }
  return true;
}

/// An interval near what decides about `kind`, or anywhere.
std::int64_t RollInterval(const MatrixRun& run, Dice* dice) {
  MatrixRun open = run;
  open.read.start_limit_interval_sec = kEnoughTime;
  const auto trip = Predict(open);
  const std::int64_t time = trip ? trip->time : 3 * kSecond;
  constexpr std::int64_t kNear[] = {85, 90, 95, 115, 120, 130};
  const std::int64_t percent = dice->Of(0, 3) == 0 ? dice->Of(50, 200) : kNear[dice->Of(0, 5)];
  return time / 100 * percent / kMillisecond * kMillisecond;
}

/// Runs of one policy, one for each kind; false when the dice fell too close.
bool RollRuns(int systemd_version, FailureKind near, Dice* dice, std::vector<MatrixRun>* runs) {
  runs->assign(kFailureKinds, {});
  const RestartPolicy policy = RollPolicy(dice);
  std::int64_t interval = 0;
  for (int turn = 0; turn < kFailureKinds; ++turn) {
    const int index = (static_cast<int>(near) + turn) % kFailureKinds;
    MatrixRun& run = (*runs)[static_cast<std::size_t>(index)];
    run.kind = static_cast<FailureKind>(index);
    run.written = policy;
    bool clear = false;
    for (int attempt = 0; attempt < 10 && !clear; ++attempt) {
      RollBusy(run.kind, dice, &run);
      run.read = systemd_version < kFirstWithSteps ? WithoutBackOff(policy) : policy;
      if (turn == 0) interval = RollInterval(run, dice);
      run.written.start_limit_interval_sec = interval;
      run.read.start_limit_interval_sec = interval;
      run.predicted = Predict(run);
      clear = IsClear(run);
    }
    if (!clear) return false;
    run.watch = WatchTime(run);
  }
  return true;
}

}  // namespace

const char* FailureName(FailureKind kind) {
  constexpr const char* kNames[] = {"fails at once",   "fails after d",   "hangs",
                                    "crashes after t", "exits 0 at once", "flaps",
                                    "sick after t"};
  return kNames[static_cast<int>(kind)];
}

Trip SimulateNoisy(const MatrixRun& run, std::int64_t noise, unsigned seed, std::int64_t end) {
  Dice dice(seed);
  StartLimit limit(run.read.start_limit_interval_sec, run.read.start_limit_burst);
  std::int64_t time = 0;
  for (int start = 0; time < end; ++start) {
    if (!limit.Start(time)) return {start, time};
    // Two seeds for the extremes: no noise at all, and always the most.
    const std::int64_t late = seed == 0 ? 0 : seed == 1 ? noise : dice.Of(0, noise);
    time += BusyOf(run, start) + RestartDelay(run.read, start + 1) + late;
  }
  return {};
}

int StartsUntil(const MatrixRun& run, std::int64_t noise, std::int64_t time) {
  int starts = 0;
  for (std::int64_t now = 0; now <= time; ++starts) {
    now += BusyOf(run, starts) + RestartDelay(run.read, starts + 1) + noise;
  }
  return starts;
}

std::vector<MatrixRun> MakeRuns(int systemd_version, int policies) {
  Dice dice(20230101U + static_cast<unsigned>(systemd_version));
  std::vector<MatrixRun> all;
  std::vector<MatrixRun> runs;
  for (int policy = 0; policy < policies; ++policy) {
    const auto near = static_cast<FailureKind>(policy % kFailureKinds);
    while (!RollRuns(systemd_version, near, &dice, &runs)) {
    }
    for (MatrixRun& run : runs) {
      run.name = fmt::format("m{}-{}", policy, static_cast<int>(run.kind));
      all.push_back(std::move(run));
    }
  }
  return all;
}

std::string UnitText(const MatrixRun& run) {
  const auto span = [](std::int64_t time) { return fmt::format("{}us", time); };
  const std::string log = "/root/log/" + run.name;
  std::string text =
      fmt::format("[Unit]\nStartLimitIntervalSec={}\nStartLimitBurst={}\n\n[Service]\nType=exec\n",
                  span(run.written.start_limit_interval_sec), run.written.start_limit_burst);
  const bool prestart = run.kind <= FailureKind::kHangs;
  const std::int64_t wait = run.kind == FailureKind::kHangs ? 600'000
                            : prestart                      ? run.busy[0] / kMillisecond
                                                            : 0;
  text += fmt::format("ExecStartPre=/root/step start {} {} {}\n", log, wait, prestart ? 1 : 0);
  if (run.kind == FailureKind::kSick) {
    text += fmt::format("ExecStart=/root/step sick {} {}", log,
                        run.stop == kTimeoutStop ? 600'000 : run.stop / kMillisecond);
  } else {
    text +=
        fmt::format("ExecStart=/root/step run {} {}", log, run.kind == FailureKind::kExits ? 0 : 3);
  }
  for (const std::int64_t busy : run.busy) {
    text += fmt::format(" {}", (busy - run.stop) / kMillisecond);
  }
  text += "\n";
  if (run.kind == FailureKind::kCrashes && run.stop > 0) {
    text += fmt::format("ExecStopPost=-/root/step wait {}\n", run.stop / kMillisecond);
  }
  text += fmt::format("Restart=always\nRestartSec={}\n", span(run.written.restart_sec));
  if (run.written.restart_steps > 0) {
    text += fmt::format("RestartSteps={}\nRestartMaxDelaySec={}\n", run.written.restart_steps,
                        span(run.written.restart_max_delay_sec));
  }
  return text + fmt::format(
                    "TimeoutStartSec={}\nTimeoutStartFailureMode=kill\nTimeoutStopSec={}\n"
                    "NotifyAccess=all\nWatchdogSignal=SIGTERM\nKillMode=mixed\n"
                    "StandardOutput=null\nStandardError=null\nLogLevelMax=emerg\n",
                    span(run.written.timeout_start_sec), span(kTimeoutStop));
}

}  // namespace container_app
