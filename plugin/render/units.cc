// SPDX-License-Identifier: GPL-2.0-or-later
#include "render/outputs.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

std::string Span(std::int64_t microseconds) {
  return FormatTimeSpan(static_cast<std::uint64_t>(microseconds));
}

}  // namespace

bool RenderAppUnit(const RenderContext& context) {
  const Plan& plan = context.plan;
  Values values;
  values.Set("package", plan.names.package)
      .Set("unit", plan.names.unit)
      .Set("name", context.metadata().name.value)
      .Set("homepage", context.metadata().homepage.value)
      .Set("lib", plan.names.lib)
      .Set("etc", plan.names.etc)
      .Set("run", plan.names.run)
      .Set("restart_sec", Span(plan.restart.restart_sec))
      .Set("start_limit_interval_sec", Span(plan.restart.start_limit_interval_sec))
      .Set("start_limit_burst", plan.restart.start_limit_burst);
  context.rendering->units.push_back({plan.names.unit, true});
  return context.Add("app.service", values, plan.unit_folder + "/" + plan.names.unit);
}

bool RenderWatcherUnits(const RenderContext& context) {
  const Plan& plan = context.plan;
  bool good = true;
  for (const FileWatcher& watcher : context.metadata().file_watchers) {
    const std::string stem = plan.names.package + "-watcher-" + watcher.name.value;
    Values values;
    values.Set("unit", plan.names.unit)
        .Set("watcher", watcher.name.value)
        .Set("name", context.metadata().name.value);
    Values path_values = values;
    path_values.Set("package", plan.names.package)
        .Set("service_unit", stem + ".service")
        .Set("watch_path", watcher.watch_path.value)
        .Set("directory_modified", watcher.watch_type == "directory_modified")
        .Set("path_changed", watcher.watch_type == "path_changed")
        .Set("path_exists", watcher.watch_type == "path_exists");
    values.Set("path_unit", stem + ".path")
        .Set("script", watcher.script.value)
        .Set("restart_service", watcher.restart_service);
    good =
        context.Add("watcher.path", path_values, plan.unit_folder + "/" + stem + ".path") && good;
    good =
        context.Add("watcher.service", values, plan.unit_folder + "/" + stem + ".service") && good;
    context.rendering->units.push_back({stem + ".path", true});
    context.rendering->units.push_back({stem + ".service", false});
  }
  return good;
}

}  // namespace container_app
