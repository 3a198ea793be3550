// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include "base/text.h"
#include "render/outputs.h"

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
        .Set("has_command", !command.empty())
        .Set("command", std::move(command));
    inputs.push_back(std::move(values));
  }
  return inputs;
}

/// The time a hook has that rebuilds states; empty for others.
std::string TimeToRebuild(const std::vector<Rebuild>& rebuilds, const std::string& hook) {
  std::int64_t time = 0;
  for (const Rebuild& rebuild : rebuilds) {
    if (rebuild.hook == hook) time += rebuild.within;
  }
  return time > 0 ? Seconds(time) : "";
}

}  // namespace

std::vector<Values> StoreValues(const std::vector<HostStore>& stores) {
  std::vector<Values> list;
  for (const HostStore& store : stores) {
    list.push_back(Values().Set("store", store.unit).Set("states", Join(store.states, ", ")));
  }
  return list;
}

bool RenderPrestart(const RenderContext& context) {
  const Plan& plan = context.plan;
  const Names& names = plan.names;
  std::vector<Values> hooks;
  for (const HookFile& hook : context.definition().hooks) {
    // Beside docker-compose.yml, so that a hook finds its siblings by its own path.
    const std::string path =
        names.lib + "/app-" + (hook.name == "prestart.sh" ? "" : "prestart-") + hook.name;
    context.rendering->artifacts.push_back({path, 0755, hook.content, ""});
    hooks.push_back(Values()
                        .Set("name", path.substr(names.lib.size() + 1))
                        .Set("path", path)
                        .Set("seconds", TimeToRebuild(plan.rebuilds, hook.name)));
  }
  const Rendered nothing;
  Values values;
  values.Set("package", names.package)
      .Set("unit", names.unit)
      .Set("lib", names.lib)
      .Set("etc", names.etc)
      .Set("run", names.run)
      .Set("stages_functions", context.Hook("stages.sh"))
      .Set("folders_functions", context.Hook("folders.sh"))
      .Set("durable_functions", context.Hook("durable.sh"))
      .Set("stores_functions", plan.host_stores.empty() ? nothing : context.Hook("stores.sh"))
      .Set("inputs_functions", plan.rebuilds.empty() ? nothing : context.Hook("inputs.sh"))
      .Set("stores", StoreValues(plan.host_stores))
      .Set("inputs", InputValues(plan.rebuilds))
      .Set("recovers", plan.restart.recovers())
      .Set("recovery_functions", context.Hook("recovery.sh"))
      .Set("healthy", HealthyTime(plan.restart))
      .Set("hooks", std::move(hooks));
  SetFolders(plan, &values);
  return context.Add("prestart.sh", values, names.lib + "/prestart.sh", 0755);
}

}  // namespace container_app
