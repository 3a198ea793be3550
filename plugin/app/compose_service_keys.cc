// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/compose_service.h: the keys of a service.
#include "app/compose_service.h"
#include "app/compose_shape_parts.h"
#include "app/compose_shapes.h"

namespace container_app {
namespace {

using ServiceForm = ServiceKey::Form;

namespace shapes = compose_shapes;

using shapes::Kind;
using shapes::Shape;

constexpr std::string_view kCgroups[] = {"host", "private"};
constexpr Shape kCgroup{
    .types = Shape::kText, .wanted = "a string", .text = {.kind = Kind::kWord, .words = kCgroups}};
constexpr std::string_view kPullPolicies[] = {"always", "never", "if_not_present", "missing",
                                              "build"};
constexpr Shape kPullPolicy{.types = Shape::kText,
                            .wanted = "a string",
                            .text = {.kind = Kind::kWord, .words = kPullPolicies}};
constexpr Shape kAnySize{.types = Shape::kInteger | Shape::kDecimal | Shape::kText,
                         .wanted = "a number or a size",
                         .text = {.kind = Kind::kSize}};
constexpr Shape kCount{.types = Shape::kInteger | Shape::kText,
                       .wanted = "a whole number",
                       .text = {.kind = Kind::kInteger, .minimum = 0}};
constexpr Shape kPercent{.types = Shape::kInteger | Shape::kText,
                         .wanted = "a whole number",
                         .text = {.kind = Kind::kInteger, .minimum = 0, .maximum = 100}};
/// Of a decimal number Compose takes the whole part.
constexpr Shape kCutNumber{.types = Shape::kInteger | Shape::kDecimal | Shape::kText,
                           .wanted = "a whole number",
                           .text = {.kind = Kind::kInteger}};
constexpr Shape kOomScore{.types = Shape::kInteger | Shape::kText,
                          .wanted = "a whole number",
                          .text = {.kind = Kind::kInteger, .minimum = -1000, .maximum = 1000}};
constexpr Shape kTextOrInteger{.types = Shape::kInteger | Shape::kText,
                               .wanted = "a string or an integer"};
constexpr Shape kExposed{.types = Shape::kList, .wanted = "a list", .items = &kTextOrInteger};
constexpr Shape kGroups{
    .types = Shape::kList, .wanted = "a list", .items = &kTextOrInteger, .unique = true};

// What Compose 2.26 takes, as it was seen to. A key a line.
// clang-format off
constexpr ServiceKey kServiceKeys[] = {
    {.key = "annotations", .form = ServiceForm::kPairs},
    {.key = "attach", .form = ServiceForm::kFlag},
    {.key = "blkio_config", .shape = &shapes::kBlkioConfig},
    {.key = "build", .shape = &shapes::kBuild},
    {.key = "cap_add", .form = ServiceForm::kTexts},
    {.key = "cap_drop", .form = ServiceForm::kTexts},
    {.key = "cgroup", .shape = &kCgroup},
    {.key = "cgroup_parent", .form = ServiceForm::kText},
    {.key = "command", .form = ServiceForm::kCommand, .texts = &ComposeService::command},
    {.key = "configs", .shape = &shapes::kFileMounts},
    {.key = "container_name", .form = ServiceForm::kText, .text = &ComposeService::container_name},
    {.key = "cpu_count", .shape = &kCount},
    {.key = "cpu_percent", .shape = &kPercent},
    {.key = "cpu_period", .shape = &kCutNumber},
    {.key = "cpu_quota", .shape = &kCutNumber},
    {.key = "cpu_rt_period", .shape = &kCutNumber},
    {.key = "cpu_rt_runtime", .shape = &kCutNumber},
    {.key = "cpu_shares", .shape = &kCutNumber},
    {.key = "cpus", .shape = &shapes::kNumber},
    {.key = "cpuset", .form = ServiceForm::kText},
    {.key = "credential_spec", .shape = &shapes::kCredentialSpec},
    {.key = "depends_on", .form = ServiceForm::kOwn, .read = ReadComposeDependencies},
    {.key = "deploy", .form = ServiceForm::kOwn, .read = ReadComposeDeploy},
    {.key = "develop", .shape = &shapes::kDevelop},
    {.key = "device_cgroup_rules", .shape = &shapes::kUniqueTexts},
    {.key = "devices", .shape = &shapes::kDevices},
    {.key = "dns", .form = ServiceForm::kTextOrTexts},
    {.key = "dns_opt", .form = ServiceForm::kTexts},
    {.key = "dns_search", .form = ServiceForm::kTextOrTexts},
    {.key = "domainname", .form = ServiceForm::kText},
    {.key = "entrypoint", .form = ServiceForm::kCommand},
    {.key = "env_file", .form = ServiceForm::kOwn, .read = ReadComposeEnvironmentFiles},
    {.key = "environment", .form = ServiceForm::kOwn, .read = ReadComposeEnvironment},
    {.key = "expose", .shape = &kExposed},
    {.key = "extends", .form = ServiceForm::kOwn, .read = RefuseComposeExtends},
    {.key = "external_links", .shape = &shapes::kUniqueTexts},
    {.key = "extra_hosts", .shape = &shapes::kExtraHosts},
    {.key = "gpus", .shape = &shapes::kGpus},
    {.key = "group_add", .shape = &kGroups},
    {.key = "healthcheck", .form = ServiceForm::kOwn, .read = ReadComposeHealthcheck},
    {.key = "hostname", .form = ServiceForm::kText},
    {.key = "image", .form = ServiceForm::kText, .text = &ComposeService::image},
    {.key = "init", .form = ServiceForm::kFlag, .flag = &ComposeService::init},
    {.key = "ipc", .form = ServiceForm::kText, .text = &ComposeService::ipc},
    {.key = "isolation", .form = ServiceForm::kText},
    {.key = "label_file", .shape = &shapes::kLabelFile},
    {.key = "labels", .form = ServiceForm::kOwn, .read = ReadComposeLabels},
    {.key = "links", .form = ServiceForm::kTexts, .texts = &ComposeService::links},
    {.key = "logging", .form = ServiceForm::kOwn, .read = ReadComposeLogging},
    {.key = "mac_address", .form = ServiceForm::kText},
    {.key = "mem_limit", .shape = &kAnySize},
    {.key = "mem_reservation", .shape = &shapes::kSize},
    {.key = "mem_swappiness", .shape = &shapes::kSize},
    {.key = "memswap_limit", .shape = &kAnySize},
    {.key = "network_mode", .form = ServiceForm::kText, .text = &ComposeService::network_mode},
    {.key = "networks", .form = ServiceForm::kOwn, .read = ReadComposeNetworks},
    {.key = "oom_kill_disable", .form = ServiceForm::kFlag},
    {.key = "oom_score_adj", .shape = &kOomScore},
    {.key = "pid", .form = ServiceForm::kText, .text = &ComposeService::pid},
    {.key = "pids_limit", .shape = &kCutNumber},
    {.key = "platform", .form = ServiceForm::kText},
    {.key = "ports", .form = ServiceForm::kOwn, .read = ReadComposePorts},
    {.key = "post_start", .form = ServiceForm::kOwn, .read = ReadComposePostStart},
    {.key = "pre_stop", .form = ServiceForm::kOwn, .read = ReadComposePreStop},
    {.key = "privileged", .form = ServiceForm::kFlag, .flag = &ComposeService::privileged},
    {.key = "profiles", .form = ServiceForm::kTexts, .texts = &ComposeService::profiles},
    {.key = "pull_policy", .shape = &kPullPolicy},
    {.key = "read_only", .form = ServiceForm::kFlag, .flag = &ComposeService::read_only},
    {.key = "restart", .form = ServiceForm::kText, .text = &ComposeService::restart},
    {.key = "runtime", .form = ServiceForm::kText},
    {.key = "scale", .shape = &shapes::kInteger},
    {.key = "secrets", .shape = &shapes::kFileMounts},
    {.key = "security_opt", .shape = &shapes::kUniqueTexts},
    {.key = "shm_size", .shape = &kAnySize},
    {.key = "stdin_open", .form = ServiceForm::kFlag},
    {.key = "stop_grace_period", .form = ServiceForm::kOwn, .read = ReadComposeStopGrace},
    {.key = "stop_signal", .form = ServiceForm::kText, .text = &ComposeService::stop_signal},
    {.key = "storage_opt", .shape = &shapes::kStorageOptions},
    {.key = "sysctls", .form = ServiceForm::kPairs},
    {.key = "tmpfs", .form = ServiceForm::kOwn, .read = ReadComposeTmpfs},
    {.key = "tty", .form = ServiceForm::kFlag},
    {.key = "ulimits", .shape = &shapes::kUlimits},
    {.key = "user", .form = ServiceForm::kText, .text = &ComposeService::user},
    {.key = "userns_mode", .form = ServiceForm::kText},
    {.key = "uts", .form = ServiceForm::kText, .text = &ComposeService::uts},
    {.key = "volumes", .form = ServiceForm::kOwn, .read = ReadComposeMounts},
    {.key = "volumes_from", .form = ServiceForm::kTexts, .texts = &ComposeService::volumes_from},
    {.key = "working_dir", .form = ServiceForm::kText},
};
// clang-format on

}  // namespace

std::span<const ServiceKey> ServiceKeys() { return kServiceKeys; }

}  // namespace container_app
