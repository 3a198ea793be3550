// SPDX-License-Identifier: GPL-2.0-or-later
// Implements render/outputs.h.
// What starts a failed app again: a unit that begins the pause, and one that ends it.
#include "render/outputs.h"

namespace container_app {

void RenderRecovery(const RenderContext& context) {
  const Plan& plan = context.plan;
  const Names& names = plan.names();
  if (!plan.restart.recovers()) return;
  const std::string& app = context.metadata().name.value;
  Values recover;
  recover.Set("unit", names.unit).Set("timer", names.retry_timer).Set("name", app);
  Values retry;
  retry.Set("recover_unit", names.recover_unit).Set("timer", names.retry_timer).Set("name", app);
  for (Values* values : {&recover, &retry}) values->Set("package", names.package);
  context.Add("recover.service", recover, plan.unit_folder + "/" + names.recover_unit);
  context.rendering->units.push_back({names.recover_unit, false});
  context.rendering->units.push_back({names.retry_unit, false});
  context.Add("retry.service", retry, plan.unit_folder + "/" + names.retry_unit);
}

}  // namespace container_app
