// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over what restarts or starts containers beside systemd, which does not see or count it.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "check/rules.h"

namespace container_app {
namespace {

void CheckDeployRestart(const Rule& rule, const RuleContext& context) {
  if (context.plan.restart.supervisor != Supervisor::kSystemd) return;
  for (const ComposeService& service : context.definition().compose.services) {
    if (!service.deploy_restart) continue;
    context.diagnostics->Report(
        service.deploy_restart.place, rule,
        fmt::format("the package switches the restart policy of '{}' off: when the service ends, "
                    "systemd starts the app again",
                    service.name.value),
        "remove 'restart_policy'; pauses and limits are keys of 'restart' in metadata.yaml");
  }
}

/// A label by which another program does something to the container.
struct ProgramLabel {
  std::string_view name;
  std::string_view does;
};
constexpr ProgramLabel kProgramLabels[] = {
    {"autoheal", "autoheal restarts the container when it is unhealthy"},
    {"com.centurylinklabs.watchtower.enable",
     "Watchtower replaces the container when its tag names another image"},
    {"docker-volume-backup.stop-during-backup",
     "docker-volume-backup stops the container during a backup, and starts it again"},
    {"sablier.enable", "Sablier stops the container when nobody uses it, and starts it again"},
};

}  // namespace

bool IsProgramLabel(std::string_view name) {
  return std::any_of(std::begin(kProgramLabels), std::end(kProgramLabels),
                     [&](const ProgramLabel& label) { return label.name == name; });
}

namespace {

void CheckProgramLabels(const Rule& rule, const RuleContext& context) {
  if (context.plan.restart.supervisor != Supervisor::kSystemd) return;
  for (const ComposeService& service : context.definition().compose.services) {
    for (const ProgramLabel& label : kProgramLabels) {
      const auto found = service.labels.find(std::string(label.name));
      if (found == service.labels.end()) continue;
      const auto value = context.plan.installed.KnownText(found->second.value);
      if (!value || value->empty() || *value == "false") continue;
      context.diagnostics->Report(
          found->second.place, rule,
          fmt::format("{}; systemd counts that as an end of the app, and starts all of it again",
                      label.does),
          "remove the label");
    }
  }
}

/// The value of `--restart` in a command that runs docker; empty without one. `command` may be
/// several lines of a hook, each but the last with a backslash at its end.
std::string_view RestartOption(std::string_view command) {
  constexpr std::string_view kOption = "--restart";
  const std::size_t docker = command.find("docker ");
  if (docker == std::string_view::npos) return "";
  const std::size_t at = command.find(kOption, docker);
  if (at == std::string_view::npos) return "";
  std::string_view rest = command.substr(at + kOption.size());
  if (rest.empty() || (rest.front() != '=' && rest.front() != ' ')) return "";
  rest.remove_prefix(std::min(rest.find_first_not_of("= \"'"), rest.size()));
  return rest.substr(0, rest.find_first_of(" \t\\\"'\n;&|)"));
}

void CheckHook(const Rule& rule, const RuleContext& context, const HookFile& hook) {
  std::string command;
  int line = 0;
  int first = 0;
  for (const std::string_view text : Split(hook.content, '\n')) {
    ++line;
    if (command.empty()) first = line;
    command += text;
    if (text.ends_with('\\')) continue;
    const std::string_view policy = RestartOption(command);
    const bool comment = Trim(command).starts_with('#');
    if (!comment && !policy.empty() && policy != "no") {
      context.diagnostics->Report(
          {hook.place.file, first, 1}, rule,
          fmt::format("Docker starts this container again ('--restart {}'), also after the app was "
                      "stopped or removed: the unit knows nothing of it",
                      policy),
          "make it a service of docker-compose.yml, or leave '--restart' out");
    }
    command.clear();
  }
}

void CheckHooks(const Rule& rule, const RuleContext& context) {
  for (const HookFile& hook : context.definition().hooks) CheckHook(rule, context, hook);
}

constexpr CheckRule kSecondSupervisorRules[] = {
    {{"deploy-restart-policy",
      "A service has no `deploy.restart_policy`: systemd starts the app again.",
      Severity::kWarning},
     CheckDeployRestart},
    {{"second-supervisor-label",
      "No label asks another program to stop, restart or replace a container.", Severity::kWarning},
     CheckProgramLabels},
    {{"hook-restart-policy", "A hook starts no container that Docker starts again.",
      Severity::kWarning},
     CheckHooks},
};

}  // namespace

std::span<const CheckRule> SecondSupervisorRules() { return kSecondSupervisorRules; }

}  // namespace container_app
