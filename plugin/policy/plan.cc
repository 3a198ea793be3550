// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/plan.h"

#include "policy/stop.h"

namespace container_app {

bool MakePlan(const Definition& definition, const BuildContext& context, Plan* plan,
              Diagnostics* diagnostics) {
  plan->definition = &definition;
  plan->names = MakeNames(definition.metadata.app_id.value, context.affixes);
  plan->version = context.version.empty() ? definition.metadata.version.value : context.version;
  plan->timestamp = context.timestamp;
  plan->unit_folder = context.unit_folder;
  plan->project_name = ProjectName(definition, plan->names);
  plan->supervision = MakeSupervision(definition);
  plan->restart = MakeRestartPolicy(definition);
  const bool no_restart = plan->restart.supervisor == Supervisor::kSystemd;
  for (const ComposeService& service : definition.compose.services) {
    const bool flushes = LongestFlush(definition, service) > 0 && !service.has_stop_grace_period;
    plan->services.push_back({service.name.value, no_restart, !service.init.has_value(),
                              flushes ? ServiceGrace(definition, service) : 0});
  }
  plan->superseded_units = {plan->names.unit};
  for (const FileWatcher& watcher : definition.metadata.file_watchers) {
    const std::string stem = WatcherStem(plan->names, watcher.name.value);
    plan->superseded_units.push_back(stem + ".path");
    plan->superseded_units.push_back(stem + ".service");
  }
  plan->links = {"docker-compose.yml", "compose.container-app.yml", "config.yml", "metadata.yaml"};
  if (!definition.assets.empty()) plan->links.push_back("assets");
  for (const HookFile& hook : definition.hooks) {
    plan->links.push_back(InstalledHookName(hook.name));
  }
  plan->host_stores = HostStores(definition);
  plan->rebuilds = Rebuilds(definition, plan->names);
  plan->data_folders = DataFolders(definition, plan->names);
  return MakeRelations(definition.metadata, context.affixes, &plan->relations, diagnostics);
}

}  // namespace container_app
