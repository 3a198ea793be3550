// SPDX-License-Identifier: GPL-2.0-or-later
// Implements render/outputs.h.
// The units beside that of the app: whether somebody wants it to run, what starts it again after a
// failure, and one that others can wait for.
#include "render/outputs.h"
#include "systemd/time_span.h"

namespace container_app {

void RenderRecovery(const RenderContext& context) {
  const Plan& plan = context.plan;
  const Names& names = plan.names();
  Values retry;
  retry.Set("package", names.package).Set("name", context.metadata().name.value);
  Values values = retry;
  values.Set("unit", names.unit);
  Values wanted = values;
  wanted.Set("timeout_stop_sec", FormatTime(plan.restart.timeout_stop_sec));
  Values recover = values;
  recover.Set("wanted_unit", names.wanted_unit)
      .Set("timer", plan.restart.recovers() ? names.retry_timer : "");
  const auto add = [&](std::string_view name, const Values& of_unit, const std::string& unit) {
    context.Add(name, of_unit, plan.unit_folder + "/" + unit);
    context.rendering->units.push_back({unit, false});
    LinkDropIn(context, unit, kSandbox);
  };
  add("wanted.service", wanted, names.wanted_unit);
  add("ready.service", values, names.ready_unit);
  add("recover.service", recover, names.recover_unit);
  if (!plan.restart.recovers()) return;
  retry.Set("recover_unit", names.recover_unit).Set("timer", names.retry_timer);
  add("retry.service", retry, names.retry_unit);
}

}  // namespace container_app
