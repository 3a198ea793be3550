// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/metadata.h"

#include "app/binding.h"
#include "app/keys.h"

namespace container_app {
namespace {

std::optional<int> SmallIntegerOf(const yaml::Node& mapping, std::string_view key) {
  const auto value = IntegerOf(mapping, key);
  return value ? std::optional<int>(value->value) : std::nullopt;
}

int IntegerOr(const yaml::Node& mapping, std::string_view key, int fallback) {
  return SmallIntegerOf(mapping, key).value_or(fallback);
}

WebUi BindWebUi(const yaml::Node& node) {
  WebUi ui;
  ui.place = node.place;
  ui.enabled = BooleanOf(node, "enabled", false);
  ui.path = PlainTextOf(node, "path", "/");
  if (!ui.path.starts_with("/")) ui.path.insert(0, "/");
  ui.port = IntegerOf(node, "port");
  ui.protocol = PlainTextOf(node, "protocol", "http");
  ui.visible = BooleanOf(node, "visible", false);
  return ui;
}

Layout BindLayout(const yaml::Node& node) {
  Layout layout;
  layout.place = node.place;
  layout.priority = IntegerOr(node, "priority", layout.priority);
  layout.width = IntegerOr(node, "width", layout.width);
  layout.height = IntegerOr(node, "height", layout.height);
  layout.x_offset = SmallIntegerOf(node, "x_offset");
  layout.y_offset = SmallIntegerOf(node, "y_offset");
  return layout;
}

OidcClient BindOidc(const yaml::Node& node, const std::string& app_id) {
  OidcClient oidc;
  oidc.place = node.place;
  oidc.client_id = PlainTextOf(node, "client_id", app_id);
  oidc.client_name = PlainTextOf(node, "client_name", "");
  for (const auto& scope : TextsOf(node, "scopes")) oidc.scopes.push_back(scope.value);
  if (!Present(node, "scopes")) oidc.scopes = {"openid", "profile", "email", "groups"};
  oidc.consent_mode = PlainTextOf(node, "consent_mode", oidc.consent_mode);
  oidc.token_endpoint_auth_method =
      PlainTextOf(node, "token_endpoint_auth_method", oidc.token_endpoint_auth_method);
  if (const yaml::Node* redirect = Present(node, "redirect")) {
    oidc.redirect_style = TextOf(*redirect, "style");
    oidc.redirect_path = PlainTextOf(*redirect, "path", "");
  }
  for (NamedValue& value : NamedValuesOf(node, "env")) {
    oidc.env.push_back({std::move(value.name), std::move(value.value)});
  }
  return oidc;
}

Routing BindRouting(const yaml::Node& node, const std::string& app_id) {
  Routing routing;
  routing.place = node.place;
  routing.mode.value = "forward_auth";
  if (const yaml::Node* auth = Present(node, "auth")) {
    if (Present(*auth, "mode")) routing.mode = TextOf(*auth, "mode");
    if (const yaml::Node* forward = Present(*auth, "forward_auth")) {
      routing.forward_auth_headers = NamedValuesOf(*forward, "headers");
    }
    if (const yaml::Node* oidc = Present(*auth, "oidc")) routing.oidc = BindOidc(*oidc, app_id);
  }
  routing.host_port = IntegerOf(node, "host_port");
  routing.port = IntegerOf(node, "port");
  if (const yaml::Node* mdns = Present(node, "mdns")) {
    for (const yaml::Node& item : mdns->items) {
      routing.mdns.push_back({TextOf(item, "type"), SmallIntegerOf(item, "port")});
    }
  }
  return routing;
}

RestartKeys BindRestart(const yaml::Node& node) {
  RestartKeys restart;
  restart.restart_sec = TimeSpanOf(node, "restart_sec");
  restart.start_limit_burst = CountOf(node, "start_limit_burst", kFewestStarts, kMostStarts);
  restart.start_limit_interval_sec = TimeSpanOf(node, "start_limit_interval_sec");
  restart.timeout_start_sec = TimeSpanOf(node, "timeout_start_sec");
  restart.timeout_stop_sec = TimeSpanOf(node, "timeout_stop_sec");
  restart.restart_steps = CountOf(node, "restart_steps", 1, kMostSteps);
  restart.restart_max_delay_sec = TimeSpanOf(node, "restart_max_delay_sec");
  restart.supervisor = TextOf(node, "supervisor");
  restart.one_shot = TextsOf(node, "one_shot");
  if (const yaml::Node* recovery = Present(node, "recovery")) {
    restart.recovery.mode = TextOf(*recovery, "mode");
    restart.recovery.after = TimeSpanOf(*recovery, "after");
    restart.recovery.max = TimeSpanOf(*recovery, "max");
  }
  return restart;
}

StateSource BindSource(const yaml::Node& node) {
  return {node.place, TimeSpanOf(node, "journal"), TextOf(node, "files"), TextsOf(node, "command")};
}

StateEntry BindState(const yaml::Node& node) {
  StateEntry state;
  state.place = node.place;
  state.name = TextOf(node, "name");
  state.service = TextOf(node, "service");
  state.state_class = TextOf(node, "class");
  state.path = TextOf(node, "path");
  state.flush_within = TimeSpanOf(node, "flush_within");
  state.store = TextOf(node, "store");
  state.url_env = TextOf(node, "url_env");
  if (const yaml::Node* from = Present(node, "from")) state.from = BindSource(*from);
  state.rebuild = TextOf(node, "rebuild");
  state.rebuild_within = TimeSpanOf(node, "rebuild_within");
  state.reason = TextOf(node, "reason");
  return state;
}

FileWatcher BindWatcher(const yaml::Node& node) {
  FileWatcher watcher;
  watcher.name = TextOf(node, "name");
  watcher.watch_path = TextOf(node, "watch_path");
  watcher.watch_type = PlainTextOf(node, "watch_type", watcher.watch_type);
  if (const yaml::Node* on_change = Present(node, "on_change")) {
    watcher.restart_service = BooleanOf(*on_change, "restart_service", false);
    watcher.script = TextOf(*on_change, "script");
  }
  return watcher;
}

void BindTexts(const yaml::Node& node, Metadata* metadata) {
  metadata->name = TextOf(node, "name");
  metadata->app_id = TextOf(node, "app_id");
  metadata->version = TextOf(node, "version");
  metadata->upstream_version = TextOf(node, "upstream_version");
  metadata->description = TextOf(node, "description");
  metadata->long_description = TextOf(node, "long_description");
  metadata->homepage = TextOf(node, "homepage");
  metadata->icon = TextOf(node, "icon");
  metadata->maintainer = TextOf(node, "maintainer");
  metadata->license = TextOf(node, "license");
  metadata->debian_section = TextOf(node, "debian_section");
  metadata->architecture = TextOf(node, "architecture");
  metadata->screenshots = TextsOf(node, "screenshots");
  metadata->tags = TextsOf(node, "tags");
  const yaml::Node* tags = Present(node, "tags");
  if (tags && tags->is_sequence()) metadata->tags_place = tags->place;
  metadata->depends = TextsOf(node, "depends");
  metadata->recommends = TextsOf(node, "recommends");
  metadata->suggests = TextsOf(node, "suggests");
  metadata->provides = TextsOf(node, "provides");
  metadata->conflicts = TextsOf(node, "conflicts");
  metadata->breaks = TextsOf(node, "breaks");
  metadata->system_bin = TextsOf(node, "system_bin");
}

}  // namespace

const NamedValue* Metadata::DefaultConfig(std::string_view variable) const {
  for (const NamedValue& entry : default_config) {
    if (entry.name.value == variable) return &entry;
  }
  return nullptr;
}

bool ReadMetadata(const SourceFile& file, const yaml::Node& document, Metadata* metadata,
                  Diagnostics* diagnostics) {
  const bool good = CheckKeys(document, kMetadataKeys, diagnostics);
  if (!document.is_mapping()) return good;
  metadata->file = &file;
  BindTexts(document, metadata);
  if (const yaml::Node* node = Present(document, "web_ui")) metadata->web_ui = BindWebUi(*node);
  if (const yaml::Node* node = Present(document, "layout")) metadata->layout = BindLayout(*node);
  if (const yaml::Node* node = Present(document, "routing")) {
    metadata->routing = BindRouting(*node, metadata->app_id.value);
  }
  if (const yaml::Node* node = Present(document, "restart")) {
    metadata->restart = BindRestart(*node);
  }
  if (const yaml::Node* node = Present(document, "state")) {
    for (const yaml::Node& item : node->items) metadata->state.push_back(BindState(item));
  }
  if (const yaml::Node* node = Present(document, "file_watchers")) {
    for (const yaml::Node& item : node->items) metadata->file_watchers.push_back(BindWatcher(item));
  }
  metadata->has_default_config = Present(document, "default_config") != nullptr;
  metadata->default_config = NamedValuesOf(document, "default_config");
  return good;
}

}  // namespace container_app
