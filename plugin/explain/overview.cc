// SPDX-License-Identifier: GPL-2.0-or-later
#include "explain/overview.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace container_app {
namespace {

/// With its variables filled in, where they are known.
std::string Known(const Plan& plan, const std::string& text) {
  return plan.installed.KnownText(text).value_or(text);
}

/// The image that is started; of a digest, as many digits as people compare.
std::string ImageText(const Plan& plan, const ComposeService& service) {
  const std::string& pinned = plan.Of(service).pinned_image;
  std::string image = Known(plan, pinned.empty() ? service.image.value : pinned);
  constexpr std::string_view kDigest = "@sha256:";
  constexpr std::size_t kShown = 12;
  const std::size_t at = image.find(kDigest);
  if (at != image.npos) image.resize(std::min(image.size(), at + kDigest.size() + kShown));
  return image;
}

std::string HealthOf(const ComposeService& service) {
  if (service.healthcheck.is_off) return "off";
  return service.has_healthcheck ? "in docker-compose.yml" : "of the image, if any";
}

OverviewTable ServicesOf(const Plan& plan) {
  OverviewTable table{
      "Services", {"SERVICE", "IMAGE", "USER", "HEALTHCHECK"}, {}, "There is none."};
  for (const ComposeService& service : plan.definition().compose.services) {
    std::string name = service.name.value;
    if (!service.is_enabled) name += " (not started: profiles)";
    if (plan.Of(service).one_shot) name += " (runs to an end)";
    table.rows.push_back({name, ImageText(plan, service),
                          service.user ? Known(plan, service.user.value) : "of the image",
                          HealthOf(service)});
  }
  return table;
}

OverviewTable PortsOf(const Plan& plan) {
  OverviewTable table{"Ports",
                      {"SERVICE", "ADDRESS", "PORT", "IN THE CONTAINER"},
                      {},
                      "No port of the device is taken."};
  for (const ComposeService& service : plan.definition().compose.services) {
    for (const ComposePort& port : service.ports) {
      const std::string address = Known(plan, port.host_ip);
      const std::string published = Known(plan, port.published);
      table.rows.push_back(
          {service.name.value, address.empty() ? "all" : address,
           fmt::format("{}/{}", published.empty() ? "a free one" : published, port.protocol),
           Known(plan, port.target)});
    }
    if (service.network_mode.value == "host") {
      table.rows.push_back(
          {service.name.value, "all", "those that it opens", "network of the host"});
    }
  }
  return table;
}

/// A variable of a form has a field; others only the administrator's file.
OverviewTable VariablesOf(const Plan& plan) {
  OverviewTable table{"Variables", {"VARIABLE", "VALUE", "FROM"}, {}, "There is none."};
  const Definition& definition = plan.definition();
  std::set<std::string> told;
  for (const NamedValue& setting : definition.Settings()) {
    const std::string& name = setting.name.value;
    if (!told.insert(name).second) continue;
    table.rows.push_back(
        {name, setting.value.value,
         definition.metadata.DefaultConfig(name) ? "metadata.yaml" : "config.yml"});
  }
  for (const GeneratedSecret& secret : definition.metadata.generated_secrets) {
    told.insert(secret.name.value);
    table.rows.push_back({secret.name.value,
                          fmt::format("{} random characters ({})", secret.length.value,
                                      secret.as == "both" ? "variable and file" : secret.as),
                          "made by each device"});
  }
  for (const VariableUse& use : definition.compose.variables) {
    const std::string name(use.name);
    if (!told.insert(name).second) continue;
    const auto value = plan.installed.Variable(name);
    const bool has_default = use.form == VariableUse::Form::kDefault;
    table.rows.push_back({name, value.value_or(has_default ? use.word : "-"),
                          value         ? "the package"
                          : has_default ? "docker-compose.yml"
                                        : "a hook, an integration or the administrator"});
  }
  return table;
}

std::string OwnerText(const Owner& owner) {
  return fmt::format("{}:{}", owner.uid.value_or(0), owner.gid.value_or(0));
}

OverviewTable PlacesOf(const Plan& plan) {
  const Names& names = plan.names();
  const Definition& definition = plan.definition();
  OverviewTable table{"Files", {"PATH", "WHAT IT IS"}, {}, ""};
  table.rows = {{plan.unit_folder + "/" + names.unit, "the unit that runs the app"},
                {names.share, "what the package brings: Compose files, hooks, assets"},
                {names.etc + "/env", "settings of the administrator"},
                {names.etc + "/compose.override.yml", "the administrator's own Compose file"}};
  if (definition.metadata.HasSecretFiles()) {
    table.rows.push_back({names.secrets, "generated secrets, a file each"});
  }
  for (const HookFile& hook : definition.hooks) {
    table.rows.push_back({names.share + "/" + InstalledHookName(hook.name),
                          "a hook: it runs as root before each start"});
  }
  for (const FileWatcher& watcher : definition.metadata.file_watchers) {
    table.rows.push_back({watcher.watch_path.value, watcher.restart_service
                                                        ? "is watched: a change restarts the app"
                                                        : "is watched: a change runs a program"});
  }
  for (const Located<std::string>& program : definition.metadata.system_bin) {
    table.rows.push_back({"/usr/bin/" + program.value, "a program of the package"});
  }
  for (const DataFolder& folder : plan.data_folders) {
    table.rows.push_back(
        {folder.path, fmt::format("data, of user and group {}", OwnerText(folder.owner))});
  }
  return table;
}

}  // namespace

std::vector<OverviewTable> OverviewTables(const Plan& plan) {
  return {ServicesOf(plan), PortsOf(plan), VariablesOf(plan), PlacesOf(plan)};
}

std::string OverviewText(const Plan& plan) {
  std::string out;
  for (const OverviewTable& table : OverviewTables(plan)) {
    out += fmt::format("{}{}\n\n", out.empty() ? "" : "\n", table.title);
    if (table.rows.empty()) {
      out += table.none + "\n";
      continue;
    }
    std::vector<TableRow> rows = {table.head};
    rows.insert(rows.end(), table.rows.begin(), table.rows.end());
    for (const std::string& line : TableLines(rows)) out += line + "\n";
  }
  return out;
}

}  // namespace container_app
