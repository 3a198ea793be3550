// SPDX-License-Identifier: GPL-2.0-or-later
// Implements render/outputs.h: what programs of HaLOS read.
#include <fmt/format.h>

#include "render/outputs.h"

namespace container_app {
namespace {

std::vector<Values> HeaderValues(const NamedValues& headers) {
  std::vector<Values> list;
  for (const NamedValue& header : headers) {
    list.push_back(
        Values().Set("header", Rendered(header.name.value)).Set("value", header.value.value));
  }
  return list;
}

std::vector<Values> MdnsValues(const std::vector<MdnsService>& services) {
  std::vector<Values> list;
  for (const MdnsService& service : services) {
    list.push_back(Values()
                       .Set("type", Rendered(service.type.value))
                       .Set("has_port", service.port.has_value())
                       .Set("port", service.port ? service.port->value : 0));
  }
  return list;
}

/// Line by line and with grep, so the form is narrow: contract of configure-container-routing.
void RenderRouting(const RenderContext& context, const HalosPlan& halos) {
  const RoutingPlan& plan = context.plan.routing;
  const Routing& keys = *context.metadata().routing;
  Values values;
  values.Set("app_id", context.plan.names().app_id)
      .Set("package", context.plan.names().package)
      .Set("type", Rendered(plan.host_network ? "host" : "container"))
      .Set("service", plan.service)
      .Set("port", plan.port.value_or(0))
      .Set("https", context.metadata().web_ui && context.metadata().web_ui->protocol == "https")
      .Set("mode", Rendered(keys.mode.value))
      .Set("has_headers", !keys.forward_auth_headers.empty())
      .Set("headers", HeaderValues(keys.forward_auth_headers))
      .Set("joins", !plan.host_network)
      .Set("has_mdns", !keys.mdns.empty())
      .Set("mdns", MdnsValues(keys.mdns));
  context.Add("halos/routing.yml", values, halos.routing_file);
}

void RenderCard(const RenderContext& context, const HalosPlan& halos) {
  const Metadata& metadata = context.metadata();
  const Layout layout = metadata.layout.value_or(Layout{});
  Values values;
  values.Set("name", metadata.name.value)
      .Set("url", halos.card->url)
      .Set("description", metadata.description.value)
      .Set("icon", context.IconPath())
      .Set("category", halos.card->category)
      .Set("visible", metadata.web_ui->visible)
      .Set("ping_url", halos.card->ping_url)
      .Set("container", halos.card->container)
      .Set("priority", layout.priority.value)
      .Set("width", layout.width.value)
      .Set("height", layout.height.value)
      // The dashboard honours a position with both only.
      .Set("has_offsets", layout.x_offset && layout.y_offset)
      .Set("x_offset", layout.x_offset ? layout.x_offset->value : 0)
      .Set("y_offset", layout.y_offset ? layout.y_offset->value : 0);
  context.Add("halos/webapp.toml", values, halos.card_file);
}

void RenderScripts(const RenderContext& context, const HalosPlan& halos) {
  std::vector<Values> files;
  for (const std::string& file : {halos.routing_file, halos.card_file}) {
    if (!file.empty()) files.push_back(Values().Set("file", file));
  }
  context.AddStep(Script::kPreinst, "halos/preinst", Values().Set("files", files));
  Values values;
  values.Set("files", std::move(files))
      .Set("has_made", halos.client || !halos.mdns_file.empty())
      .Set("client_file",
           halos.client ? fmt::format("/etc/halos/oidc-clients.d/{}.yml", halos.client->id) : "")
      .Set("secret", halos.client ? halos.client->secret : "")
      .Set("mdns_file", halos.mdns_file);
  context.AddStep(Script::kPostrm, "halos/postrm", values);
}

/// One item, or none.
std::vector<Values> AddressValues(const HalosPlan& halos) {
  if (!halos.address) return {};
  Values values;
  values.Set("protocol", halos.address->protocol)
      .Set("port_variable", halos.address->port_variable)
      .Set("port", halos.address->port)
      .Set("path", halos.address->path);
  return {std::move(values)};
}

/// One item, or none.
std::vector<Values> ClientValues(const RenderContext& context, const HalosPlan& halos) {
  if (!halos.client) return {};
  const OidcClient& oidc = *context.metadata().routing->oidc;
  std::vector<Values> variables;
  for (const NamedValue& variable : oidc.env) {
    variables.push_back(
        Values().Set("variable", variable.name.value).Set("source", variable.value.value));
  }
  Values values;
  values.Set("client", halos.client->id)
      .Set("client_name", oidc.client_name.value)
      .Set("secret", halos.client->secret)
      .Set("scopes", halos.client->scopes)
      .Set("consent", oidc.consent_mode.value)
      .Set("method", oidc.token_endpoint_auth_method.value)
      .Set("style", oidc.redirect_style.value)
      .Set("redirect", oidc.redirect_path.value)
      .Set("variables", std::move(variables));
  return {std::move(values)};
}

}  // namespace

void RenderHalos(const RenderContext& context) {
  const auto& halos = context.plan.halos;
  if (!halos) return;
  if (!halos->routing_file.empty()) RenderRouting(context, *halos);
  if (halos->card) RenderCard(context, *halos);
  RenderScripts(context, *halos);
}

std::vector<Values> HalosStages(const RenderContext& context) {
  const Plan& plan = context.plan;
  if (!plan.halos || plan.halos->routing_file.empty()) return {};
  Values values;
  values.Set("id", plan.names().app_id)
      .Set("network", plan.attachment.network)
      .Set("labels", plan.halos->labels)
      .Set("addresses", AddressValues(*plan.halos))
      .Set("clients", ClientValues(context, *plan.halos));
  return {std::move(values)};
}

}  // namespace container_app
