// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/key_tables.h: the keys of `restart` of metadata.yaml, named as in systemd, and
// those of `health`.
#include "app/key_tables.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

using enum KeyType;

// The tables are laid out by hand: a key a block.
// clang-format off
constexpr std::string_view kSupervisors[] = {"systemd", "docker"};
constexpr std::string_view kRecoveryModes[] = {"retry", "manual"};

constexpr Key kRecoveryKeys[] = {
    {.name = "mode", .value = Into<&RecoverySettings::mode>(),
     .doc = "Whether an app that is failed is started again after a pause (retry) or only by an "
            "upgrade or the administrator (manual).",
     .form = {.rule = {"recovery-mode", "restart.recovery.mode is retry or manual."},
              .values = kRecoveryModes}},
    {.name = "after", .value = Into<&RecoverySettings::after>(),
     .doc = "Pause before the first round of recovery; it doubles with each further one.",
     .form = kTimeForm},
    {.name = "max", .value = Into<&RecoverySettings::max>(),
     .doc = "The longest pause between rounds of recovery.", .form = kTimeForm},
};
constexpr KeysOf<RecoverySettings> kRecovery{"restart -> recovery", kRecoveryKeys};

std::string StopOverhead() { return FormatTime(kStopOverhead); }

constexpr Key kRestart[] = {
    {.name = "restart_sec", .value = Into<&RestartSettings::restart_sec>(),
     .doc = "Pause between the end of the app and its next start (RestartSec=).",
     .form = kTimeForm},
    {.name = "start_limit_burst", .value = Into<&RestartSettings::start_limit_burst>(),
     .doc = "Starts within start_limit_interval_sec after which systemd gives up "
            "(StartLimitBurst=).",
     .form = {.rule = {"restart-burst", "start_limit_burst is from 2 to 100."},
              .minimum = 2, .maximum = 100}},
    {.name = "start_limit_interval_sec",
     .value = Into<&RestartSettings::start_limit_interval_sec>(),
     .fallback = "{}, or longer where a start that hangs or an app that is never healthy needs it",
     .doc = "Time from the first start within which the starts count (StartLimitIntervalSec=).",
     .form = kTimeForm},
    {.name = "timeout_start_sec", .value = Into<&RestartSettings::timeout_start_sec>(),
     .doc = "Time the prestart may take before the start has failed (TimeoutStartSec=).",
     .form = kTimeForm},
    {.name = "timeout_stop_sec",
     .value = Into<&RestartSettings::timeout_stop_sec>(kTimeSpan, StopOverhead),
     .fallback = "the longest chain of stop_grace_period along depends_on, and {}",
     .doc = "Time the app may take to stop before it is killed (TimeoutStopSec=).",
     .form = kTimeForm},
    {.name = "timeout_up_sec", .value = Into<&RestartSettings::timeout_up_sec>(),
     .fallback = "{}, or longer where a service waits until another one is healthy",
     .doc = "While the services are being started: the longest time without progress (no piece of "
            "an image arrives, no service starts) before the start has failed.",
     .form = kTimeForm},
    {.name = "restart_steps", .value = Into<&RestartSettings::restart_steps>(),
     .doc = "Restarts over which the pause grows from restart_sec to restart_max_delay_sec "
            "(RestartSteps=, systemd 254 and later); only together with it.",
     .form = {.rule = {"restart-steps", "restart_steps is from 1 to 100."},
              .minimum = 1, .maximum = 100}},
    {.name = "restart_max_delay_sec", .value = Into<&RestartSettings::restart_max_delay_sec>(),
     .doc = "The longest pause (RestartMaxDelaySec=, systemd 254 and later); only together with "
            "restart_steps.", .form = kTimeForm},
    {.name = "supervisor", .value = Into<&RestartSettings::supervisor>(),
     .doc = "Who starts a container again that has ended: systemd, which counts the starts and "
            "gives up, or docker, by `restart` of docker-compose.yml.",
     .form = {.rule = {"restart-supervisor", "restart.supervisor is systemd or docker."},
              .values = kSupervisors}},
    {.name = "recovery", .value = Into<&RestartSettings::recovery>(kRecovery),
     .doc = "What happens after systemd has given up."},
    {.name = "one_shot", .value = Into<&RestartSettings::one_shot>(), .fallback = "[]",
     .doc = "Services that run to an end, so that their exit with status 0 is not the end of the "
            "app; those others wait for with service_completed_successfully are known.",
     .form = {.rule = kNotEmpty, .words = "the name of a service", .accepts = IsOneLineText}},
};

constexpr Form kServiceForm{
    .rule = kNotEmpty, .words = "the name of a service", .accepts = IsOneLineText};

constexpr Key kHealth[] = {
    {.name = "supervise", .value = Into<&HealthSettings::supervise>(), .fallback = "true",
     .doc = "Whether a service that stays unhealthy is a failure of the app, with any supervisor: "
            "the app is stopped and started again, and the start counts; in any case the app is "
            "ready only while its services are healthy."},
    {.name = "grace_sec", .value = Into<&HealthSettings::grace_sec>(),
     .fallback = "{}, or interval x retries of a check where that is longer",
     .doc = "The longest time that a service may be unhealthy before that.", .form = kTimeForm},
    {.name = "ignore", .value = Into<&HealthSettings::ignore>(), .fallback = "[]",
     .doc = "Services whose health does not count.", .form = kServiceForm},
    {.name = "from_image", .value = Into<&HealthSettings::from_image>(), .fallback = "[]",
     .doc = "Services whose healthcheck is in their image and not in docker-compose.yml: such a "
            "check always counts, but only a check that is listed is part of the start limit.",
     .form = kServiceForm},
};

// clang-format on

}  // namespace

constinit const KeysOf<RestartSettings> kRestartKeys{"restart", kRestart};
constinit const KeysOf<HealthSettings> kHealthKeys{"health", kHealth};

}  // namespace container_app
