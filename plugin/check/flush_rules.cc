// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over the time that services have to write their state.
#include <fmt/format.h>

#include <algorithm>

#include "check/rules.h"
#include "policy/stop.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

void CheckFlushGrace(const Rule& rule, const RuleContext& context) {
  ForEachState(context, [&](const StateEntry& state, const ComposeService& service) {
    if (state.flush_within.value == 0 || !state.path) return;
    const std::int64_t grace = context.plan.Of(service).grace;
    const std::int64_t flush = FlushTime(state);
    if (service.stop_grace_period && grace < flush) {
      context.diagnostics->Report(
          state.flush_takes ? state.flush_takes.place : state.flush_within.place, rule,
          fmt::format("writing '{}' may take {}, but '{}' is killed {} after SIGTERM "
                      "('stop_grace_period')",
                      state.name.value, FormatTime(flush), service.name.value, FormatTime(grace)),
          fmt::format("set 'stop_grace_period' to at least {}, or leave it out",
                      FormatTime(flush + kFlushMargin)));
    }
    if (service.stop_signal.value == "SIGKILL" || service.stop_signal.value == "KILL") {
      context.diagnostics->Report(
          service.stop_signal.place, rule,
          fmt::format("the service '{}' is killed at once, so it cannot write what '{}' has in "
                      "memory",
                      service.name.value, state.name.value),
          "leave 'stop_signal' out, and write on SIGTERM");
    }
  });
}

void CheckFlushTime(const Rule& rule, const RuleContext& context) {
  ForEachState(context, [&](const StateEntry& state, const ComposeService&) {
    if (!state.path || state.flush_takes || state.flush_within.value <= kAssumedFlush) return;
    context.diagnostics->Report(
        state.flush_within.place, rule,
        fmt::format("a stop gives '{}' {} to write what has waited up to {}", state.name.value,
                    FormatTime(kAssumedFlush), FormatTime(state.flush_within.value)),
        "say how long the writing takes: 'flush_takes: 30s'");
  });
}

void CheckFlushTimeout(const Rule& rule, const RuleContext& context) {
  const LocatedTime& given = context.definition().metadata.restart.timeout_stop_sec;
  if (given.value == 0 || !HasMetadataAndCompose(context.definition())) return;
  const std::int64_t grace = context.plan.stop_grace;
  const auto& services = context.plan.services;
  const bool flushes = std::any_of(services.begin(), services.end(),
                                   [](const ServicePlan& service) { return service.flush > 0; });
  if (!flushes || given.value >= grace) return;
  context.diagnostics->Report(
      given.place, rule,
      fmt::format("systemd kills the app {} after it was told to stop, but its services may need "
                  "{} to write their state",
                  FormatTime(given.value), FormatTime(grace)),
      fmt::format("set at least {}, or leave it out", FormatTime(grace + kStopOverhead)));
}

constexpr CheckRule kFlushRules[] = {
    {{"state-flush-grace",
      "stop_grace_period of a service is at least as long as writing its states takes, and "
      "stop_signal is not SIGKILL."},
     CheckFlushGrace},
    {{"state-flush-time", "Where changes wait longer than a minute, flush_takes is given.",
      Severity::kWarning},
     CheckFlushTime},
    {{"state-stop-timeout",
      "timeout_stop_sec is long enough for every service to write its durable state."},
     CheckFlushTimeout},
};

}  // namespace

std::span<const CheckRule> FlushRules() { return kFlushRules; }

}  // namespace container_app
