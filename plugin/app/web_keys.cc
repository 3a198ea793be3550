// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/key_tables.h: the keys of `web_ui`, `layout` and `routing` of metadata.yaml.
#include "app/key_tables.h"

namespace container_app {
namespace {

using enum KeyType;

// The tables are laid out by hand: a key a block.
// clang-format off
constexpr std::string_view kProtocols[] = {"http", "https"};
constexpr std::string_view kAuthModes[] = {"forward_auth", "oidc", "none"};
constexpr std::string_view kConsentModes[] = {"implicit", "explicit", "pre-configured"};
constexpr std::string_view kTokenMethods[] = {"client_secret_basic", "client_secret_post"};
constexpr std::string_view kRedirectStyles[] = {"path", "port"};
constexpr std::string_view kOidcSources[] = {"secret", "issuer", "redirect", "external_port",
                                             "client_id"};

constexpr Key kWebUi[] = {
    {.name = "enabled", .value = Into<&WebUi::enabled>(), .required = true,
     .doc = "Whether the app has a web interface."},
    {.name = "path", .value = Into<&WebUi::path>(),
     .doc = "Path of the interface in its URL.",
     .form = {.rule = {"web-ui-path", "web_ui.path is a URL path."}, .words = "a URL path",
              .accepts = IsWebUiPath}},
    {.name = "port", .value = Into<&WebUi::port>(),
     .doc = "TCP port on the device where the interface answers.", .form = kPortForm},
    {.name = "protocol", .value = Into<&WebUi::protocol>(), .doc = "Protocol the interface speaks.",
     .form = {.rule = {"web-ui-protocol", "web_ui.protocol is http or https."},
              .values = kProtocols}},
    {.name = "visible", .value = Into<&WebUi::visible>(), .fallback = "false",
     .doc = "Whether a dashboard shows a card for the app."},
};

constexpr Rule kLayoutRange{"layout-range", "Numbers of layout are in their ranges."};

constexpr Key kLayout[] = {
    {.name = "priority", .value = Into<&Layout::priority>(),
     .doc = "Place among the cards: 0–19 system, 20–39 primary, 40–59 ordinary, "
            "60–79 utilities, 80–99 external.",
     .form = {.rule = kLayoutRange, .minimum = 0, .maximum = 99}},
    {.name = "width", .value = Into<&Layout::width>(),
     .doc = "Width of the card in columns.",
     .form = {.rule = kLayoutRange, .minimum = 1, .maximum = 12}},
    {.name = "height", .value = Into<&Layout::height>(),
     .doc = "Height of the card in rows.",
     .form = {.rule = kLayoutRange, .minimum = 1, .maximum = 255}},
    {.name = "x_offset", .value = Into<&Layout::x_offset>(),
     .doc = "Column of the card; only together with y_offset.",
     .form = {.rule = kLayoutRange, .minimum = 0, .maximum = 11}},
    {.name = "y_offset", .value = Into<&Layout::y_offset>(),
     .doc = "Row of the card; only together with x_offset.",
     .form = {.rule = kLayoutRange, .minimum = 0, .maximum = 255}},
};

constexpr Key kRedirectKeys[] = {
    {.name = "style", .value = Into<&OidcClient::redirect_style>(), .required = true,
     .doc = "Whether the app answers under a path of the device or under a port of its own.",
     .form = {.rule = {"oidc-redirect-style", "redirect.style is path or port."},
              .values = kRedirectStyles}},
    {.name = "path", .value = Into<&OidcClient::redirect_path>(), .required = true,
     .doc = "Path of the redirect URI.",
     .form = {.rule = {"oidc-redirect-path", "redirect.path is a plain absolute URL path."},
              .words = "a path: / first, then letters, digits and ._~/-", .accepts = IsUrlPath}},
};
constexpr KeysOf<OidcClient> kRedirect{"routing -> auth -> oidc -> redirect", kRedirectKeys};

constexpr Key kOidcKeys[] = {
    {.name = "client_id", .value = Into<&OidcClient::client_id>(), .fallback = "app_id",
     .doc = "Identifier of the client.",
     .form = {.rule = {"oidc-client-id", "client_id has only lower-case letters, digits and `-`."},
              .words = kIdWords, .accepts = IsAppId}},
    {.name = "client_name", .value = Into<&OidcClient::client_name>(), .required = true,
     .doc = "Name of the client as a person reads it.",
     .form = {.rule = {"oidc-client-name", "client_name is of letters, digits, blanks and `._-`."},
              .words = "letters, digits, blanks and ._-, a letter or digit first",
              .accepts = IsClientName}},
    {.name = "scopes", .value = Into<&OidcClient::scopes>(), .doc = "Scopes the client asks for.",
     .form = {.rule = {"oidc-scope", "scopes have only lower-case letters, digits and `_`."},
              .words = "lower-case letters, digits and '_'", .accepts = IsScope}},
    {.name = "consent_mode", .value = Into<&OidcClient::consent_mode>(),
     .doc = "How the user's consent is asked for.",
     .form = {.rule = {"oidc-consent-mode",
                      "consent_mode is implicit, explicit or pre-configured."},
              .values = kConsentModes}},
    {.name = "token_endpoint_auth_method",
     .value = Into<&OidcClient::token_endpoint_auth_method>(),
     .doc = "How the client proves that it knows its secret (OpenID Connect Core, section 9).",
     .form = {.rule = {"oidc-token-method",
                      "token_endpoint_auth_method is client_secret_basic or client_secret_post."},
              .values = kTokenMethods}},
    {.name = "redirect", .value = Beside(kRedirect), .required = true,
     .doc = "The address to which the provider sends the user back."},
    {.name = "env", .value = Into<&OidcClient::env>(), .fallback = "{}",
     .doc = "Variables the app gets, each set from secret, issuer, redirect, external_port or "
            "client_id.",
     .form = {.rule = {"oidc-env", "env maps names of variables to sources that there are."},
              .words = "the name of an environment variable", .accepts = IsIdentifier,
              .values = kOidcSources}},
};
constexpr KeysOf<OidcClient> kOidc{"routing -> auth -> oidc", kOidcKeys};

constexpr Key kForwardAuthKeys[] = {
    {.name = "headers", .value = Into<&Routing::forward_auth_headers>(), .fallback = "{}",
     .doc = "Headers of the answer of the authentication that are passed on to the app.",
     .form = {.rule = {"http-header-name",
                      "Keys of forward_auth.headers are names of HTTP headers."},
              .words = "the name of an HTTP header", .accepts = IsHttpHeaderName}},
};
constexpr KeysOf<Routing> kForwardAuth{"routing -> auth -> forward_auth", kForwardAuthKeys};

constexpr Key kAuthKeys[] = {
    {.name = "mode", .value = Into<&Routing::mode>(),
     .doc = "Who asks for the password: the proxy (forward_auth), the app as an OpenID Connect "
            "client (oidc), or the app alone (none).",
     .form = {.rule = {"auth-mode", "routing.auth.mode is forward_auth, oidc or none."},
              .values = kAuthModes}},
    {.name = "forward_auth", .value = Beside(kForwardAuth), .doc = "Details of mode forward_auth."},
    {.name = "oidc", .value = Into<&Routing::oidc>(kOidc),
     .doc = "Details of mode oidc, and only of it."},
};
constexpr KeysOf<Routing> kAuth{"routing -> auth", kAuthKeys};

constexpr Key kMdnsKeys[] = {
    {.name = "type", .value = Into<&MdnsService::type>(), .required = true,
     .doc = "Service type (RFC 6763).",
     .form = {.rule = {"mdns-type", "mdns.type is of the form _name._tcp or _name._udp."},
              .words = "of the form _name._tcp or _name._udp", .accepts = IsMdnsType}},
    {.name = "port", .value = Into<&MdnsService::port>(), .doc = "Port announced.",
     .form = kPortForm},
};
constexpr KeysOf<MdnsService> kMdns{"routing -> mdns", kMdnsKeys};

constexpr Key kRouting[] = {
    {.name = "auth", .value = Beside(kAuth), .doc = "Authentication in front of the app."},
    {.name = "host_port", .value = Into<&Routing::host_port>(),
     .doc = "Port of the backend when the app uses the host's network.", .form = kPortForm},
    {.name = "port", .value = Into<&Routing::port>(),
     .doc = "Port of the backend in its container.", .form = kPortForm},
    {.name = "mdns", .value = Into<&Routing::mdns>(kMdns), .fallback = "[]",
     .doc = "Services announced on the local network by multicast DNS."},
};

// clang-format on

}  // namespace

constinit const KeysOf<WebUi> kWebUiKeys{"web_ui", kWebUi};
constinit const KeysOf<Layout> kLayoutKeys{"layout", kLayout};
constinit const KeysOf<Routing> kRoutingKeys{"routing", kRouting};

}  // namespace container_app
