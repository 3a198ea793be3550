// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/halos.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace container_app {
namespace {

constexpr const char* kNetwork = "halos-proxy-network";
constexpr const char* kRouter = "/usr/bin/configure-container-routing";

struct Category {
  std::string_view tag;
  const char* name;
};
/// Categories of cards, by the tags of debtags(1) that ask for them.
constexpr Category kCategories[] = {
    {"use::communication", "Communication"},
    {"use::monitor", "Monitoring"},
    {"use::organizing", "Organization"},
    {"use::editing", "Productivity"},
    {"use::viewing", "Media"},
    {"use::downloading", "Downloads"},
    {"use::storing", "Storage"},
    {"use::navigation", "Navigation"},
    {"use::analysing", "Analytics"},
    {"use::configuring", "Configuration"},
    {"use::learning", "Education"},
    {"use::gameplaying", "Games"},
    {"interface::web", "Web"},
    {"works-with::network-traffic", "Network"},
    {"works-with::db", "Database"},
    {"works-with::audio", "Audio"},
    {"works-with::video", "Video"},
    {"works-with::image", "Images"},
};

std::string CategoryOf(const Metadata& metadata) {
  for (const Located<std::string>& tag : metadata.tags.value) {
    for (const Category& category : kCategories) {
      if (category.tag == tag.value) return category.name;
    }
  }
  return "Applications";
}

/// `:PORT`, or nothing for the port of the protocol itself.
std::string PortPart(const std::string& protocol, int port) {
  return port == (protocol == "https" ? 443 : 80) ? "" : fmt::format(":{}", port);
}

HalosCard MakeCard(const Definition& definition, const RoutingPlan& routing) {
  const WebUi& ui = *definition.metadata.web_ui;
  HalosCard card;
  card.category = CategoryOf(definition.metadata);
  card.container = routing.service;
  const int port = ui.port ? ui.port->value : 80;
  card.url = routing.routed ? fmt::format("/{}/", definition.metadata.app_id.value)
                            : fmt::format("{}://{{{{domain}}}}{}{}", ui.protocol,
                                          PortPart(ui.protocol, port), ui.path);
  if (routing.port && !routing.service.empty()) {
    card.ping_url = fmt::format("{}://{}:{}{}", ui.protocol,
                                routing.host_network ? "host.docker.internal" : routing.service,
                                *routing.port, ui.path);
  }
  return card;
}

/// The setting that is the app's port: PORT, else the first *_PORT, else the first with PORT in it.
std::string PortVariable(const Metadata& metadata) {
  const auto first = [&](auto&& fits) -> std::string {
    const NamedValues& settings = metadata.default_config.value;
    const auto found = std::find_if(settings.begin(), settings.end(), [&](const NamedValue& one) {
      return fits(UpperCase(one.name.value));
    });
    return found == settings.end() ? "" : found->name.value;
  };
  std::string name = first([](const std::string& upper) { return upper == "PORT"; });
  if (name.empty()) name = first([](const std::string& upper) { return upper.ends_with("_PORT"); });
  if (!name.empty()) return name;
  return first([](const std::string& upper) { return upper.find("PORT") != std::string::npos; });
}

HalosAddress MakeAddress(const Metadata& metadata) {
  const WebUi& ui = *metadata.web_ui;
  HalosAddress address;
  address.protocol = ui.protocol;
  address.port_variable = PortVariable(metadata);
  if (ui.port) address.port = ui.port->value;
  if (ui.path != "/") address.path = ui.path;
  return address;
}

HalosClient MakeClient(const Installed& installed, const OidcClient& oidc) {
  HalosClient client;
  client.id = oidc.client_id ? oidc.client_id.value : installed.names().app_id;
  client.secret = installed.names().data + "/oidc-secret";
  std::string scopes;
  for (const Located<std::string>& scope : oidc.scopes) {
    scopes += (scopes.empty() ? "" : ", ") + scope.value;
  }
  client.scopes = "[" + scopes + "]";
  return client;
}

}  // namespace

std::optional<HalosPlan> MakeHalosPlan(const Installed& installed, const RoutingPlan& routing) {
  const Metadata& metadata = installed.definition().metadata;
  const Names& names = installed.names();
  const bool has_ui = metadata.web_ui && metadata.web_ui->enabled;
  if (!routing.routed && !has_ui) return std::nullopt;
  HalosPlan plan;
  if (has_ui) {
    plan.card_file = fmt::format("/etc/halos/webapps.d/{}.toml", names.package);
    plan.card = MakeCard(installed.definition(), routing);
  }
  if (!routing.routed) return plan;
  plan.routing_file = fmt::format("/etc/halos/routing.d/{}.yml", names.app_id);
  plan.labels = fmt::format("/run/halos/routing-labels/{}.yml", names.app_id);
  if (!metadata.routing->mdns.empty()) {
    plan.mdns_file = fmt::format("/etc/avahi/services/halos-{}.service", names.app_id);
  }
  if (has_ui) plan.address = MakeAddress(metadata);
  if (metadata.routing->oidc) plan.client = MakeClient(installed, *metadata.routing->oidc);
  return plan;
}

Attachment AttachToHalos(const Definition& definition, const HalosPlan& halos,
                         const RoutingPlan& routing) {
  Attachment attachment;
  if (!routing.routed) return attachment;
  const Metadata& metadata = definition.metadata;
  // The proxy's network is gone while core is down.
  attachment.wanted_units = {"halos-core-containers.service", "halos-resolve-domain.service"};
  attachment.environment = {"HALOS_SYSTEMD_STARTED=1"};
  attachment.environment_files = {"/run/halos/domain.env"};
  attachment.compose_files = {halos.labels};
  attachment.variables = {"HALOS_SYSTEMD_STARTED", "HALOS_DOMAIN"};
  if (halos.address) attachment.variables.push_back("HOMARR_URL");
  if (!routing.host_network) {
    attachment.network = kNetwork;
    attachment.service = routing.service;
  }
  if (halos.client) {
    for (const NamedValue& variable : metadata.routing->oidc->env) {
      attachment.variables.push_back(variable.name.value);
    }
  }
  const bool announced = !halos.mdns_file.empty();
  if (announced) {
    attachment.stop_commands = {
        fmt::format("{} --mdns-withdraw {}", kRouter, metadata.app_id.value)};
  }
  attachment.depends = {
      fmt::format("halos-core-containers (>= {})", announced ? "0.8.0" : "0.5.0")};
  // Older ones read neither the file of the card nor its path.
  if (halos.card) {
    attachment.breaks = {"homarr-container-adapter (<< 0.4.6)", "halos-core-containers (<< 0.3.2)"};
  }
  return attachment;
}

}  // namespace container_app
