// SPDX-License-Identifier: GPL-2.0-or-later
// The keys of the Compose Specification where this program looks at them, as Compose 2.26 knows
// them. Those of a service are in compose_service_keys.cc.
#pragma once

#include <string_view>

namespace container_app::compose_keys {

inline constexpr std::string_view kTopLevel[] = {"configs", "include",  "name",    "networks",
                                                 "secrets", "services", "version", "volumes"};
inline constexpr std::string_view kPort[] = {"app_protocol", "host_ip",   "mode",  "name",
                                             "protocol",     "published", "target"};
inline constexpr std::string_view kMount[] = {"bind",   "consistency", "read_only", "source",
                                              "target", "tmpfs",       "type",      "volume"};
inline constexpr std::string_view kDeploy[] = {
    "endpoint_mode",  "labels",          "mode",         "placement", "replicas", "resources",
    "restart_policy", "rollback_config", "update_config"};
inline constexpr std::string_view kRestartPolicy[] = {"condition", "delay", "max_attempts",
                                                      "window"};
inline constexpr std::string_view kHealthcheck[] = {
    "disable", "interval", "retries", "start_interval", "start_period", "test", "timeout"};
inline constexpr std::string_view kLogging[] = {"driver", "options"};
inline constexpr std::string_view kDependency[] = {"condition", "required", "restart"};
inline constexpr std::string_view kEnvironmentFile[] = {"format", "path", "required"};
inline constexpr std::string_view kServiceNetwork[] = {
    "aliases",      "driver_opts",    "gw_priority", "ipv4_address",
    "ipv6_address", "link_local_ips", "mac_address", "priority"};
inline constexpr std::string_view kNetwork[] = {
    "attachable", "driver",   "driver_opts", "enable_ipv4", "enable_ipv6",
    "external",   "internal", "ipam",        "labels",      "name"};
inline constexpr std::string_view kVolume[] = {"driver", "driver_opts", "external", "labels",
                                               "name"};

}  // namespace container_app::compose_keys
