// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over `restart` of metadata.yaml: what would loop for ever, be hidden or be killed too
// early.
#include <fmt/format.h>

#include <algorithm>

#include "app/forms.h"
#include "check/rules.h"
#include "policy/restart.h"
#include "policy/stop.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

/// True for a key that is given, but not as what it has to be; the reader reported it.
template <class T>
bool IsRefused(const Located<T>& given) {
  return given && given.value == 0;
}

/// True when all that decides about trips is known.
bool LimitIsReadable(const RestartSettings& keys) {
  return !IsRefused(keys.restart_sec) && !IsRefused(keys.start_limit_burst) &&
         !IsRefused(keys.start_limit_interval_sec) && !IsRefused(keys.timeout_start_sec) &&
         !IsRefused(keys.restart_steps) && !IsRefused(keys.restart_max_delay_sec);
}

void CheckNeverTrips(const Rule& rule, const RuleContext& context) {
  const RestartSettings& keys = context.definition().metadata.restart;
  if (!keys.start_limit_interval_sec || !LimitIsReadable(keys)) return;
  const RestartPolicy policy = context.plan.restart;
  RestartPolicy fast = policy;
  fast.timeout_start_sec = 0;
  fast.time_to_sick = 0;
  RestartPolicy well = policy;
  well.time_to_sick = 0;
  const std::int64_t smallest = SmallestInterval(policy);
  if (smallest <= policy.start_limit_interval_sec) return;
  const auto never_trips = [&](const RestartPolicy& of) {
    return SmallestInterval(of) > policy.start_limit_interval_sec;
  };
  const char* what = never_trips(fast)   ? "a start that fails"
                     : never_trips(well) ? "a start that hangs"
                                         : "an app that is never healthy";
  context.diagnostics->Report(
      keys.start_limit_interval_sec.place, rule,
      fmt::format("{} would be tried again for ever: {} starts take longer than {}", what,
                  policy.start_limit_burst, FormatTime(policy.start_limit_interval_sec)),
      fmt::format("set at least {}, or leave it out", InWholeSeconds(smallest)));
}

void CheckBackOff(const Rule& rule, const RuleContext& context) {
  const RestartSettings& keys = context.definition().metadata.restart;
  if (bool(keys.restart_steps) != bool(keys.restart_max_delay_sec)) {
    const bool steps = bool(keys.restart_steps);
    context.diagnostics->Report(steps ? keys.restart_steps.place : keys.restart_max_delay_sec.place,
                                rule,
                                steps ? "'restart_steps' is given without 'restart_max_delay_sec'"
                                      : "'restart_max_delay_sec' is given without 'restart_steps'",
                                "give both: systemd ignores one alone");
    return;
  }
  if (keys.restart_max_delay_sec.value == 0 || IsRefused(keys.restart_sec)) return;
  const RestartPolicy policy = context.plan.restart;
  if (policy.restart_max_delay_sec > policy.restart_sec) return;
  context.diagnostics->Report(
      keys.restart_max_delay_sec.place, rule,
      fmt::format("'restart_max_delay_sec' is {}, not longer than restart_sec, which is {}",
                  FormatTime(policy.restart_max_delay_sec), FormatTime(policy.restart_sec)),
      "make it longer, or leave out both it and 'restart_steps'");
}

void CheckRecoveryRange(const Rule& rule, const RuleContext& context) {
  const RecoverySettings& keys = context.definition().metadata.restart.recovery;
  if (keys.max.value == 0 || IsRefused(keys.after)) return;
  const RecoveryPolicy recovery = context.plan.restart.recovery;
  if (recovery.max >= recovery.after) return;
  context.diagnostics->Report(
      keys.max.place, rule,
      fmt::format("'restart -> recovery -> max' is {}, shorter than 'after', which is {}",
                  FormatTime(recovery.max), FormatTime(recovery.after)),
      "make it at least as long: the pause grows from 'after' to 'max'");
}

void CheckRecoveryUnused(const Rule& rule, const RuleContext& context) {
  const RecoverySettings& keys = context.definition().metadata.restart.recovery;
  if (keys.mode.value != "manual") return;
  for (const LocatedTime& time : {keys.after, keys.max}) {
    if (!time) continue;
    context.diagnostics->Report(time.place, rule,
                                "with 'mode: manual' the app does not recover by itself",
                                "remove it, or set 'mode: retry'");
  }
}

