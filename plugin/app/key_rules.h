// SPDX-License-Identifier: GPL-2.0-or-later
// What the readers of metadata.yaml and config.yml report: of all keys, and of the form of values.
#pragma once

#include "base/rule.h"

namespace container_app {

// All keys
inline constexpr Rule kKeyUnknown{"key-unknown", "Every key of metadata.yaml is a known one."};
inline constexpr Rule kKeyMissing{"key-missing", "Keys that are required are given."};
inline constexpr Rule kKeyType{"key-type", "A value has the type its key asks for."};
inline constexpr Rule kKeyControlCharacter{
    "key-control-character", "Texts are free of control characters, and most of line breaks."};

// metadata.yaml
inline constexpr Rule kAbsolutePath{"absolute-path", "A path is absolute and without `..`."};
inline constexpr Rule kAppId{"app-id", "app_id is of lower-case letters, digits and `-`."};
inline constexpr Rule kArchitectureRule{"architecture",
                                        "architecture is all, amd64, arm64 or armhf."};
inline constexpr Rule kAuthMode{"auth-mode", "routing.auth.mode is forward_auth, oidc or none."};
inline constexpr Rule kDebianSection{"debian-section",
                                     "debian_section is a section of the Debian archive."};
inline constexpr Rule kDescriptionRule{"description",
                                       "description is one line of at most 80 characters."};
inline constexpr Rule kFileName{"file-name", "system_bin holds plain names of files."};
inline constexpr Rule kHomepageRule{"homepage", "homepage is an http or https URL."};
inline constexpr Rule kHttpHeaderName{"http-header-name",
                                      "Keys of forward_auth.headers are names of HTTP headers."};
inline constexpr Rule kLayoutRange{"layout-range", "Numbers of layout are in their ranges."};
inline constexpr Rule kLicenseRule{"license", "license is one line of text."};
inline constexpr Rule kMaintainerRule{"maintainer",
                                      "maintainer is of the form `Name <user@host>`."};
inline constexpr Rule kMdnsType{"mdns-type", "mdns.type is of the form _name._tcp or _name._udp."};
inline constexpr Rule kNameRule{"name", "name is one line of text."};
inline constexpr Rule kNotEmpty{"not-empty", "The text is one line and not empty."};
inline constexpr Rule kOidcClientId{"oidc-client-id",
                                    "client_id is of lower-case letters, digits and `-`."};
inline constexpr Rule kOidcClientName{"oidc-client-name",
                                      "client_name is of letters, digits, blanks and `._-`."};
inline constexpr Rule kOidcConsentMode{"oidc-consent-mode",
                                       "consent_mode is implicit, explicit or pre-configured."};
inline constexpr Rule kOidcEnv{"oidc-env",
                               "env maps names of variables to sources that there are."};
inline constexpr Rule kOidcRedirectPath{"oidc-redirect-path",
                                        "redirect.path is a plain absolute URL path."};
inline constexpr Rule kOidcRedirectStyle{"oidc-redirect-style", "redirect.style is path or port."};
inline constexpr Rule kOidcScope{"oidc-scope", "scopes are of lower-case letters, digits and `_`."};
inline constexpr Rule kOidcTokenMethod{
    "oidc-token-method",
    "token_endpoint_auth_method is client_secret_basic or client_secret_post."};
inline constexpr Rule kPortRange{"port-range", "A port is from 1 to 65535."};
inline constexpr Rule kRelationRule{"relation", "A relation is one that dpkg and apt read."};
inline constexpr Rule kRecoveryMode{"recovery-mode", "restart.recovery.mode is retry or manual."};
inline constexpr Rule kRestartBurst{"restart-burst", "start_limit_burst is from 2 to 100."};
inline constexpr Rule kRestartSteps{"restart-steps", "restart_steps is from 1 to 100."};
inline constexpr Rule kRestartSupervisor{"restart-supervisor",
                                         "restart.supervisor is systemd or docker."};
inline constexpr Rule kStateClass{"state-class",
                                  "class of a state is durable, reconstructible or disposable."};
inline constexpr Rule kStateName{"state-name",
                                 "The name of a state is of lower-case letters, digits and `-`."};
inline constexpr Rule kStateStore{"state-store",
                                  "store of a state is a name of letters, digits and `:_.@-`."};
inline constexpr Rule kTagRule{"tag", "A tag is of the form facet::name."};
inline constexpr Rule kTimeSpanRule{
    "time-span", "A time span is one that systemd reads, more than 0 and at most a year."};
inline constexpr Rule kVariableName{
    "variable-name", "Keys of default_config, and url_env, are names of environment variables."};
inline constexpr Rule kVersionRule{"version", "version is a Debian version without epoch."};
inline constexpr Rule kWatchType{"watch-type",
                                 "watch_type is directory_modified, path_changed or path_exists."};
inline constexpr Rule kWatcherName{
    "watcher-name", "The name of a watcher is of lower-case letters, digits and `-`."};
inline constexpr Rule kWebUiPath{"web-ui-path", "web_ui.path is a URL path."};
inline constexpr Rule kWebUiProtocol{"web-ui-protocol", "web_ui.protocol is http or https."};

// config.yml
inline constexpr Rule kConfigKeyUnknown{
    "config-key-unknown", "Every key of config.yml is a known one.", Severity::kWarning};
inline constexpr Rule kConfigEnumOptions{"config-enum-options", "An enum lists its options."};
inline constexpr Rule kConfigFieldId{"config-field-id",
                                     "The id of a field is of upper-case letters, digits and `_`."};
inline constexpr Rule kConfigFieldType{"config-field-type",
                                       "The type of a field is one that there is."};
inline constexpr Rule kConfigGroupEmpty{"config-group-empty", "A group has fields."};
inline constexpr Rule kConfigGroupId{"config-group-id",
                                     "The id of a group is of lower-case letters, digits and `_`."};
inline constexpr Rule kConfigVersion{"config-version", "version of config.yml is \"1.0\"."};

inline constexpr const Rule* kKeyRules[] = {&kKeyUnknown,        &kKeyMissing,
                                            &kKeyType,           &kKeyControlCharacter,
                                            &kAbsolutePath,      &kAppId,
                                            &kArchitectureRule,  &kAuthMode,
                                            &kDebianSection,     &kDescriptionRule,
                                            &kFileName,          &kHomepageRule,
                                            &kHttpHeaderName,    &kLayoutRange,
                                            &kLicenseRule,       &kMaintainerRule,
                                            &kMdnsType,          &kNameRule,
                                            &kNotEmpty,          &kOidcClientId,
                                            &kOidcClientName,    &kOidcConsentMode,
                                            &kOidcEnv,           &kOidcRedirectPath,
                                            &kOidcRedirectStyle, &kOidcScope,
                                            &kOidcTokenMethod,   &kPortRange,
                                            &kRelationRule,      &kRecoveryMode,
                                            &kRestartBurst,      &kRestartSteps,
                                            &kRestartSupervisor, &kStateClass,
                                            &kStateName,         &kStateStore,
                                            &kTagRule,           &kTimeSpanRule,
                                            &kVariableName,      &kVersionRule,
                                            &kWatchType,         &kWatcherName,
                                            &kWebUiPath,         &kWebUiProtocol,
                                            &kConfigKeyUnknown,  &kConfigEnumOptions,
                                            &kConfigFieldId,     &kConfigFieldType,
                                            &kConfigGroupEmpty,  &kConfigGroupId,
                                            &kConfigVersion};

}  // namespace container_app
