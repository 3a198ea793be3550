// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/plan.h"

#include "app/image_reference.h"
#include "policy/images.h"
#include "policy/named_volumes.h"
#include "policy/secrets.h"
#include "policy/stop.h"

namespace container_app {
namespace {

/// The text of `image:` with the digest that images.lock has; empty without one.
std::string PinnedImage(const Installed& installed, const ComposeService& service) {
  const ServiceImage image = ImageOf(installed, service);
  if (image.kind != ServiceImage::Kind::kPinned) return "";
  const LockedImage* locked = installed.definition().lock.Find(image.reference);
  if (!locked || !IsImageDigest(locked->digest.value)) return "";
  return PinnedImageText(service.image.value, locked->digest.value);
}

std::vector<ServicePlan> PlanServices(const Installed& installed) {
  const Definition& definition = installed.definition();
  std::vector<ServicePlan> services;
  for (const ComposeService& service : definition.compose.services) {
    ServicePlan plan;
    plan.name = service.name.value;
    plan.one_shot = IsOneShot(definition, service);
    plan.flush = LongestFlush(definition, service);
    plan.grace = ServiceGrace(service, plan.flush);
    plan.pinned_image = PinnedImage(installed, service);
    plan.add_init = !service.init.has_value();
    if (plan.flush > 0 && !service.has_stop_grace_period) plan.add_grace = plan.grace;
    services.push_back(std::move(plan));
  }
  return services;
}

std::vector<std::int64_t> Graces(const std::vector<ServicePlan>& services) {
  std::vector<std::int64_t> graces;
  for (const ServicePlan& service : services) graces.push_back(service.grace);
  return graces;
}

std::vector<std::string> SupersededUnits(const Installed& installed) {
  std::vector<std::string> units = {installed.names().unit};
  for (const FileWatcher& watcher : installed.definition().metadata.file_watchers) {
    const std::string stem = WatcherStem(installed.names(), watcher.name.value);
    units.push_back(stem + ".path");
    units.push_back(stem + ".service");
  }
  return units;
}

std::vector<std::string> Links(const Definition& definition) {
  std::vector<std::string> links = {"docker-compose.yml", "compose.container-app.yml",
                                    "compose.override.yaml", "config.yml", "metadata.yaml"};
  if (!definition.assets.empty()) links.push_back("assets");
  for (const HookFile& hook : definition.hooks) links.push_back(InstalledHookName(hook.name));
  return links;
}

std::vector<std::string> KeptVolumes(const Compose& compose) {
  std::vector<std::string> names;
  for (const ComposeVolume& volume : compose.volumes) {
    if (IsKeptInData(volume)) names.push_back(volume.value);
  }
  return names;
}

}  // namespace

bool MakePlan(const Definition& definition, const BuildContext& context, Plan* plan,
              Diagnostics* diagnostics) {
  plan->installed = Installed(definition, context.affixes);
  plan->version = context.version.empty() ? definition.metadata.version.value : context.version;
  plan->timestamp = context.timestamp;
  plan->unit_folder = context.unit_folder;
  plan->project_name = ProjectName(plan->installed);
  plan->supervision = MakeSupervision(definition);
  plan->services = PlanServices(plan->installed);
  plan->stop_grace = StopGrace(definition.compose, Graces(plan->services));
  plan->health = MakeHealthPlan(definition, context.affixes);
  plan->restart = MakeRestartPolicy(definition, plan->stop_grace, plan->health);
  plan->routing = MakeRoutingPlan(definition);
  plan->halos = MakeHalosPlan(plan->installed, plan->routing);
  if (plan->halos) plan->attachment = AttachToHalos(definition, *plan->halos, plan->routing);
  plan->superseded_units = SupersededUnits(plan->installed);
  plan->links = Links(definition);
  plan->host_stores = HostStores(definition);
  plan->rebuilds = Rebuilds(plan->installed);
  plan->durable_places = DurablePlaces(plan->installed);
  plan->data_folders = DataFolders(plan->installed);
  plan->keeps_data_elsewhere = KeepsDataElsewhere(plan->installed);
  plan->volumes = KeptVolumes(definition.compose);
  return MakeRelations(definition.metadata, context.affixes, plan->attachment, &plan->relations,
                       diagnostics);
}

}  // namespace container_app
