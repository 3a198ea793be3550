// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/plan.h"

namespace container_app {

bool MakePlan(const Definition& definition, const BuildContext& context, Plan* plan,
              Diagnostics* diagnostics) {
  plan->definition = &definition;
  plan->names = MakeNames(definition.metadata.app_id.value, context.affixes);
  plan->version = context.version.empty() ? definition.metadata.version.value : context.version;
  plan->timestamp = context.timestamp;
  plan->unit_folder = context.unit_folder;
  plan->restart = MakeRestartPolicy(definition);
  for (const ComposeService& service : definition.compose.services) {
    plan->services.push_back({service.name.value, !service.init.has_value()});
  }
  plan->data_folders = DataFolders(definition, plan->names);
  return MakeRelations(definition.metadata, context.affixes, &plan->relations, diagnostics);
}

}  // namespace container_app
