// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over `routing` and what it needs of the compose file.
#include <fmt/format.h>

#include "check/rules.h"

namespace container_app {
namespace {

void CheckOidcMissing(const Rule& rule, const RuleContext& context) {
  const auto& routing = context.definition().metadata.routing;
  if (!routing || routing->mode.value != "oidc" || routing->oidc) return;
  context.diagnostics->Report(routing->mode.place, rule,
                              "mode 'oidc' needs 'routing -> auth -> oidc'",
                              "describe the client there, or choose another mode");
}

void CheckOidcUnused(const Rule& rule, const RuleContext& context) {
  const auto& routing = context.definition().metadata.routing;
  if (!routing || !routing->oidc || routing->mode.value == "oidc") return;
  context.diagnostics->Report(
      routing->oidc->place, rule,
      fmt::format("'routing -> auth -> oidc' is given, but the mode is '{}'", routing->mode.value),
      "write 'mode: oidc', or remove the block");
}

void CheckOidcScopes(const Rule& rule, const RuleContext& context) {
  const auto& routing = context.definition().metadata.routing;
  if (!routing || !routing->oidc || !routing->oidc->scopes.empty()) return;
  context.diagnostics->Report(routing->oidc->place, rule, "'scopes' is empty",
                              "name at least one, or leave the key out");
}

void CheckExternalPort(const Rule& rule, const RuleContext& context) {
  const auto& routing = context.definition().metadata.routing;
  if (!routing || !routing->oidc) return;
  const Located<std::string>& style = routing->oidc->redirect_style;
  if (!style || style.value == "port") return;
  for (const NamedValue& variable : routing->oidc->env) {
    if (variable.value.value != "external_port") continue;
    context.diagnostics->Report(
        variable.value.place, rule,
        fmt::format("'{}' is set from external_port, but 'redirect -> style' is '{}'",
                    variable.name.value, style.value),
        "only an app with style 'port' has an external port");
  }
}

void CheckForwardAuth(const Rule& rule, const RuleContext& context) {
  const auto& routing = context.definition().metadata.routing;
  if (!routing || routing->mode.value == "forward_auth") return;
  if (routing->forward_auth_headers.empty()) return;
  context.diagnostics->Report(
      routing->forward_auth_headers.front().name.place, rule,
      fmt::format("'forward_auth -> headers' does nothing in mode '{}'", routing->mode.value),
      "remove it, or write 'mode: forward_auth'");
}

void CheckHostPort(const Rule& rule, const RuleContext& context) {
  const auto& routing = context.definition().metadata.routing;
  if (!routing || !routing->host_port || !HasMetadataAndCompose(context.definition())) return;
  if (context.plan.routing.host_network) return;
  context.diagnostics->Report(routing->host_port->place, rule,
                              "'host_port' is given, but no service has 'network_mode: host'",
                              "write 'port' for the port in the container");
}

void CheckBackendPort(const Rule& rule, const RuleContext& context) {
  const Definition& definition = context.definition();
  if (!HasMetadataAndCompose(definition) || definition.compose.services.empty()) return;
  if (!context.plan.routing.routed || context.plan.routing.port) return;
  const auto& routing = definition.metadata.routing;
  const bool host = context.plan.routing.host_network;
  context.diagnostics->Report(
      routing->place, rule, "the port a proxy would connect to is unknown",
      host ? "give 'host_port' under 'routing', or 'port' under 'web_ui'"
           : "give 'port' under 'routing', or publish a port of a service as a number");
}

void CheckBackendNetwork(const Rule& rule, const RuleContext& context) {
  const Definition& definition = context.definition();
  if (!HasMetadataAndCompose(definition) || context.plan.attachment.network.empty()) return;
  for (const ComposeService& service : definition.compose.services) {
    if (service.name.value != context.plan.attachment.service || !service.network_mode) continue;
    context.diagnostics->Report(
        service.network_mode.place, rule,
        fmt::format("the proxy connects to '{}', which has no network of its own",
                    service.name.value),
        "leave 'network_mode' out, or write 'network_mode: host'");
  }
}

/// The client gets its secret by a variable, or by the file that holds it.
void CheckOidcSecret(const Rule& rule, const RuleContext& context) {
  const auto& routing = context.definition().metadata.routing;
  if (!routing || !routing->oidc) return;
  for (const NamedValue& variable : routing->oidc->env) {
    if (variable.value.value == "secret") return;
  }
  const auto names_it = [](const std::string& text) {
    return text.find("oidc-secret") != std::string::npos ||
           text.find("OIDC_SECRET_FILE") != std::string::npos;
  };
  for (const HookFile& hook : context.definition().hooks) {
    if (names_it(hook.content)) return;
  }
  const auto& compose = context.definition().compose_file;
  if (compose && names_it(compose->text)) return;
  context.diagnostics->Report(
      routing->oidc->place, rule, "nothing gives the app the secret of its client",
      "name a variable for it: 'env: {APP_SECRET: secret}', or read $OIDC_SECRET_FILE in a hook");
}

void CheckCard(const Rule& rule, const RuleContext& context) {
  const Metadata& metadata = context.definition().metadata;
  if (!metadata.layout || (metadata.web_ui && metadata.web_ui->enabled)) return;
  context.diagnostics->Report(metadata.layout->place, rule,
                              "'layout' does nothing, since the app has no card on a dashboard",
                              "write 'web_ui: {enabled: true}', or remove it");
}

constexpr CheckRule kRoutingRules[] = {
    {{"oidc-missing", "Mode oidc has the block `oidc`."}, CheckOidcMissing},
    {{"oidc-unused", "The block `oidc` is used in mode oidc only."}, CheckOidcUnused},
    {{"oidc-scopes-empty", "`scopes` has at least one item."}, CheckOidcScopes},
    {{"oidc-external-port", "The source external_port is used with redirect style port only."},
     CheckExternalPort},
    {{"routing-network", "The service that a proxy connects to has a network."},
     CheckBackendNetwork},
    {{"oidc-secret-unused", "The app gets the secret of its client.", Severity::kWarning},
     CheckOidcSecret},
    {{"key-without-effect", "Of each key something is made.", Severity::kWarning}, CheckCard},
    {{"routing-port",
      "A routed app has a port: host_port, port, a published port, or the port of web_ui."},
     CheckBackendPort},
    {{"forward-auth-unused", "`forward_auth -> headers` is used in mode forward_auth only.",
      Severity::kWarning},
     CheckForwardAuth},
    {{"host-port-unused", "`host_port` is used with the network of the host only.",
      Severity::kWarning},
     CheckHostPort},
};

}  // namespace

std::span<const CheckRule> RoutingRules() { return kRoutingRules; }

}  // namespace container_app
