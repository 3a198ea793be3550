// SPDX-License-Identifier: GPL-2.0-or-later
// What starts a failed app again: a unit that begins the pause, one that ends it, and their script.
#include "policy/stop.h"
#include "render/outputs.h"

namespace container_app {

bool RenderRecovery(const RenderContext& context) {
  const Plan& plan = context.plan;
  const Names& names = plan.names;
  if (!plan.restart.recovers()) return true;
  const std::string& app = context.metadata().name.value;
  Values script;
  script.Set("package", names.package)
      .Set("unit", names.unit)
      .Set("retry_unit", names.retry_unit)
      .Set("timer", names.retry_timer)
      .Set("lib", names.lib)
      .Set("after", plan.restart.recovery.after)
      .Set("max", plan.restart.recovery.max)
      .Set("healthy", HealthyTime(plan.restart))
      .Set("stopped_functions", context.Hook("stopped.sh"))
      .Set("recovery_functions", context.Hook("recovery.sh"))
      .Set("recover_functions", context.Hook("recover.sh"));
  bool good = context.Add("recover.sh", script, names.lib + "/recover.sh", 0755);
  Values recover;
  recover.Set("unit", names.unit).Set("timer", names.retry_timer).Set("name", app);
  Values retry;
  retry.Set("recover_unit", names.recover_unit).Set("timer", names.retry_timer).Set("name", app);
  for (Values* values : {&recover, &retry}) values->Set("lib", names.lib);
  good =
      context.Add("recover.service", recover, plan.unit_folder + "/" + names.recover_unit) && good;
  good = context.Add("retry.service", retry, plan.unit_folder + "/" + names.retry_unit) && good;
  context.rendering->units.push_back({names.recover_unit, false});
  context.rendering->units.push_back({names.retry_unit, false});
  return good;
}

bool RenderContainerRemoval(const RenderContext& context) {
  const Names& names = context.plan.names;
  Values values;
  values.Set("package", names.package)
      .Set("unit", names.unit)
      .Set("lib", names.lib)
      .Set("stopped_functions", context.Hook("stopped.sh"))
      .Set("containers_functions", context.Hook("containers.sh"));
  return context.Add("remove-containers.sh", values, names.lib + "/remove-containers.sh", 0755);
}

bool RenderWatch(const RenderContext& context) {
  constexpr std::int64_t kSecond = 1'000'000;
  // Compose itself takes a moment.
  constexpr std::int64_t kComposeEnds = 5;
  const Names& names = context.plan.names;
  std::string one_shots;
  for (const ComposeService& service : context.definition().compose.services) {
    if (IsOneShot(context.definition(), service)) one_shots.append(" ").append(service.name.value);
  }
  Values values;
  values.Set("package", names.package)
      .Set("unit", names.unit)
      .Set("lib", names.lib)
      .Set("run", names.run)
      .Set("one_shots", one_shots.empty() ? one_shots : one_shots.substr(1))
      .Set("grace", StopGrace(context.definition()) / kSecond + kComposeEnds)
      .Set("containers_functions", context.Hook("containers.sh"))
      .Set("watch_functions", context.Hook("watch.sh"));
  return context.Add("watch.sh", values, names.lib + "/watch.sh", 0755);
}

}  // namespace container_app
