// SPDX-License-Identifier: GPL-2.0-or-later
// What the reader of docker-compose.yml reports.
#pragma once

#include "base/rule.h"

namespace container_app {

inline constexpr Rule kComposeDependencyCircle{"compose-dependency-circle",
                                               "Services do not depend on each other in a circle."};
inline constexpr Rule kComposeCommandCut{
    "compose-command-cut", "A command needs no shell, or names one.", Severity::kWarning};
inline constexpr Rule kComposeDependsOn{"compose-depends-on", "`depends_on` names a service once."};
inline constexpr Rule kComposeDuplicateNetwork{"compose-duplicate-network",
                                               "A service names a network once."};
inline constexpr Rule kComposeDuplicateTarget{
    "compose-duplicate-target", "A service mounts one thing at a place.", Severity::kWarning};
inline constexpr Rule kComposeDuration{"compose-duration",
                                       "A duration is written as Compose takes it."};
inline constexpr Rule kComposeEmptyName{"compose-empty-name",
                                        "Entries of lists such as `environment` have names."};
inline constexpr Rule kComposeEnvFile{"compose-env-file", "An entry of `env_file` has a path."};
inline constexpr Rule kComposeEnvironment{"compose-environment",
                                          "The name of a variable holds no `=`."};
inline constexpr Rule kComposeExtends{"compose-extends", "A service does not `extends` another."};
inline constexpr Rule kComposeHealthcheck{
    "compose-healthcheck", "The list of a healthcheck's test begins with CMD, CMD-SHELL or NONE."};
inline constexpr Rule kComposeHooks{
    "compose-hooks",
    "A service has no `post_start` and `pre_stop`, which Debian's Compose ignores.",
    Severity::kWarning};
inline constexpr Rule kComposeImage{"compose-image", "A service has an image."};
inline constexpr Rule kComposeInclude{"compose-include", "The compose file includes no other."};
inline constexpr Rule kComposeInterpolation{
    "compose-interpolation", "References to variables are of the forms Compose reads."};
inline constexpr Rule kComposeItemTwice{"compose-item-twice",
                                        "A list in which items have to differ holds none twice."};
inline constexpr Rule kComposeKeyMissing{"compose-key-missing",
                                         "A mapping has the keys that Compose asks for."};
inline constexpr Rule kComposeKeyNotString{"compose-key-not-string",
                                           "Keys of the compose file are strings."};
inline constexpr Rule kComposeName{
    "compose-name", "Names of services, networks and volumes are of letters, digits and `._-`."};
inline constexpr Rule kComposeNetworkMode{"compose-network-mode",
                                          "A service has `network_mode` or `networks`, not both."};
inline constexpr Rule kComposeNotMapping{"compose-not-mapping", "The compose file is a mapping."};
inline constexpr Rule kComposeNumberChanged{"compose-number-changed",
                                            "A number or a date means the text it is written as.",
                                            Severity::kWarning};
inline constexpr Rule kComposePort{"compose-port", "A port is written as Compose takes it."};
inline constexpr Rule kComposeService{"compose-service", "A service is a mapping."};
inline constexpr Rule kComposeServices{"compose-services", "The compose file has services."};
inline constexpr Rule kComposeSource{"compose-source", "A secret or config has one source."};
inline constexpr Rule kComposeTogether{
    "compose-together", "Keys that exclude each other, or have to be equal, do not differ."};
inline constexpr Rule kComposeType{"compose-type", "A value has the type Compose asks for."};
inline constexpr Rule kComposeUndefinedFile{"compose-undefined-file",
                                            "A secret or config that a service mounts is defined."};
inline constexpr Rule kComposeUndefinedNetwork{"compose-undefined-network",
                                               "A network a service uses is defined."};
inline constexpr Rule kComposeUndefinedService{"compose-undefined-service",
                                               "A service another depends on is there."};
inline constexpr Rule kComposeUndefinedVolume{"compose-undefined-volume",
                                              "A volume a service uses is defined."};
inline constexpr Rule kComposeUnknownKey{
    "compose-unknown-key", "Every key of the compose file is one that Compose knows."};
inline constexpr Rule kComposeValue{"compose-value", "A value is one that Compose knows."};
inline constexpr Rule kComposeVersion{"compose-version",
                                      "`version`, where given, is a string; Compose ignores it."};
inline constexpr Rule kComposeVolume{"compose-volume", "A volume is written as Compose takes it."};

inline constexpr const Rule* kComposeRules[] = {&kComposeDependencyCircle,
                                                &kComposeCommandCut,
                                                &kComposeDependsOn,
                                                &kComposeDuplicateNetwork,
                                                &kComposeDuplicateTarget,
                                                &kComposeDuration,
                                                &kComposeEmptyName,
                                                &kComposeEnvFile,
                                                &kComposeEnvironment,
                                                &kComposeExtends,
                                                &kComposeHealthcheck,
                                                &kComposeHooks,
                                                &kComposeImage,
                                                &kComposeInclude,
                                                &kComposeInterpolation,
                                                &kComposeItemTwice,
                                                &kComposeKeyMissing,
                                                &kComposeKeyNotString,
                                                &kComposeName,
                                                &kComposeNetworkMode,
                                                &kComposeNotMapping,
                                                &kComposeNumberChanged,
                                                &kComposePort,
                                                &kComposeService,
                                                &kComposeServices,
                                                &kComposeSource,
                                                &kComposeTogether,
                                                &kComposeType,
                                                &kComposeUndefinedFile,
                                                &kComposeUndefinedNetwork,
                                                &kComposeUndefinedService,
                                                &kComposeUndefinedVolume,
                                                &kComposeUnknownKey,
                                                &kComposeValue,
                                                &kComposeVersion,
                                                &kComposeVolume};

}  // namespace container_app
