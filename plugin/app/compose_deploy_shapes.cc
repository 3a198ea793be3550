// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/compose_shapes.h: `deploy`, and what is at the top of the file.
#include "app/compose_shape_parts.h"
#include "app/compose_shapes.h"

namespace container_app::compose_shapes {
namespace {

// deploy -> resources
constexpr Member kResourceLimitMembers[] = {
    {"cpus", &kNumber}, {"memory", &kSizeText}, {"pids", &kInteger}};
constexpr Shape kResourceLimits{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kResourceLimitMembers};
constexpr Member kDiscreteMembers[] = {{"kind", &kText}, {"value", &kInteger}};
constexpr Shape kDiscrete{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kDiscreteMembers};
constexpr Member kGenericMembers[] = {{"discrete_resource_spec", &kDiscrete}};
constexpr Shape kGeneric{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kGenericMembers};
constexpr Shape kGenerics{.types = Shape::kList, .wanted = "a list", .items = &kGeneric};
constexpr Member kDeviceRequestMembers[] = {{"capabilities", &kUniqueTexts, true},
                                            {"count", &kCount},
                                            {"device_ids", &kUniqueTexts},
                                            {"driver", &kText},
                                            {"options", &kUniquePairs}};
constexpr Shape kDeviceRequest{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kDeviceRequestMembers};
constexpr Shape kRequests{.types = Shape::kList, .wanted = "a list", .items = &kDeviceRequest};
constexpr Member kReservationMembers[] = {{"cpus", &kNumber},
                                          {"memory", &kSizeText},
                                          {"generic_resources", &kGenerics},
                                          {"devices", &kRequests}};
constexpr Shape kReservations{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kReservationMembers};
constexpr Member kResourceMembers[] = {{"limits", &kResourceLimits},
                                       {"reservations", &kReservations}};
constexpr Shape kResources{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kResourceMembers};

// deploy
constexpr std::string_view kOrders[] = {"start-first", "stop-first"};
constexpr Shape kOrder{
    .types = Shape::kText, .wanted = "a string", .text = {.kind = Kind::kWord, .words = kOrders}};
constexpr Member kUpdateMembers[] = {{"parallelism", &kCounter},      {"delay", &kDuration},
                                     {"failure_action", &kText},      {"monitor", &kDuration},
                                     {"max_failure_ratio", &kNumber}, {"order", &kOrder}};
constexpr Shape kUpdate{.types = Shape::kMapping, .wanted = "a mapping", .members = kUpdateMembers};
constexpr Member kRestartMembers[] = {{"condition", &kText},
                                      {"delay", &kDuration},
                                      {"max_attempts", &kCounter},
                                      {"window", &kDuration}};
constexpr Shape kRestart{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kRestartMembers};
constexpr Member kPreferenceMembers[] = {{"spread", &kText}};
constexpr Shape kPreference{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kPreferenceMembers};
constexpr Shape kPreferences{.types = Shape::kList, .wanted = "a list", .items = &kPreference};
constexpr Member kPlacementMembers[] = {
    {"constraints", &kTexts}, {"preferences", &kPreferences}, {"max_replicas_per_node", &kCounter}};
constexpr Shape kPlacement{
    .types = Shape::kMapping, .wanted = "a mapping", .members = kPlacementMembers};
constexpr Member kDeployMembers[] = {
    {"mode", &kText},           {"endpoint_mode", &kText},     {"replicas", &kInteger},
    {"labels", &kPairs},        {"rollback_config", &kUpdate}, {"update_config", &kUpdate},
    {"resources", &kResources}, {"restart_policy", &kRestart}, {"placement", &kPlacement}};

// The top of the file.
constexpr Member kExternalMembers[] = {{"name", &kText}};
constexpr Shape kExternal{.types = Shape::kBoolean | Shape::kText | Shape::kMapping,
                          .wanted = "true or false",
                          .text = {.kind = Kind::kBoolean},
                          .members = kExternalMembers};
constexpr Shape kTextMap{.types = Shape::kMapping, .wanted = "a mapping", .others = &kText};
constexpr Member kPoolMembers[] = {
    {"subnet", &kText}, {"ip_range", &kText}, {"gateway", &kText}, {"aux_addresses", &kTextMap}};
constexpr Shape kPool{.types = Shape::kMapping, .wanted = "a mapping", .members = kPoolMembers};
constexpr Shape kPools{.types = Shape::kList, .wanted = "a list", .items = &kPool};
constexpr Member kIpamMembers[] = {{"driver", &kText}, {"config", &kPools}, {"options", &kTextMap}};
constexpr Shape kIpam{.types = Shape::kMapping, .wanted = "a mapping", .members = kIpamMembers};
constexpr Member kTopNetworkMembers[] = {{"name", &kText},           {"driver", &kText},
                                         {"driver_opts", &kOptions}, {"ipam", &kIpam},
                                         {"external", &kExternal},   {"internal", &kFlag},
                                         {"enable_ipv4", &kFlag},    {"enable_ipv6", &kFlag},
                                         {"attachable", &kFlag},     {"labels", &kPairs}};
constexpr Member kTopVolumeMembers[] = {{"name", &kText},
                                        {"driver", &kText},
                                        {"driver_opts", &kOptions},
                                        {"external", &kExternal},
                                        {"labels", &kUniquePairs}};
constexpr Shape kOpenExternal{.types = Shape::kBoolean | Shape::kText | Shape::kMapping,
                              .wanted = "true or false",
                              .text = {.kind = Kind::kBoolean},
                              .members = kExternalMembers,
                              .others = &kAnything};
constexpr Member kSecretMembers[] = {{"name", &kText},           {"environment", &kFilledText},
                                     {"file", &kFilledText},     {"external", &kOpenExternal},
                                     {"labels", &kUniquePairs},  {"driver", &kText},
                                     {"driver_opts", &kOptions}, {"template_driver", &kText}};
constexpr Member kConfigMembers[] = {
    {"name", &kText},           {"content", &kText},          {"environment", &kFilledText},
    {"file", &kFilledText},     {"external", &kOpenExternal}, {"labels", &kUniquePairs},
    {"template_driver", &kText}};

}  // namespace

constexpr Shape kDeploy{
    .types = Shape::kMapping | Shape::kNull, .wanted = "a mapping", .members = kDeployMembers};
constexpr Shape kNetwork{
    .types = Shape::kMapping | Shape::kNull, .wanted = "a mapping", .members = kTopNetworkMembers};
constexpr Shape kVolume{
    .types = Shape::kMapping | Shape::kNull, .wanted = "a mapping", .members = kTopVolumeMembers};
constexpr Shape kSecret{.types = Shape::kMapping, .wanted = "a mapping", .members = kSecretMembers};
constexpr Shape kConfig{.types = Shape::kMapping, .wanted = "a mapping", .members = kConfigMembers};

}  // namespace container_app::compose_shapes