void CheckStopTimeout(const Rule& rule, const RuleContext& context) {
  const LocatedTime& given = context.definition().metadata.restart.timeout_stop_sec;
  const std::int64_t grace = context.plan.stop_grace;
  if (given.value == 0 || !context.definition().compose.file || given.value >= grace) return;
  context.diagnostics->Report(
      given.place, rule,
      fmt::format("'timeout_stop_sec' is {}, but stopping the services one after the other may "
                  "take {}",
                  FormatTime(given.value), FormatTime(grace)),
      fmt::format("set at least {}, or leave it out: otherwise systemd kills services before "
                  "they have saved their state",
                  FormatTime(grace + kStopOverhead)));
}

void CheckOneShotUnknown(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  for (const Located<std::string>& name : context.definition().metadata.restart.one_shot) {
    if (IsOneLineText(name.value)) ReportUnknownService(rule, context, name);
  }
}

void CheckOneShotTwice(const Rule& rule, const RuleContext& context) {
  ReportListedTwice(rule, context, context.definition().metadata.restart.one_shot);
}

void CheckSupervisorDocker(const Rule& rule, const RuleContext& context) {
  const Located<std::string>& supervisor = context.definition().metadata.restart.supervisor;
  if (supervisor.value != "docker") return;
  context.diagnostics->Report(
      supervisor.place, rule,
      "with 'supervisor: docker' a container that crashes again and again is invisible: the "
      "unit stays active with NRestarts=0, is never failed, and nothing recovers it",
      "remove the line, unless the app needs Docker's own restarts");
}

void CheckOneShotAll(const Rule& rule, const RuleContext& context) {
  const Definition& definition = context.definition();
  const auto& services = definition.compose.services;
  if (!HasMetadataAndCompose(definition) || services.empty()) return;
  const bool all = std::all_of(services.begin(), services.end(), [&](const auto& service) {
    return !service.is_enabled || context.plan.Of(service).one_shot;
  });
  const auto& plans = context.plan.services;
  const bool any = std::any_of(plans.begin(), plans.end(),
                               [](const ServicePlan& plan) { return plan.one_shot; });
  if (!all || !any) return;
  context.diagnostics->Report(services.front().name.place, rule, "every service runs to an end",
                              "an app needs a service that keeps running; use a systemd timer for "
                              "a program that runs now and then");
}

void CheckDockerRestart(const Rule& rule, const RuleContext& context) {
  const Definition& definition = context.definition();
  if (definition.metadata.restart.supervisor.value != "docker") return;
  for (const ComposeService& service : definition.compose.services) {
    if (DockerRestarts(service) || context.plan.Of(service).one_shot) continue;
    const bool deploy = bool(service.deploy_restart);
    const Place& place = service.restart ? service.restart.place : service.name.place;
    context.diagnostics->Report(
        deploy ? service.deploy_restart.place : place, rule,
        fmt::format("nothing starts '{}' again when it ends: 'supervisor: docker' leaves that "
                    "to its '{}'",
                    service.name.value, deploy ? "deploy.restart_policy" : "restart"),
        fmt::format("give it '{}', or list it in 'one_shot'",
                    deploy ? "condition: any" : "restart: unless-stopped"));
  }
}

constexpr CheckRule kRestartRules[] = {
    {{"restart-never-trips",
      "start_limit_interval_sec is so long that an app which cannot start ends as failed."},
     CheckNeverTrips},
    {{"restart-back-off",
      "restart_steps and restart_max_delay_sec are given together, and the delay is longer than "
      "restart_sec."},
     CheckBackOff},
    {{"recovery-range", "recovery.max is not shorter than recovery.after."}, CheckRecoveryRange},
    {{"one-shot-unknown", "one_shot lists services of the Compose file."}, CheckOneShotUnknown},
    {{"one-shot-twice", "one_shot lists a service once."}, CheckOneShotTwice},
    {{"one-shot-all", "At least one service keeps running."}, CheckOneShotAll},
    {{"recovery-unused", "after and max of `recovery` are used with `mode: retry` only.",
      Severity::kWarning},
     CheckRecoveryUnused},
    {{"stop-timeout-short",
      "timeout_stop_sec is at least as long as the services need that stop one after the other.",
      Severity::kWarning},
     CheckStopTimeout},
    {{"supervisor-docker",
      "systemd supervises the app: with `supervisor: docker` it does not see containers that crash "
      "again and again.",
      Severity::kWarning},
     CheckSupervisorDocker},
    {{"supervisor-docker-restart",
      "With `supervisor: docker` each service has `restart`, or nothing starts it again.",
      Severity::kWarning},
     CheckDockerRestart},
};

}  // namespace

std::span<const CheckRule> RestartRules() { return kRestartRules; }

}  // namespace container_app
