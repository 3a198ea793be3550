// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/compose_keys.h"

namespace container_app::compose_keys {
namespace {

constexpr std::string_view kTopLevel[] = {"configs", "include",  "name",    "networks",
                                          "secrets", "services", "version", "volumes"};

constexpr std::string_view kService[] = {"annotations",
                                         "attach",
                                         "blkio_config",
                                         "build",
                                         "cap_add",
                                         "cap_drop",
                                         "cgroup",
                                         "cgroup_parent",
                                         "command",
                                         "configs",
                                         "container_name",
                                         "cpu_count",
                                         "cpu_percent",
                                         "cpu_period",
                                         "cpu_quota",
                                         "cpu_rt_period",
                                         "cpu_rt_runtime",
                                         "cpu_shares",
                                         "cpus",
                                         "cpuset",
                                         "credential_spec",
                                         "depends_on",
                                         "deploy",
                                         "develop",
                                         "device_cgroup_rules",
                                         "devices",
                                         "dns",
                                         "dns_opt",
                                         "dns_search",
                                         "domainname",
                                         "entrypoint",
                                         "env_file",
                                         "environment",
                                         "expose",
                                         "extends",
                                         "external_links",
                                         "extra_hosts",
                                         "gpus",
                                         "group_add",
                                         "healthcheck",
                                         "hostname",
                                         "image",
                                         "init",
                                         "ipc",
                                         "isolation",
                                         "label_file",
                                         "labels",
                                         "links",
                                         "logging",
                                         "mac_address",
                                         "mem_limit",
                                         "mem_reservation",
                                         "mem_swappiness",
                                         "memswap_limit",
                                         "network_mode",
                                         "networks",
                                         "oom_kill_disable",
                                         "oom_score_adj",
                                         "pid",
                                         "pids_limit",
                                         "platform",
                                         "ports",
                                         "post_start",
                                         "pre_stop",
                                         "privileged",
                                         "profiles",
                                         "pull_policy",
                                         "read_only",
                                         "restart",
                                         "runtime",
                                         "scale",
                                         "secrets",
                                         "security_opt",
                                         "shm_size",
                                         "stdin_open",
                                         "stop_grace_period",
                                         "stop_signal",
                                         "storage_opt",
                                         "sysctls",
                                         "tmpfs",
                                         "tty",
                                         "ulimits",
                                         "user",
                                         "userns_mode",
                                         "uts",
                                         "volumes",
                                         "volumes_from",
                                         "working_dir"};

constexpr std::string_view kPort[] = {"app_protocol", "host_ip",   "mode",  "name",
                                      "protocol",     "published", "target"};

constexpr std::string_view kMount[] = {"bind",   "consistency", "read_only", "source",
                                       "target", "tmpfs",       "type",      "volume"};

constexpr std::string_view kDeploy[] = {"endpoint_mode",  "labels",          "mode",
                                        "placement",      "replicas",        "resources",
                                        "restart_policy", "rollback_config", "update_config"};

constexpr std::string_view kHealthcheck[] = {
    "disable", "interval", "retries", "start_interval", "start_period", "test", "timeout"};

constexpr std::string_view kLogging[] = {"driver", "options"};

constexpr std::string_view kDependency[] = {"condition", "required", "restart"};

constexpr std::string_view kEnvironmentFile[] = {"format", "path", "required"};

constexpr std::string_view kServiceNetwork[] = {"aliases",      "driver_opts",  "gw_priority",
                                                "ipv4_address", "ipv6_address", "link_local_ips",
                                                "mac_address",  "priority"};

constexpr std::string_view kNetwork[] = {"attachable",  "driver",   "driver_opts", "enable_ipv4",
                                         "enable_ipv6", "external", "internal",    "ipam",
                                         "labels",      "name"};

constexpr std::string_view kVolume[] = {"driver", "driver_opts", "external", "labels", "name"};

}  // namespace

std::span<const std::string_view> TopLevel() { return kTopLevel; }
std::span<const std::string_view> Service() { return kService; }
std::span<const std::string_view> Port() { return kPort; }
std::span<const std::string_view> Mount() { return kMount; }
std::span<const std::string_view> Deploy() { return kDeploy; }
std::span<const std::string_view> Healthcheck() { return kHealthcheck; }
std::span<const std::string_view> Logging() { return kLogging; }
std::span<const std::string_view> Dependency() { return kDependency; }
std::span<const std::string_view> EnvironmentFile() { return kEnvironmentFile; }
std::span<const std::string_view> ServiceNetwork() { return kServiceNetwork; }
std::span<const std::string_view> Network() { return kNetwork; }
std::span<const std::string_view> Volume() { return kVolume; }

}  // namespace container_app::compose_keys
