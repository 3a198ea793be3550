// SPDX-License-Identifier: GPL-2.0-or-later
#include "render/outputs.h"

namespace container_app {

bool RenderPrestart(const RenderContext& context) {
  const Names& names = context.plan.names;
  std::vector<Values> hooks;
  for (const HookFile& hook : context.definition().hooks) {
    // Beside docker-compose.yml, so that a hook finds its siblings by its own path.
    const std::string path =
        names.lib + "/app-" + (hook.name == "prestart.sh" ? "" : "prestart-") + hook.name;
    context.rendering->artifacts.push_back({path, 0755, hook.content, ""});
    hooks.push_back(Values().Set("name", path.substr(names.lib.size() + 1)).Set("path", path));
  }
  Values values;
  values.Set("package", names.package)
      .Set("unit", names.unit)
      .Set("lib", names.lib)
      .Set("etc", names.etc)
      .Set("run", names.run)
      .Set("stages_functions", context.Hook("stages.sh"))
      .Set("folders_functions", context.Hook("folders.sh"))
      .Set("recovers", context.plan.restart.recovers())
      .Set("recovery_functions", context.Hook("recovery.sh"))
      .Set("healthy", HealthyTime(context.plan.restart))
      .Set("hooks", std::move(hooks));
  SetFolders(context.plan, &values);
  return context.Add("prestart.sh", values, names.lib + "/prestart.sh", 0755);
}

}  // namespace container_app
