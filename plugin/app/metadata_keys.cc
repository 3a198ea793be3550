// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/keys.h.
// The keys of metadata.yaml.
#include <array>

#include "app/forms.h"
#include "app/key_rules.h"
#include "app/keys.h"
#include "base/text.h"

namespace container_app {
namespace {

using enum KeyType;

// The tables are laid out by hand: a key a block.
// clang-format off
// Sections of the Debian archive (Debian policy 2.4), without the component.
constexpr std::string_view kSections[] = {
    "admin", "cli-mono", "comm", "database", "debug", "devel", "doc", "editors", "education",
    "electronics", "embedded", "fonts", "games", "gnome", "gnu-r", "gnustep", "graphics",
    "hamradio", "haskell", "httpd", "interpreters", "introspection", "java", "javascript", "kde",
    "kernel", "libdevel", "libs", "lisp", "localization", "mail", "math", "metapackages", "misc",
    "net", "news", "ocaml", "oldlibs", "otherosfs", "perl", "php", "python", "ruby", "rust",
    "science", "shells", "sound", "tasks", "tex", "text", "utils", "vcs", "video", "web", "x11",
    "xfce", "zope"};
constexpr std::string_view kArchitectures[] = {"all", "amd64", "arm64", "armhf"};
constexpr std::string_view kProtocols[] = {"http", "https"};
constexpr std::string_view kAuthModes[] = {"forward_auth", "oidc", "none"};
constexpr std::string_view kConsentModes[] = {"implicit", "explicit", "pre-configured"};
constexpr std::string_view kTokenMethods[] = {"client_secret_basic", "client_secret_post"};
constexpr std::string_view kRedirectStyles[] = {"path", "port"};
constexpr std::string_view kOidcSources[] = {"secret", "issuer", "redirect", "external_port",
                                             "client_id"};
constexpr std::string_view kWatchTypes[] = {"directory_modified", "path_changed", "path_exists"};

constexpr Key kWebUiKeys[] = {
    {.name = "enabled", .type = kBoolean, .required = true,
     .doc = "Whether the app has a web interface."},
    {.name = "path", .fallback = "/", .doc = "Path of the interface below its address.",
     .rule = &kWebUiPath, .form = "a URL path", .accepts = IsWebUiPath},
    {.name = "port", .type = kInteger, .doc = "TCP port on the device where the interface answers.",
     .rule = &kPortRange, .form = "1 to 65535", .minimum = 1, .maximum = 65535},
    {.name = "protocol", .fallback = "http", .doc = "Protocol the interface speaks.",
     .rule = &kWebUiProtocol, .values = kProtocols},
    {.name = "visible", .type = kBoolean, .fallback = "false",
     .doc = "Whether a dashboard shows a card for the app."},
};
constexpr KeyTable kWebUi{"web_ui", kWebUiKeys};

constexpr Key kLayoutKeys[] = {
    {.name = "priority", .type = kInteger, .fallback = "50",
     .doc = "Place among the cards: 0–19 system, 20–39 primary, 40–59 ordinary, "
            "60–79 utilities, 80–99 external.",
     .rule = &kLayoutRange, .form = "0 to 99", .minimum = 0, .maximum = 99},
    {.name = "width", .type = kInteger, .fallback = "1", .doc = "Width of the card in columns.",
     .rule = &kLayoutRange, .form = "1 to 12", .minimum = 1, .maximum = 12},
    {.name = "height", .type = kInteger, .fallback = "1", .doc = "Height of the card in rows.",
     .rule = &kLayoutRange, .form = "1 to 255", .minimum = 1, .maximum = 255},
    {.name = "x_offset", .type = kInteger,
     .doc = "Column of the card; only together with y_offset.",
     .rule = &kLayoutRange, .form = "0 to 11", .minimum = 0, .maximum = 11},
    {.name = "y_offset", .type = kInteger,
     .doc = "Row of the card; only together with x_offset.",
     .rule = &kLayoutRange, .form = "0 to 255", .minimum = 0, .maximum = 255},
};
constexpr KeyTable kLayout{"layout", kLayoutKeys};

constexpr Key kRedirectKeys[] = {
    {.name = "style", .required = true,
     .doc = "Whether the app answers under a path of the device or under a port of its own.",
     .rule = &kOidcRedirectStyle, .values = kRedirectStyles},
    {.name = "path", .required = true, .doc = "Path of the redirect URI.",
     .rule = &kOidcRedirectPath, .form = "a path: / first, then letters, digits and ._~/-",
     .accepts = IsUrlPath},
};
constexpr KeyTable kRedirect{"routing -> auth -> oidc -> redirect", kRedirectKeys};

constexpr Key kOidcKeys[] = {
    {.name = "client_id", .fallback = "app_id", .doc = "Identifier of the client.",
     .rule = &kOidcClientId,
     .form = "lower-case letters, digits and '-', a letter or digit first",
     .accepts = IsAppId},
    {.name = "client_name", .required = true, .doc = "Name of the client as a person reads it.",
     .rule = &kOidcClientName,
     .form = "letters, digits, blanks and ._-, a letter or digit first", .accepts = IsClientName},
    {.name = "scopes", .type = kStringList, .fallback = "openid, profile, email, groups",
     .doc = "Scopes the client asks for.", .rule = &kOidcScope,
     .form = "lower-case letters, digits and '_'", .accepts = IsScope},
    {.name = "consent_mode", .fallback = "implicit", .doc = "How the user's consent is asked for.",
     .rule = &kOidcConsentMode, .values = kConsentModes},
    {.name = "token_endpoint_auth_method", .fallback = "client_secret_basic",
     .doc = "How the client shows its secret (OpenID Connect Core, section 9).",
     .rule = &kOidcTokenMethod, .values = kTokenMethods},
    {.name = "redirect", .type = kMapping, .required = true,
     .doc = "Where the provider sends back to.",
     .mapping = &kRedirect},
    {.name = "env", .type = kStringMap, .fallback = "{}",
     .doc = "Variables the app gets, each set from secret, issuer, redirect, external_port or "
            "client_id.",
     .rule = &kOidcEnv, .form = "the name of an environment variable", .accepts = IsIdentifier,
     .values = kOidcSources},
};
constexpr KeyTable kOidc{"routing -> auth -> oidc", kOidcKeys};

constexpr Key kForwardAuthKeys[] = {
    {.name = "headers", .type = kStringMap, .fallback = "{}",
     .doc = "Headers of the answer of the authentication that are passed on to the app.",
     .rule = &kHttpHeaderName, .form = "the name of an HTTP header", .accepts = IsHttpHeaderName},
};
constexpr KeyTable kForwardAuth{"routing -> auth -> forward_auth", kForwardAuthKeys};

constexpr Key kAuthKeys[] = {
    {.name = "mode", .fallback = "forward_auth",
     .doc = "Who asks for the password: the proxy (forward_auth), the app as an OpenID Connect "
            "client (oidc), or the app alone (none).",
     .rule = &kAuthMode, .values = kAuthModes},
    {.name = "forward_auth", .type = kMapping, .doc = "Details of mode forward_auth.",
     .mapping = &kForwardAuth},
    {.name = "oidc", .type = kMapping, .doc = "Details of mode oidc, and only of it.",
     .mapping = &kOidc},
};
constexpr KeyTable kAuth{"routing -> auth", kAuthKeys};

constexpr Key kMdnsKeys[] = {
    {.name = "type", .required = true, .doc = "Service type (RFC 6763).", .rule = &kMdnsType,
     .form = "of the form _name._tcp or _name._udp", .accepts = IsMdnsType},
    {.name = "port", .type = kInteger, .doc = "Port announced.", .rule = &kPortRange,
     .form = "1 to 65535", .minimum = 1, .maximum = 65535},
};
constexpr KeyTable kMdns{"routing -> mdns", kMdnsKeys};

constexpr Key kRoutingKeys[] = {
    {.name = "auth", .type = kMapping, .doc = "Authentication in front of the app.",
     .mapping = &kAuth},
    {.name = "host_port", .type = kInteger,
     .doc = "Port of the backend when the app uses the host's network.", .rule = &kPortRange,
     .form = "1 to 65535", .minimum = 1, .maximum = 65535},
    {.name = "port", .type = kInteger, .doc = "Port of the backend in its container.",
     .rule = &kPortRange, .form = "1 to 65535", .minimum = 1, .maximum = 65535},
    {.name = "mdns", .type = kMappingList, .fallback = "[]",
     .doc = "Services announced on the local network by multicast DNS.", .mapping = &kMdns},
};
constexpr KeyTable kRouting{"routing", kRoutingKeys};

constexpr Key kOnChangeKeys[] = {
    {.name = "restart_service", .type = kBoolean, .fallback = "false",
     .doc = "Restart the app."},
    {.name = "script", .doc = "Program to run.", .rule = &kAbsolutePath,
     .form = "an absolute path without '..'", .accepts = IsAbsolutePath},
};
constexpr KeyTable kOnChange{"file_watchers -> on_change", kOnChangeKeys};

constexpr Key kWatcherKeys[] = {
    {.name = "name", .required = true, .doc = "Name of the watcher, unique in the app; part of its "
                                              "unit's name.",
     .rule = &kWatcherName, .form = "lower-case letters, digits and '-', a letter or digit first",
     .accepts = IsAppId},
    {.name = "watch_path", .required = true, .doc = "File or folder on the host.",
     .rule = &kAbsolutePath, .form = "an absolute path without '..'", .accepts = IsAbsolutePath},
    {.name = "watch_type", .fallback = "directory_modified",
     .doc = "directory_modified (PathModified=), path_changed (PathChanged=) or path_exists "
            "(PathExists=) of systemd.path(5).",
     .rule = &kWatchType, .values = kWatchTypes},
    {.name = "on_change", .type = kMapping, .required = true, .doc = "What to do then.",
     .mapping = &kOnChange},
};
constexpr KeyTable kWatcher{"file_watchers", kWatcherKeys};

constexpr Key kSourceKeys[] = {
    {.name = "type", .required = true, .doc = "Kind of the source.", .rule = &kNotEmpty,
     .form = "text on one line", .accepts = IsOneLineText},
    {.name = "app_id", .required = true, .doc = "Identifier of the app there.", .rule = &kNotEmpty,
     .form = "text on one line", .accepts = IsOneLineText},
    {.name = "source_url", .required = true, .doc = "Where the source is.", .rule = &kNotEmpty,
     .form = "text on one line", .accepts = IsOneLineText},
    {.name = "upstream_hash", .required = true, .doc = "State of the source that was converted.",
     .rule = &kNotEmpty, .form = "text on one line", .accepts = IsOneLineText},
    {.name = "conversion_timestamp", .required = true, .doc = "When it was converted."},
};
constexpr KeyTable kSource{"source_metadata", kSourceKeys, true};

constexpr std::string_view kRelationForm = "a relation such as 'name (>= 1.0) | other'";

constexpr Key kTopKeys[] = {
    {.name = "name", .required = true, .doc = "Name of the app as a person reads it.",
     .rule = &kNameRule, .form = "text on one line without blanks or a backslash at its ends",
     .accepts = IsAppName},
    {.name = "app_id", .required = true,
     .doc = "Identifier of the app; the package is named [PREFIX-]app_id[-SUFFIX].",
     .rule = &kAppId, .form = "lower-case letters, digits and '-', a letter or digit first",
     .accepts = IsAppId},
    {.name = "version", .required = true, .doc = "Version of the package (deb-version(7)).",
     .rule = &kVersionRule,
     .form = "a Debian version without epoch: a digit first, then letters, digits and .+~-",
     .accepts = IsDebianVersion},
    {.name = "upstream_version", .doc = "Version of the app itself, for information.",
     .rule = &kNotEmpty, .form = "text on one line", .accepts = IsOneLineText},
    {.name = "description", .required = true, .doc = "Synopsis of the package.",
     .rule = &kDescriptionRule, .form = "one line of at most 80 characters", .accepts = IsSynopsis},
    {.name = "long_description",
     .doc = "Description of the package; an empty line starts a new paragraph.",
     .many_lines = true},
    {.name = "homepage", .doc = "Address of the app's home page.", .rule = &kHomepageRule,
     .form = "an absolute http or https URL", .accepts = IsWebUrl},
    {.name = "icon",
     .doc = "Name of the icon; icon.svg or icon.png in the folder is what is shipped."},
    {.name = "screenshots", .type = kStringList, .fallback = "[]",
     .doc = "Files or addresses of screenshots; they are not shipped."},
    {.name = "maintainer", .required = true, .doc = "Maintainer of the package.",
     .rule = &kMaintainerRule, .form = "of the form 'Name <user@host>'", .accepts = IsMaintainer},
    {.name = "license", .required = true, .doc = "Licence of the app, an SPDX identifier.",
     .rule = &kLicenseRule, .form = "text on one line", .accepts = IsOneLineText},
    {.name = "tags", .type = kStringList, .required = true,
     .doc = "Debtags of the package; role::container-app is one of them.", .rule = &kTagRule,
     .form = "of the form facet::name", .accepts = IsTag},
    {.name = "debian_section", .required = true, .doc = "Section of the package.",
     .rule = &kDebianSection, .values = kSections},
    {.name = "architecture", .required = true, .doc = "Architecture of the package.",
     .rule = &kArchitectureRule, .values = kArchitectures},
    {.name = "depends", .type = kStringList, .fallback = "[]",
     .doc = "Packages the app needs; a name that starts with @ is another app of the same prefix "
            "and suffix.",
     .rule = &kRelationRule, .form = kRelationForm, .accepts = IsRelation},
    {.name = "recommends", .type = kStringList, .fallback = "[]",
     .doc = "Packages the app is nearly always used with; @ as in depends.", .rule = &kRelationRule,
     .form = kRelationForm, .accepts = IsRelation},
    {.name = "suggests", .type = kStringList, .fallback = "[]",
     .doc = "Packages that make the app more useful; @ as in depends.", .rule = &kRelationRule,
     .form = kRelationForm, .accepts = IsRelation},
    {.name = "provides", .type = kStringList, .fallback = "[]",
     .doc = "Virtual packages; @ as in depends.", .rule = &kRelationRule, .form = kRelationForm,
     .accepts = IsRelation},
    {.name = "conflicts", .type = kStringList, .fallback = "[]",
     .doc = "Packages that cannot be installed beside it; @ as in depends.", .rule = &kRelationRule,
     .form = kRelationForm, .accepts = IsRelation},
    {.name = "breaks", .type = kStringList, .fallback = "[]",
     .doc = "Packages it breaks; @ as in depends.", .rule = &kRelationRule, .form = kRelationForm,
     .accepts = IsRelation},
    {.name = "web_ui", .type = kMapping, .doc = "The web interface of the app.",
     .mapping = &kWebUi},
    {.name = "layout", .type = kMapping, .doc = "The app's card on a dashboard.",
     .mapping = &kLayout},
    {.name = "routing", .type = kMapping,
     .doc = "How a reverse proxy on the device reaches the app; present, even empty, it is routed.",
     .mapping = &kRouting},
    {.name = "restart", .type = kMapping,
     .doc = "When the app is started again, and when systemd gives up.",
     .mapping = &kRestartKeys},
    {.name = "state", .type = kMappingList, .fallback = "[]",
     .doc = "What the app keeps in mind, each with its class: what has to last, what can be worked "
            "out anew, what may go.",
     .mapping = &kStateKeys},
    {.name = "system_bin", .type = kStringList, .fallback = "[]",
     .doc = "Names of programs in assets/ that are also installed in /usr/bin.",
     .rule = &kFileName, .form = "a file name of letters, digits and ._+-",
     .accepts = IsPlainFileName},
    {.name = "file_watchers", .type = kMappingList, .fallback = "[]",
     .doc = "Files on the host whose change makes something happen.", .mapping = &kWatcher},
    {.name = "default_config", .type = kStringMap, .fallback = "{}",
     .doc = "Default values of environment variables; the administrator overrides them in "
            "/etc/container-apps/PACKAGE/env.",
     .rule = &kVariableName, .form = "the name of an environment variable",
     .accepts = IsIdentifier},
    {.name = "source_metadata", .type = kMapping,
     .doc = "Where a converted definition comes from; further keys are allowed in it.",
     .mapping = &kSource},
};

// clang-format on

}  // namespace

const KeyTable kMetadataKeys{"", kTopKeys};

}  // namespace container_app
