// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/keys.h.
// The keys of `restart:` in metadata.yaml, named as systemd's directives.
#include "app/forms.h"
#include "app/key_rules.h"
#include "app/keys.h"
#include "app/metadata.h"

namespace container_app {
namespace {

using enum KeyType;

// The tables are laid out by hand: a key a block.
// clang-format off
constexpr std::string_view kSupervisors[] = {"systemd", "docker"};
constexpr std::string_view kRecoveryModes[] = {"retry", "manual"};

constexpr Key kRecoveryKeys[] = {
    {.name = "mode", .fallback = "retry",
     .doc = "Whether an app that is failed is started again after a pause (retry) or only by an "
            "upgrade or the administrator (manual).",
     .rule = &kRecoveryMode, .values = kRecoveryModes},
    {.name = "after", .type = kTimeSpan, .fallback = "15min",
     .doc = "Pause before the first round of recovery; it doubles with each further one.",
     .rule = &kTimeSpanRule, .form = kTimeSpanForm},
    {.name = "max", .type = kTimeSpan, .fallback = "6h",
     .doc = "The longest pause between rounds of recovery.",
     .rule = &kTimeSpanRule, .form = kTimeSpanForm},
};
constexpr KeyTable kRecovery{"restart -> recovery", kRecoveryKeys};

constexpr Key kRestart[] = {
    {.name = "restart_sec", .type = kTimeSpan, .fallback = "10s",
     .doc = "Pause between the end of the app and its next start (RestartSec=).",
     .rule = &kTimeSpanRule, .form = kTimeSpanForm},
    {.name = "start_limit_burst", .type = kInteger, .fallback = "5",
     .doc = "Starts within start_limit_interval_sec after which systemd gives up "
            "(StartLimitBurst=).",
     .rule = &kRestartBurst, .form = "2 to 100", .minimum = kFewestStarts, .maximum = kMostStarts},
    {.name = "start_limit_interval_sec", .type = kTimeSpan,
     .fallback = "10min, or longer where a start that hangs needs it",
     .doc = "Time from the first start within which the starts count (StartLimitIntervalSec=).",
     .rule = &kTimeSpanRule, .form = kTimeSpanForm},
    {.name = "timeout_start_sec", .type = kTimeSpan, .fallback = "90s",
     .doc = "Time the prestart may take before the start has failed (TimeoutStartSec=).",
     .rule = &kTimeSpanRule, .form = kTimeSpanForm},
    {.name = "timeout_stop_sec", .type = kTimeSpan,
     .fallback = "the longest chain of stop_grace_period along depends_on, and 20s",
     .doc = "Time the app may take to stop before it is killed (TimeoutStopSec=).",
     .rule = &kTimeSpanRule, .form = kTimeSpanForm},
    {.name = "restart_steps", .type = kInteger,
     .doc = "Restarts over which the pause grows from restart_sec to restart_max_delay_sec "
            "(RestartSteps=, systemd 254 and later); only together with it.",
     .rule = &kRestartSteps, .form = "1 to 100", .minimum = 1, .maximum = kMostSteps},
    {.name = "restart_max_delay_sec", .type = kTimeSpan,
     .doc = "The longest pause (RestartMaxDelaySec=, systemd 254 and later); only together with "
            "restart_steps.",
     .rule = &kTimeSpanRule, .form = kTimeSpanForm},
    {.name = "supervisor", .fallback = "systemd",
     .doc = "Who starts a container again that has ended: systemd, which counts the starts and "
            "gives up, or docker, by `restart` of docker-compose.yml.",
     .rule = &kRestartSupervisor, .values = kSupervisors},
    {.name = "recovery", .type = kMapping, .doc = "What happens once systemd has given up.",
     .mapping = &kRecovery},
    {.name = "one_shot", .type = kStringList, .fallback = "[]",
     .doc = "Services that run to an end, so that their exit with status 0 is not the end of the "
            "app; those others wait for with service_completed_successfully are known.",
     .rule = &kNotEmpty, .form = "the name of a service", .accepts = IsOneLineText},
};
// clang-format on

}  // namespace

const KeyTable kRestartKeys{"restart", kRestart};

}  // namespace container_app
