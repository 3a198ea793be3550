// SPDX-License-Identifier: GPL-2.0-or-later
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
bool AddConffileSteps(const RenderContext& context) {
  bool good = true;
  for (const Script script : {Script::kPreinst, Script::kPostinst, Script::kPostrm}) {
    for (const std::string& unit : context.plan.superseded_units) {
      good = context.AddStep(script, "conffile",
                             Values()
                                 .Set("path", "/etc/systemd/system/" + unit)
                                 .Set("package", context.plan.names().package)) &&
             good;
    }
  }
  return good;
}

}  // namespace

bool RenderMaintainerScripts(const RenderContext& context) {
  const Names& names = context.plan.names();
  auto& steps = context.rendering->steps;
  const auto state = [&] { return Values().Set("unit", names.unit).Set("package", names.package); };
  bool good = AddConffileSteps(context);
  good = context.AddStep(Script::kPreinst, "preinst-state", state()) && good;
  good = context.AddStep(Script::kPostinst, "postinst-files",
                         Values().Set("package", names.package)) &&
         good;
  steps.push_back({Script::kPostinst, ScriptStep::Kind::kEnableUnits, ""});
  good = context.AddStep(Script::kPostinst, "postinst-start",
                         Values()
                             .Set("package", names.package)
                             .Set("units", Rendered(AllUnits(*context.rendering)))) &&
         good;
  good = context.AddStep(Script::kPrerm, "prerm-state", state()) && good;
  steps.push_back({Script::kPrerm, ScriptStep::Kind::kStopUnits, ""});
  steps.push_back({Script::kPostrm, ScriptStep::Kind::kReload, ""});
  steps.push_back({Script::kPostrm, ScriptStep::Kind::kPurgeUnits, ""});
  return context.AddStep(Script::kPostrm, "postrm-files",
                         Values()
                             .Set("package", names.package)
                             .Set("etc", names.etc)
                             .Set("lib", names.lib)
                             .Set("data", names.data)) &&
         good;
}

}  // namespace container_app
