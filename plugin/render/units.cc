// SPDX-License-Identifier: GPL-2.0-or-later
// Implements render/outputs.h: the units of the app and of its watchers.
#include <fmt/format.h>

#include "render/outputs.h"
#include "render/restart_comment.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

/// `services` as list of values `service` for a template.
std::vector<Values> ServiceValues(const std::vector<std::string>& services) {
  std::vector<Values> list;
  for (const std::string& service : services) list.push_back(Values().Set("service", service));
  return list;
}

void SetAttachment(const Attachment& attachment, Values* values) {
  const auto list = [](const std::vector<std::string>& texts, const char* name, auto&& make) {
    std::vector<Values> items;
    for (const std::string& text : texts) items.push_back(Values().Set(name, make(text)));
    return items;
  };
  const auto text = [](const std::string& one) { return one; };
  // Made of names that need no escaping.
  const auto words = [](const std::string& one) { return Rendered(one); };
  values->Set("attached_units", list(attachment.wanted_units, "attached_unit", text))
      .Set("compose_files", list(attachment.compose_files, "compose_file", text))
      .Set("environment", list(attachment.environment, "assignment", words))
      .Set("environment_files", list(attachment.environment_files, "environment_file", text))
      .Set("stop_commands", list(attachment.stop_commands, "stop_command", words));
}

void SetRestart(const RestartPolicy& restart, Values* values) {
  values->Set("restart_sec", FormatTime(restart.restart_sec))
      .Set("start_limit_interval_sec", FormatTime(restart.start_limit_interval_sec))
      .Set("start_limit_burst", restart.start_limit_burst)
      .Set("timeout_start_sec", FormatTime(restart.timeout_start_sec))
      .Set("timeout_stop_sec", FormatTime(restart.timeout_stop_sec))
      .Set("has_steps", restart.restart_steps > 0)
      .Set("restart_steps", restart.restart_steps)
      .Set("restart_max_delay_sec", FormatTime(restart.restart_max_delay_sec))
      .Set("by_systemd", restart.supervisor == Supervisor::kSystemd);
}

}  // namespace

void LinkDropIn(const RenderContext& context, const std::string& unit, std::string_view file) {
  Artifact link;
  link.path = fmt::format("{}/{}.d/10-container-app.conf", context.plan.unit_folder, unit);
  // From there to /usr/lib: links within /usr are relative (Debian policy 10.5).
  const bool within_usr = context.plan.unit_folder.starts_with("/usr/");
  link.link_target = fmt::format("{}/container-app/{}", within_usr ? "../../.." : "/usr/lib", file);
  context.rendering->artifacts.push_back(std::move(link));
}

void RenderAppUnit(const RenderContext& context) {
  const Plan& plan = context.plan;
  const Supervision& supervision = plan.supervision;
  const bool by_systemd = plan.restart.supervisor == Supervisor::kSystemd;
  std::vector<Values> comment;
  for (const std::string& line : RestartComment(plan.restart, plan.names().unit)) {
    comment.push_back(Values().Set("line", line));
  }
  Values values;
  values.Set("package", plan.names().package)
      .Set("unit", plan.names().unit)
      .Set("name", context.metadata().name.value)
      .Set("restart_comment", std::move(comment))
      .Set("stores", StoreValues(plan.host_stores))
      .Set("homepage", context.metadata().homepage.value)
      .Set("lib", plan.names().lib)
      .Set("etc", plan.names().etc)
      .Set("run", plan.names().run)
      .Set("project_name", plan.project_name)
      .Set("recover_unit", plan.names().recover_unit)
      .Set("wanted_unit", plan.names().wanted_unit)
      .Set("has_last_steps", by_systemd && !supervision.last_steps.empty())
      .Set("last_steps", ServiceValues(supervision.last_steps))
      .Set("watches", by_systemd && !supervision.watched.empty())
      .Set("watched", ServiceValues(by_systemd ? supervision.watched : std::vector<std::string>()));
  SetRestart(plan.restart, &values);
  SetAttachment(plan.attachment, &values);
  context.rendering->units.push_back({plan.names().unit, true});
  context.Add("app.service", values, plan.unit_folder + "/" + plan.names().unit);
  if (context.metadata().hardening) LinkDropIn(context, plan.names().unit, kHardening);
}

void RenderWatcherUnits(const RenderContext& context) {
  const Plan& plan = context.plan;
  for (const FileWatcher& watcher : context.metadata().file_watchers) {
    const std::string stem = WatcherStem(plan.names(), watcher.name.value);
    Values values;
    values.Set("unit", plan.names().unit)
        .Set("watcher", watcher.name.value)
        .Set("name", context.metadata().name.value);
    Values path_values = values;
    path_values.Set("package", plan.names().package)
        .Set("service_unit", stem + ".service")
        .Set("watch_path", watcher.watch_path.value)
        .Set("directory_modified", watcher.watch_type == "directory_modified")
        .Set("path_changed", watcher.watch_type == "path_changed")
        .Set("path_exists", watcher.watch_type == "path_exists");
    values.Set("path_unit", stem + ".path")
        .Set("package", plan.names().package)
        .Set("script", watcher.script.value)
        .Set("restart_service", watcher.restart_service);
    context.Add("watcher.path", path_values, plan.unit_folder + "/" + stem + ".path");
    context.Add("watcher.service", values, plan.unit_folder + "/" + stem + ".service");
    if (watcher.script.value.empty()) {
      LinkDropIn(context, stem + ".service", kSandbox);
    } else if (context.metadata().hardening) {
      LinkDropIn(context, stem + ".service", kHardening);
    }
    context.rendering->units.push_back({stem + ".path", true});
    context.rendering->units.push_back({stem + ".service", false});
  }
}

}  // namespace container_app
