// SPDX-License-Identifier: GPL-2.0-or-later
// Implements render/outputs.h.
// The maintainer scripts. What they do is done by the runtime; no text of a definition is in them.
#include <fmt/format.h>

#include "render/outputs.h"

namespace container_app {
namespace {

std::string AllUnits(const Rendering& rendering) {
  std::string units;
  for (const Unit& unit : rendering.units) units += fmt::format(" '{}'", unit.name);
  return units.substr(units.empty() ? 0 : 1);
}

/// Units that an earlier packaging had as conffiles in /etc/systemd/system.
void AddConffileSteps(const RenderContext& context) {
  for (const Script script : {Script::kPreinst, Script::kPostinst, Script::kPostrm}) {
    for (const std::string& unit : context.plan.superseded_units) {
      context.AddStep(script, "conffile",
                      Values()
                          .Set("path", "/etc/systemd/system/" + unit)
                          .Set("package", context.plan.names().package));
    }
  }
}

}  // namespace

void RenderMaintainerScripts(const RenderContext& context) {
  const Names& names = context.plan.names();
  auto& steps = context.rendering->steps;
  const auto state = [&] { return Values().Set("unit", names.unit).Set("package", names.package); };
  AddConffileSteps(context);
  context.AddStep(Script::kPreinst, "preinst-state", state());
  context.AddStep(Script::kPostinst, "postinst-files", Values().Set("package", names.package));
  steps.push_back({Script::kPostinst, ScriptStep::Kind::kEnableUnits, ""});
  context.AddStep(
      Script::kPostinst, "postinst-start",
      Values().Set("package", names.package).Set("units", Rendered(AllUnits(*context.rendering))));
  context.AddStep(Script::kPrerm, "prerm-state", state().Set("wanted_unit", names.wanted_unit));
  steps.push_back({Script::kPrerm, ScriptStep::Kind::kStopUnits, ""});
  steps.push_back({Script::kPostrm, ScriptStep::Kind::kReload, ""});
  steps.push_back({Script::kPostrm, ScriptStep::Kind::kPurgeUnits, ""});
  std::vector<Values> volumes;
  for (const std::string& name : context.plan.volumes) {
    volumes.push_back(Values().Set("volume", context.plan.project_name + "_" + name));
  }
  context.AddStep(Script::kPostrm, "postrm-files",
                  Values()
                      .Set("has_volumes", !context.plan.volumes.empty())
                      .Set("volumes", std::move(volumes))
                      .Set("package", names.package)
                      .Set("etc", names.etc)
                      .Set("lib", names.lib)
                      .Set("data", names.data));
}

}  // namespace container_app
