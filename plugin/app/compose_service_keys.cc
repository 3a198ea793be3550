// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/compose_service.h: the keys of a service.
#include "app/compose_keys.h"
#include "app/compose_service.h"

namespace container_app {
namespace {

using Form = ServiceKey::Form;

constexpr std::string_view kCgroups[] = {"host", "private"};
constexpr std::string_view kPullPolicies[] = {"always", "never", "if_not_present", "missing",
                                              "build"};

// What Compose 2.26 takes, as it was seen to. A key a line.
// clang-format off
constexpr ServiceKey kServiceKeys[] = {
    {.key = "annotations", .form = Form::kPairs},
    {.key = "attach", .form = Form::kFlag},
    {.key = "blkio_config", .form = Form::kMapping},
    {.key = "build", .form = Form::kAny},
    {.key = "cap_add", .form = Form::kTexts},
    {.key = "cap_drop", .form = Form::kTexts},
    {.key = "cgroup", .form = Form::kWord, .names = kCgroups},
    {.key = "cgroup_parent", .form = Form::kText},
    {.key = "command", .form = Form::kCommand, .texts = &ComposeService::command},
    {.key = "configs", .form = Form::kList},
    {.key = "container_name", .form = Form::kText, .text = &ComposeService::container_name},
    {.key = "cpu_count", .form = Form::kNumber},
    {.key = "cpu_percent", .form = Form::kNumber},
    {.key = "cpu_period", .form = Form::kNumber},
    {.key = "cpu_quota", .form = Form::kNumber},
    {.key = "cpu_rt_period", .form = Form::kNumber},
    {.key = "cpu_rt_runtime", .form = Form::kNumber},
    {.key = "cpu_shares", .form = Form::kNumber},
    {.key = "cpus", .form = Form::kNumber},
    {.key = "cpuset", .form = Form::kText},
    {.key = "credential_spec", .form = Form::kMapping},
    {.key = "depends_on", .form = Form::kOwn, .read = ReadComposeDependencies},
    {.key = "deploy", .form = Form::kOwn, .read = ReadComposeDeploy},
    {.key = "develop", .form = Form::kAny},
    {.key = "device_cgroup_rules", .form = Form::kTexts},
    {.key = "devices", .form = Form::kTexts},
    {.key = "dns", .form = Form::kTextOrTexts},
    {.key = "dns_opt", .form = Form::kTexts},
    {.key = "dns_search", .form = Form::kTextOrTexts},
    {.key = "domainname", .form = Form::kText},
    {.key = "entrypoint", .form = Form::kCommand},
    {.key = "env_file", .form = Form::kOwn, .read = ReadComposeEnvironmentFiles},
    {.key = "environment", .form = Form::kOwn, .read = ReadComposeEnvironment},
    {.key = "expose", .form = Form::kTextsOrIntegers},
    {.key = "extends", .form = Form::kOwn, .read = RefuseComposeExtends},
    {.key = "external_links", .form = Form::kTexts},
    {.key = "extra_hosts", .form = Form::kAny},
    {.key = "gpus", .form = Form::kAny},
    {.key = "group_add", .form = Form::kTextsOrIntegers},
    {.key = "healthcheck", .form = Form::kOwn, .read = ReadComposeHealthcheck},
    {.key = "hostname", .form = Form::kText},
    {.key = "image", .form = Form::kText, .text = &ComposeService::image},
    {.key = "init", .form = Form::kFlag, .flag = &ComposeService::init},
    {.key = "ipc", .form = Form::kText},
    {.key = "isolation", .form = Form::kText},
    {.key = "label_file", .form = Form::kAny},
    {.key = "labels", .form = Form::kOwn, .read = ReadComposeLabels},
    {.key = "links", .form = Form::kTexts},
    {.key = "logging", .form = Form::kOwn, .read = ReadComposeLogging},
    {.key = "mac_address", .form = Form::kText},
    {.key = "mem_limit", .form = Form::kSize},
    {.key = "mem_reservation", .form = Form::kSize},
    {.key = "mem_swappiness", .form = Form::kSize},
    {.key = "memswap_limit", .form = Form::kSize},
    {.key = "network_mode", .form = Form::kText, .text = &ComposeService::network_mode},
    {.key = "networks", .form = Form::kOwn, .read = ReadComposeNetworks},
    {.key = "oom_kill_disable", .form = Form::kFlag},
    {.key = "oom_score_adj", .form = Form::kNumber},
    {.key = "pid", .form = Form::kText},
    {.key = "pids_limit", .form = Form::kNumber},
    {.key = "platform", .form = Form::kText},
    {.key = "ports", .form = Form::kOwn, .read = ReadComposePorts},
    {.key = "post_start", .form = Form::kOwn, .read = ReadComposePostStart},
    {.key = "pre_stop", .form = Form::kOwn, .read = ReadComposePreStop},
    {.key = "privileged", .form = Form::kFlag, .flag = &ComposeService::privileged},
    {.key = "profiles", .form = Form::kTexts, .texts = &ComposeService::profiles},
    {.key = "pull_policy", .form = Form::kWord, .names = kPullPolicies},
    {.key = "read_only", .form = Form::kFlag, .flag = &ComposeService::read_only},
    {.key = "restart", .form = Form::kText, .text = &ComposeService::restart},
    {.key = "runtime", .form = Form::kText},
    {.key = "scale", .form = Form::kNumber},
    {.key = "secrets", .form = Form::kList},
    {.key = "security_opt", .form = Form::kTexts},
    {.key = "shm_size", .form = Form::kSize},
    {.key = "stdin_open", .form = Form::kFlag},
    {.key = "stop_grace_period", .form = Form::kOwn, .read = ReadComposeStopGrace},
    {.key = "stop_signal", .form = Form::kText, .text = &ComposeService::stop_signal},
    {.key = "storage_opt", .form = Form::kMapping},
    {.key = "sysctls", .form = Form::kPairs},
    {.key = "tmpfs", .form = Form::kOwn, .read = ReadComposeTmpfs},
    {.key = "tty", .form = Form::kFlag},
    {.key = "ulimits", .form = Form::kMapping},
    {.key = "user", .form = Form::kText, .text = &ComposeService::user},
    {.key = "userns_mode", .form = Form::kText},
    {.key = "uts", .form = Form::kText},
    {.key = "volumes", .form = Form::kOwn, .read = ReadComposeMounts},
    {.key = "volumes_from", .form = Form::kTexts},
    {.key = "working_dir", .form = Form::kText},
};
// clang-format on

}  // namespace

std::span<const ServiceKey> ServiceKeys() { return kServiceKeys; }

}  // namespace container_app
