// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/compose_shapes.h: the shapes below a service.
#include "app/compose_shapes.h"

#include "app/compose_shape_parts.h"

namespace container_app::compose_shapes {
namespace {

// blkio_config
constexpr Member kLimitMembers[] = {{"path", &kText}, {"rate", &kSize}};
constexpr Shape kLimit{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kLimitMembers, .closed = true};
constexpr Shape kLimits{.types = Shape::kList, .wanted = "a list", .items = &kLimit};
constexpr Shape kWeightNumber{.types = Shape::kInteger,
                              .wanted = "a whole number without quotes",
                              .text = {.minimum = 0, .maximum = 65535}};
constexpr Member kWeightMembers[] = {{"path", &kText}, {"weight", &kWeightNumber}};
constexpr Shape kWeight{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kWeightMembers, .closed = true};
constexpr Shape kWeights{.types = Shape::kList, .wanted = "a list", .items = &kWeight};
constexpr Member kBlkioMembers[] = {{"device_read_bps", &kLimits},  {"device_read_iops", &kLimits},
                                    {"device_write_bps", &kLimits}, {"device_write_iops", &kLimits},
                                    {"weight", &kWeightNumber},     {"weight_device", &kWeights}};

// ulimits
constexpr Member kUlimitMembers[] = {{"soft", &kInteger, true}, {"hard", &kInteger, true}};
constexpr Shape kUlimit{.types = Shape::kInteger | Shape::kText | Shape::kMapping,
                        .wanted = "a whole number, or 'soft' and 'hard'",
                        .text = {.kind = Kind::kInteger},
                        .members = kUlimitMembers};

// extra_hosts
constexpr Shape kHost{.types = Shape::kText, .wanted = "a string", .text = {.kind = Kind::kHost}};

// configs, secrets
constexpr Member kFileMountMembers[] = {
    {"source", &kText}, {"target", &kText}, {"uid", &kText}, {"gid", &kText}, {"mode", &kMode}};
constexpr Shape kFileMount{.types = Shape::kText | Shape::kMapping,
                           .wanted = "a string or a mapping",
                           .members = kFileMountMembers};

// env_file
constexpr Shape kFormat{
    .types = Shape::kText, .wanted = "a string", .text = {.kind = Kind::kEmpty}};
constexpr Member kEnvironmentFileMembers[] = {
    {"path", &kText}, {"required", &kFlag}, {"format", &kFormat}};

// build
constexpr Shape kContext{
    .types = Shape::kText, .wanted = "a string", .text = {.kind = Kind::kPair}};
constexpr Shape kContexts{.types = Shape::kMapping | Shape::kList,
                          .wanted = "a mapping or a list of strings",
                          .others = &kScalar,
                          .items = &kContext};
constexpr Member kBuildMembers[] = {{"context", &kText},
                                    {"dockerfile", &kText},
                                    {"dockerfile_inline", &kText},
                                    {"entitlements", &kTexts},
                                    {"args", &kPairs},
                                    {"ssh", &kUniquePairs},
                                    {"labels", &kPairs},
                                    {"cache_from", &kTexts},
                                    {"cache_to", &kTexts},
                                    {"no_cache", &kFlag},
                                    {"additional_contexts", &kContexts},
                                    {"network", &kText},
                                    {"pull", &kFlag},
                                    {"target", &kText},
                                    {"shm_size", &kSize},
                                    {"extra_hosts", &kExtraHosts},
                                    {"isolation", &kText},
                                    {"privileged", &kFlag},
                                    {"secrets", &kFileMounts},
                                    {"tags", &kTexts},
                                    {"ulimits", &kUlimits},
                                    {"platforms", &kTexts}};

// develop
constexpr Member kHookMembers[] = {{"command", &kTextOrTexts},
                                   {"user", &kText},
                                   {"privileged", &kFlag},
                                   {"working_dir", &kText},
                                   {"environment", &kPairs}};
constexpr Shape kHook{.types = Shape::kMapping, .wanted = "a mapping", .members = kHookMembers};
constexpr std::string_view kActions[] = {"rebuild", "sync", "restart", "sync+restart", "sync+exec"};
constexpr Shape kAction{
    .types = Shape::kText, .wanted = "a string", .text = {.kind = Kind::kWord, .words = kActions}};
constexpr Member kWatchMembers[] = {{"ignore", &kTexts},
                                    {"path", &kFilledText, true},
                                    {"action", &kAction, true},
                                    {"target", &kFilledText},
                                    {"exec", &kHook}};
constexpr Shape kWatch{.types = Shape::kMapping, .wanted = "a mapping", .members = kWatchMembers};
constexpr Shape kWatches{.types = Shape::kList, .wanted = "a list", .items = &kWatch};
constexpr Member kDevelopMembers[] = {{"watch", &kWatches}};

// devices
constexpr Member kDeviceMembers[] = {
    {"source", &kText, true}, {"target", &kText, true}, {"permissions", &kText}};
constexpr Shape kDevice{.types = Shape::kText | Shape::kMapping,
                        .wanted = "a string or a mapping",
                        .text = {.kind = Kind::kDevice},
                        .members = kDeviceMembers};

constexpr Member kCredentialMembers[] = {
    {"config", &kText}, {"file", &kText}, {"registry", &kText}};

constexpr Member kNetworkMembers[] = {{"aliases", &kTexts},        {"ipv4_address", &kText},
                                      {"ipv6_address", &kText},    {"link_local_ips", &kTexts},
                                      {"mac_address", &kText},     {"driver_opts", &kOptions},
                                      {"priority", &kPlainNumber}, {"gw_priority", &kPlainNumber}};

// gpus
constexpr Member kGpuMembers[] = {{"capabilities", &kUniqueTexts},
                                  {"count", &kCount},
                                  {"device_ids", &kUniqueTexts},
                                  {"driver", &kText},
                                  {"options", &kUniquePairs}};
constexpr Shape kGpu{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kGpuMembers, .others = &kAnything};
constexpr std::string_view kAll[] = {"all"};

// healthcheck
constexpr Shape kRetries{.types = Shape::kInteger | Shape::kDecimal | Shape::kText,
                         .wanted = "a number of failures, 0 or more",
                         .text = {.kind = Kind::kInteger, .minimum = 0}};
constexpr Member kHealthMembers[] = {{"disable", &kFlag},           {"interval", &kDuration},
                                     {"retries", &kRetries},        {"test", &kTextOrTexts},
                                     {"timeout", &kDuration},       {"start_period", &kDuration},
                                     {"start_interval", &kDuration}};

// ports
constexpr Shape kPortNumber{.types = Shape::kInteger | Shape::kText,
                            .wanted = "a string or an integer",
                            .text = {.kind = Kind::kInteger}};
constexpr Shape kPublished{.types = Shape::kInteger | Shape::kText,
                           .wanted = "a string or an integer"};
constexpr Member kPortMembers[] = {
    {"app_protocol", &kText}, {"host_ip", &kText},        {"mode", &kText},        {"name", &kText},
    {"protocol", &kText},     {"published", &kPublished}, {"target", &kPortNumber}};

// volumes
constexpr std::string_view kRecursive[] = {"enabled", "disabled", "writable", "readonly"};
constexpr Shape kRecursion{.types = Shape::kText,
                           .wanted = "a string",
                           .text = {.kind = Kind::kWord, .words = kRecursive}};
constexpr std::string_view kLabels[] = {"z", "Z"};
constexpr Shape kSelinux{
    .types = Shape::kText, .wanted = "a string", .text = {.kind = Kind::kWord, .words = kLabels}};
constexpr Member kBindMembers[] = {{"propagation", &kText},
                                   {"create_host_path", &kFlag},
                                   {"recursive", &kRecursion},
                                   {"selinux", &kSelinux}};
constexpr Shape kBind{.types = Shape::kMapping, .wanted = "a mapping", .members = kBindMembers};
constexpr Member kVolumeMembers[] = {{"nocopy", &kFlag}, {"subpath", &kText}};
constexpr Shape kVolumeOptions{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kVolumeMembers};
constexpr Shape kTmpfsSize{.types = Shape::kInteger | Shape::kText,
                           .wanted = "a number of bytes",
                           .text = {.kind = Kind::kSize, .minimum = 0}};
constexpr Shape kTmpfsMode{
    .types = Shape::kInteger | Shape::kDecimal, .wanted = "a file mode", .text = {.minimum = 0}};
constexpr Member kTmpfsMembers[] = {{"size", &kTmpfsSize}, {"mode", &kTmpfsMode}};
constexpr Shape kTmpfs{.types = Shape::kMapping, .wanted = "a mapping", .members = kTmpfsMembers};
constexpr Member kMountMembers[] = {{"bind", &kBind},      {"consistency", &kText},
                                    {"read_only", &kFlag}, {"source", &kText},
                                    {"target", &kText},    {"tmpfs", &kTmpfs},
                                    {"type", &kText},      {"volume", &kVolumeOptions}};

// depends_on
constexpr std::string_view kConditions[] = {"service_started", "service_healthy",
                                            "service_completed_successfully"};
constexpr Shape kCondition{.types = Shape::kText,
                           .wanted = "a string",
                           .text = {.kind = Kind::kWord, .words = kConditions}};
constexpr Shape kRequired{.types = Shape::kBoolean, .wanted = "true or false"};
constexpr Member kDependencyMembers[] = {
    {"condition", &kCondition, true}, {"required", &kRequired}, {"restart", &kFlag}};

// storage_opt
constexpr Shape kStorageOption{.types = Shape::kNull | Shape::kInteger | Shape::kText,
                               .wanted = "a string or an integer"};

}  // namespace

constexpr Shape kHooks{.types = Shape::kList, .wanted = "a list", .items = &kHook};
constexpr Shape kDependency{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kDependencyMembers};
constexpr Shape kHealthcheck{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kHealthMembers};
constexpr Shape kLongPort{.types = Shape::kMapping, .wanted = "a mapping", .members = kPortMembers};
constexpr Shape kLongMount{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kMountMembers};
constexpr Shape kBlkioConfig{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kBlkioMembers, .closed = true};
constexpr Shape kUlimits{.types = Shape::kMapping, .wanted = "a mapping", .others = &kUlimit};
constexpr Shape kHosts{.types = Shape::kText | Shape::kList,
                       .wanted = "an address or a list of them",
                       .items = &kText};
constexpr Shape kExtraHosts{.types = Shape::kMapping | Shape::kList,
                            .wanted = "a mapping or a list",
                            .others = &kHosts,
                            .items = &kHost,
                            .unique = true};
constexpr Shape kFileMounts{.types = Shape::kList, .wanted = "a list", .items = &kFileMount};
constexpr Shape kEnvironmentFile{.types = Shape::kText | Shape::kMapping,
                                 .wanted = "a string or a mapping",
                                 .members = kEnvironmentFileMembers,
                                 .closed = true};
constexpr Shape kBuild{.types = Shape::kText | Shape::kMapping,
                       .wanted = "a string or a mapping",
                       .members = kBuildMembers};
constexpr Shape kDevelop{
    .types = Shape::kMapping | Shape::kNull, .wanted = "a mapping", .members = kDevelopMembers};
constexpr Shape kDevices{.types = Shape::kList, .wanted = "a list", .items = &kDevice};
constexpr Shape kCredentialSpec{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kCredentialMembers};
constexpr Shape kNetworkMember{
    .types = Shape::kMapping | Shape::kNull, .wanted = "a mapping", .members = kNetworkMembers};
constexpr Shape kLabelFile = kTextOrTexts;
constexpr Shape kStorageOptions{
    .types = Shape::kMapping, .wanted = "a mapping", .others = &kStorageOption};
constexpr Shape kGpus{.types = Shape::kText | Shape::kList,
                      .wanted = "'all' or a list",
                      .text = {.kind = Kind::kWord, .words = kAll},
                      .items = &kGpu};

}  // namespace container_app::compose_shapes
