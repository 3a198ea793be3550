// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/prospect.h"

#include <fmt/format.h>

#include "device/table.h"

namespace container_app {
namespace {

/// `: REASON`, where one is known.
std::string BecauseOf(const AppStatus& app) {
  return app.why.text.empty() ? "" : ": " + app.why.text;
}

Prospect ProspectOfBlocked(const AppStatus& app) {
  if (app.next == NextStep::kRecovery || app.docker_state == "activating") return Prospect::kNotYet;
  return Prospect::kUnclear;
}

}  // namespace

Prospect JudgeProspect(const AppStatus& app) {
  if (app.tells_ready && app.queued) return Prospect::kNotYet;
  const bool down = app.state == AppState::kStopped || app.state == AppState::kBlocked;
  if (!app.tells_ready || (down && app.stopped_by_somebody)) return Prospect::kNever;
  switch (app.state) {
    case AppState::kRunning:
      // With a job it is about to be stopped or restarted.
      return app.ready && !app.unit.has_job ? Prospect::kReady : Prospect::kNotYet;
    case AppState::kStarting:
    case AppState::kWaiting:
    case AppState::kStopping:
      return Prospect::kNotYet;
    case AppState::kFailed:
      return app.next == NextStep::kByHand ? Prospect::kNever : Prospect::kNotYet;
    case AppState::kBlocked:
      return ProspectOfBlocked(app);
    case AppState::kStopped:
    case AppState::kUnusable:
      return Prospect::kUnclear;
    case AppState::kDisabled:
    case AppState::kMasked:
      break;
  }
  return Prospect::kNever;
}

std::string NeverText(const AppStatus& app) {
  const std::string unit = AppUnit(app.package);
  if (!app.tells_ready) {
    return fmt::format(
        "{} was built by an old release, with which nothing says when an app is ready; upgrade the "
        "package",
        app.package);
  }
  switch (app.state) {
    case AppState::kDisabled:
      return fmt::format(
          "{0} is disabled and does not run; enable and start it: systemctl enable "
          "--now {1}",
          app.package, unit);
    case AppState::kMasked:
      return fmt::format(
          "{0} is masked, so it cannot be started; unmask and start it: systemctl "
          "unmask {1} && systemctl start {1}",
          app.package, unit);
    case AppState::kFailed:
      return fmt::format(
          "{0} has failed{2}, and nothing starts it again by itself; look at the "
          "cause, then start it: systemctl reset-failed {1} && systemctl start {1}",
          app.package, unit, BecauseOf(app));
    case AppState::kUnusable:
      return fmt::format(
          "systemd cannot load {1} ({2}); install the package again: apt-get "
          "install --reinstall {0}",
          app.package, unit, app.detail);
    case AppState::kBlocked:
      if (app.stopped_by_somebody) break;
      return fmt::format(
          "{0} does not run{1}; start Docker, which starts the app, too: systemctl "
          "start {2}",
          app.package, BecauseOf(app), kDockerUnit);
    default:
      break;
  }
  return fmt::format("{0} does not run, {2}; start it: systemctl start {1}", app.package, unit,
                     app.stopped_by_somebody ? "since somebody has stopped it"
                                             : "and nothing is going to start it");
}

std::string MissingText(const AppStatus& app) {
  if (app.queued) return "its package was just installed, and the start is not over";
  std::string text = StateText(app);
  if (app.next != NextStep::kNothing) text += ", " + NextText(app);
  const std::string detail = DetailText(app);
  return detail.empty() ? text : text + ": " + detail;
}

}  // namespace container_app
