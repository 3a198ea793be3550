// SPDX-License-Identifier: GPL-2.0-or-later
// Implements render/outputs.h.
// What the runtime has to know of an app: app.conf, the stages of a start and their figures.
#include <fmt/format.h>

#include "base/text.h"
#include "policy/stop.h"
#include "render/outputs.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

/// As timeout(1) takes it.
std::string Seconds(std::int64_t microseconds) {
  const std::int64_t milliseconds = (microseconds + 999) / 1000;
  return fmt::format("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
}

std::vector<Values> InputValues(const std::vector<Rebuild>& rebuilds) {
  std::vector<Values> inputs;
  for (const Rebuild& rebuild : rebuilds) {
    std::vector<Values> command;
    for (const std::string& word : rebuild.command) command.push_back(Values().Set("word", word));
    Values values;
    values.Set("state", rebuild.name)
        .Set("variable", rebuild.variable)
        .Set("seconds", Seconds(rebuild.within))
        .Set("journal", rebuild.journal > 0 ? fmt::format("{}us", rebuild.journal) : "")
        .Set("service", rebuild.service)
        .Set("container_name", rebuild.container_name)
        .Set("files", rebuild.files)
        .Set("command", std::move(command));
    inputs.push_back(std::move(values));
  }
  return inputs;
}

/// Each hook, with the time it has when it rebuilds states.
std::vector<Values> HookValues(const Plan& plan) {
  std::vector<Values> hooks;
  for (const HookFile& hook : plan.definition().hooks) {
    std::int64_t time = 0;
    for (const Rebuild& rebuild : plan.rebuilds) {
      if (rebuild.hook == hook.name) time += rebuild.within;
    }
    hooks.push_back(Values()
                        .Set("name", InstalledHookName(hook.name))
                        .Set("seconds", time > 0 ? Seconds(time) : ""));
  }
  return hooks;
}

/// `UID`, `UID:GID` or `root`.
std::string OwnerText(const Owner& owner) {
  if (!owner.uid) return "root";
  return owner.gid ? fmt::format("{}:{}", *owner.uid, *owner.gid) : fmt::format("{}", *owner.uid);
}

std::vector<Values> FolderValues(const Plan& plan) {
  const std::string& data = plan.names().data;
  std::vector<Values> folders;
  for (const DataFolder& folder : plan.data_folders) {
    const bool is_root = folder.path.size() <= data.size();
    folders.push_back(Values()
                          .Set("below", is_root ? "." : folder.path.substr(data.size() + 1))
                          .Set("owner", OwnerText(folder.owner)));
  }
  return folders;
}

std::vector<Values> VolumeValues(const Plan& plan) {
  std::vector<Values> volumes;
  for (const std::string& name : plan.volumes) volumes.push_back(Values().Set("volume", name));
  return volumes;
}

/// The folder that holds a file decides who owns it; the longest one counts.
std::string OwnerAt(const Plan& plan, const std::string& path) {
  const DataFolder* nearest = nullptr;
  for (const DataFolder& folder : plan.data_folders) {
    const bool holds = path.starts_with(folder.path + "/");
    if (holds && (!nearest || folder.path.size() > nearest->path.size())) nearest = &folder;
  }
  return nearest ? OwnerText(nearest->owner) : "root";
}

std::vector<Values> SeedValues(const Plan& plan) {
  std::vector<Values> seeds;
  for (const CarriedFile& file : plan.definition().default_data) {
    seeds.push_back(Values()
                        .Set("below", file.name)
                        .Set("owner", OwnerAt(plan, plan.names().data + "/" + file.name)));
  }
  return seeds;
}

std::vector<Values> SecretValues(const Metadata& metadata) {
  std::vector<Values> secrets;
  for (const GeneratedSecret& secret : metadata.generated_secrets) {
    secrets.push_back(Values()
                          .Set("secret", secret.name.value)
                          .Set("length", secret.length.value)
                          .Set("alphabet", secret.alphabet)
                          .Set("kind", secret.as)
                          .Set("owner", secret.owner ? secret.owner->value : 0));
  }
  return secrets;
}

std::vector<Values> DurableValues(const Plan& plan) {
  std::vector<Values> places;
  for (const DurablePlace& place : plan.durable_places) {
    const bool below = place.path.starts_with(plan.names().lib + "/");
    places.push_back(
        Values()
            .Set("state", place.name)
            .Set("path", below ? place.path.substr(plan.names().lib.size() + 1) : place.path));
  }
  return places;
}

std::string OneShots(const Plan& plan) {
  std::vector<std::string> names;
  for (const ServicePlan& service : plan.services) {
    if (service.one_shot) names.push_back(service.name);
  }
  return Join(names, " ");
}

}  // namespace

std::vector<Values> StoreValues(const std::vector<HostStore>& stores) {
  std::vector<Values> list;
  for (const HostStore& store : stores) {
    list.push_back(Values().Set("store", store.unit).Set("states", Join(store.states, ", ")));
  }
  return list;
}

void RenderAppConf(const RenderContext& context) {
  // Compose itself takes a moment.
  constexpr std::int64_t kComposeEnds = 5;
  const Plan& plan = context.plan;
  const Names& names = plan.names();
  std::vector<Values> links;
  for (const std::string& name : plan.links) links.push_back(Values().Set("link", name));
  Values values;
  values.Set("package", names.package)
      .Set("unit", names.unit)
      .Set("lib", names.lib)
      .Set("data", names.data)
      .Set("one_shots", OneShots(plan))
      .Set("grace", plan.stop_grace / kSecond + kComposeEnds)
      .Set("docker_supervises", plan.restart.supervisor == Supervisor::kDocker)
      .Set("up", WholeSeconds(plan.restart.timeout_up_sec))
      .Set("watches_health", plan.health.supervise)
      .Set("health_grace", WholeSeconds(plan.health.grace))
      .Set("health_ignored", Join(plan.health.ignored, " "))
      .Set("after_ready", Join(plan.health.after_ready, " "))
      .Set("halos", HalosStages(context))
      .Set("recovers", plan.restart.recovers())
      .Set("after", plan.restart.recovery.after)
      .Set("max", plan.restart.recovery.max)
      .Set("healthy", HealthyTime(plan.restart))
      .Set("links", std::move(links))
      .Set("folders", FolderValues(plan))
      .Set("data_elsewhere",
           plan.keeps_data_elsewhere && !context.metadata().generated_secrets.empty())
      .Set("secrets", SecretValues(context.metadata()))
      .Set("has_volumes", !plan.volumes.empty())
      .Set("volumes", VolumeValues(plan))
      .Set("has_seeds", !plan.definition().default_data.empty())
      .Set("seeds", SeedValues(plan))
      .Set("keeps_states", !plan.durable_places.empty())
      .Set("durable_places", DurableValues(plan))
      .Set("stores", StoreValues(plan.host_stores))
      .Set("inputs", InputValues(plan.rebuilds))
      .Set("hooks", HookValues(plan));
  context.Add("app.conf", values, names.share + "/app.conf");
}

}  // namespace container_app
