// SPDX-License-Identifier: GPL-2.0-or-later
// Implements render/outputs.h: files that are carried, Compose and environment files, links.
#include <fmt/format.h>

#include <algorithm>

#include "app/image_lock.h"
#include "app/key_rules.h"
#include "render/outputs.h"
#include "systemd/time_span.h"
#include "template/insertion.h"

namespace container_app {
namespace {

unsigned ModeOf(const CarriedFile& file) { return file.executable ? 0755 : 0644; }

/// Go's duration syntax, which Compose takes, in whole seconds; empty for 0.
std::string GraceText(std::int64_t microseconds) {
  return microseconds == 0 ? "" : fmt::format("{}s", WholeSeconds(microseconds));
}

/// What the field Tag of the package has: stores choose by it what they show, and take the name.
std::vector<std::string> MakeTags(const RenderContext& context) {
  std::vector<std::string> tags;
  for (const Located<std::string>& tag : context.metadata().tags.value) tags.push_back(tag.value);
  const Located<std::string>& name = context.metadata().name;
  // A comma would end the tag for whoever splits the list.
  if (name.value.find(',') != std::string::npos) return tags;
  std::string tag;
  std::string why;
  if (Insert(Insertion::kFoldedSource, "x-display-name::" + name.value, &tag, &why)) {
    tags.push_back(std::move(tag));
  } else {
    context.diagnostics->Report(name.place, kNameRule, "this can't be written as a tag: " + why,
                                "write the name without it");
  }
  return tags;
}

void Carry(const RenderContext& context, const CarriedFile& file, const std::string& path,
           unsigned mode) {
  context.rendering->artifacts.push_back({path, mode, "", file.source_path});
}

/// What `docker compose` reads in the project folder, beside the maintainer's file.
void RenderComposeByHand(const RenderContext& context) {
  const Names& names = context.plan.names();
  // The name of a folder that is not there: Docker shows it in its message.
  const std::string advice = "./is started by systemd. Run: systemctl restart " + names.package;
  std::vector<Values> services;
  for (const ServicePlan& service : context.plan.services) {
    services.push_back(Values().Set("name", service.name).Set("advice", advice));
  }
  Values values;
  values.Set("lib", names.lib).Set("services", std::move(services));
  context.Add("compose.by-hand", values, names.share + "/compose.override.yaml");
}

std::vector<Values> VolumeValues(const std::vector<std::string>& volumes) {
  std::vector<Values> list;
  for (const std::string& volume : volumes) {
    // The variable is Compose's to fill in: binds in the maintainer's file go by it, too.
    list.push_back(
        Values().Set("name", volume).Set("device", Rendered("${CONTAINER_DATA_ROOT}/" + volume)));
  }
  return list;
}

}  // namespace

void RenderComposeFiles(const RenderContext& context) {
  const Plan& plan = context.plan;
  context.rendering->artifacts.push_back({plan.names().share + "/docker-compose.yml", 0644,
                                          context.definition().compose_file->text, ""});
  const bool no_restart = plan.restart.supervisor == Supervisor::kSystemd;
  std::vector<Values> services;
  for (const ComposeService& service : context.definition().compose.services) {
    const ServicePlan& added = plan.Of(service);
    const bool joins = service.name.value == plan.attachment.service;
    const bool pinned = !added.pinned_image.empty();
    if (!no_restart && !added.add_init && added.add_grace == 0 && !joins && !pinned) continue;
    services.push_back(Values()
                           .Set("name", service.name.value)
                           .Set("pinned_image", Rendered(added.pinned_image))
                           .Set("no_restart", no_restart)
                           .Set("no_deploy_restart", no_restart && bool(service.deploy_restart))
                           .Set("add_init", added.add_init)
                           .Set("network", joins ? plan.attachment.network : "")
                           .Set("default_network", service.networks.empty())
                           .Set("stop_grace", GraceText(added.add_grace)));
  }
  Values values;
  values.Set("has_services", !services.empty());
  values.Set("services", std::move(services)).Set("external_network", plan.attachment.network);
  values.Set("has_volumes", !plan.volumes.empty()).Set("volumes", VolumeValues(plan.volumes));
  context.Add("compose", values, plan.names().share + "/compose.container-app.yml");
  RenderComposeByHand(context);
}

void RenderEnvironmentFiles(const RenderContext& context) {
  const Names& names = context.plan.names();
  NamedValues sorted = context.definition().Settings();
  std::sort(sorted.begin(), sorted.end(),
            [](const NamedValue& a, const NamedValue& b) { return a.name.value < b.name.value; });
  // The data root is the package's own unless the definition names another.
  std::string data = names.data;
  std::vector<Values> settings;
  for (const NamedValue& setting : sorted) {
    if (setting.name.value == "CONTAINER_DATA_ROOT") {
      data = setting.value.value;
    } else {
      settings.push_back(Values().Set("key", setting.name.value).Set("value", setting.value.value));
    }
  }
  std::vector<Values> secrets;
  std::vector<Values> secret_variables;
  for (const GeneratedSecret& secret : context.metadata().generated_secrets) {
    const Values name = Values().Set("secret", secret.name.value);
    secrets.push_back(Values(name).Set("secrets_folder", names.secrets));
    if (secret.is_variable()) secret_variables.push_back(name);
  }
  Values defaults;
  defaults.Set("package", names.package)
      .Set("env_path", names.etc + "/env")
      .Set("data", data)
      .Set("secrets", std::move(secrets))
      .Set("secrets_root", context.metadata().HasSecretFiles() ? names.secrets : "")
      .Set("settings", settings);
  Values user;
  user.Set("package", names.package)
      .Set("unit", names.unit)
      .Set("settings", std::move(settings))
      .Set("has_secrets", !secret_variables.empty());
  user.Set("secrets", std::move(secret_variables));
  // Templates of files that hold passwords on the device; here they hold what the definition says.
  context.Add("env.defaults", defaults, names.share + "/env.template");
  context.Add("env.user", user, names.share + "/env.user-template");
}

void RenderCarriedFiles(const RenderContext& context) {
  const Definition& definition = context.definition();
  const std::string& share = context.plan.names().share;
  auto& artifacts = context.rendering->artifacts;
  artifacts.push_back({share + "/metadata.yaml", 0644, definition.metadata_file->text, ""});
  artifacts.push_back({share + "/config.yml", 0644, definition.config_file->text, ""});
  if (definition.lock_file) {
    artifacts.push_back(
        {fmt::format("{}/{}", share, kImageLockName), 0644, definition.lock_file->text, ""});
  }
  for (const CarriedFile& file : definition.assets) {
    Carry(context, file, share + "/assets/" + file.name, ModeOf(file));
    const auto& programs = definition.metadata.system_bin;
    const bool is_program = std::any_of(programs.begin(), programs.end(),
                                        [&](const auto& p) { return p.value == file.name; });
    if (is_program) Carry(context, file, "/usr/bin/" + file.name, 0755);
  }
  for (const CarriedFile& file : definition.default_data) {
    Carry(context, file, share + "/default-data/" + file.name, ModeOf(file));
  }
  for (const HookFile& hook : definition.hooks) {
    artifacts.push_back({share + "/" + InstalledHookName(hook.name), 0755, hook.content, ""});
  }
  const std::string icon = context.IconPath();
  if (!icon.empty()) Carry(context, definition.icon, icon, 0644);
}

void RenderLinks(const RenderContext& context) {
  const Plan& plan = context.plan;
  for (const std::string& name : plan.links) {
    Artifact link;
    link.path = plan.names().lib + "/" + name;
    link.link_target = plan.names().share + "/" + name;
    context.rendering->artifacts.push_back(std::move(link));
  }
}

void RenderSubstvars(const RenderContext& context) {
  // Those without items, too: dpkg-gencontrol warns of a variable that is used and not defined.
  const auto put = [&](const char* name, const std::vector<std::string>& items) {
    context.rendering->substvars.emplace_back(std::string("container-app:") + name, items);
  };
  const Relations& relations = context.plan.relations;
  put("Depends", relations.depends);
  put("Recommends", relations.recommends);
  put("Suggests", relations.suggests);
  put("Provides", relations.provides);
  put("Conflicts", relations.conflicts);
  put("Breaks", relations.breaks);
  put("Tag", MakeTags(context));
}

}  // namespace container_app
