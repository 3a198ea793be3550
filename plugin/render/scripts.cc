// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include "render/outputs.h"

namespace container_app {
namespace {

/// The folder that holds `path` decides who owns it; the longest one counts.
std::string OwnerAt(const Plan& plan, const std::string& path) {
  const DataFolder* nearest = nullptr;
  for (const DataFolder& folder : plan.data_folders) {
    const bool holds = path.starts_with(folder.path + "/");
    if (holds && (!nearest || folder.path.size() > nearest->path.size())) nearest = &folder;
  }
  return nearest ? OwnerText(nearest->owner) : "";
}

std::string AllUnits(const Rendering& rendering) {
  std::string units;
  for (const Unit& unit : rendering.units) units += fmt::format(" '{}'", unit.name);
  return units.substr(units.empty() ? 0 : 1);
}

bool AddFilesStep(const RenderContext& context) {
  const Plan& plan = context.plan;
  std::vector<Values> seeds;
  for (const CarriedFile& file : context.definition().default_data) {
    const std::string target = plan.names.data + "/" + file.name;
    seeds.push_back(Values()
                        .Set("source", plan.names.lib + "/default-data/" + file.name)
                        .Set("below", file.name)
                        .Set("owner", OwnerAt(plan, target)));
  }
  std::string functions = context.templates.hooks.find("folders.sh")->second;
  if (!seeds.empty()) functions += context.templates.hooks.find("seed.sh")->second;
  Values values;
  values.Set("functions", Rendered(std::move(functions)))
      .Set("lib", plan.names.lib)
      .Set("etc", plan.names.etc)
      .Set("has_seeds", !seeds.empty())
      .Set("seeds", std::move(seeds));
  SetFolders(plan, &values);
  return context.AddStep(Script::kPostinst, "postinst-files", values);
}

}  // namespace

std::string OwnerText(const Owner& owner) {
  if (!owner.uid) return "";
  return owner.gid ? fmt::format("{}:{}", *owner.uid, *owner.gid) : fmt::format("{}", *owner.uid);
}

std::string BelowData(const Names& names, const std::string& path) {
  return path.size() > names.data.size() ? path.substr(names.data.size() + 1) : "";
}

void SetFolders(const Plan& plan, Values* values) {
  std::vector<Values> folders;
  std::string data_owner;
  for (const DataFolder& folder : plan.data_folders) {
    const std::string below = BelowData(plan.names, folder.path);
    if (below.empty()) {
      data_owner = OwnerText(folder.owner);
    } else {
      folders.push_back(Values().Set("below", below).Set("owner", OwnerText(folder.owner)));
    }
  }
  values->Set("folders", std::move(folders)).Set("data_owner", data_owner);
}

bool RenderMaintainerScripts(const RenderContext& context) {
  const Names& names = context.plan.names;
  auto& steps = context.rendering->steps;
  const Rendered units(AllUnits(*context.rendering));
  const std::string& app = context.metadata().name.value;

  bool good = context.AddStep(Script::kPreinst, "preinst-state",
                              Values().Set("unit", names.unit).Set("package", names.package));
  good = AddFilesStep(context) && good;
  good = context.AddStep(Script::kPostinst, "postinst-recover",
                         Values().Set("unit", names.unit).Set("units", units)) &&
         good;
  steps.push_back({Script::kPostinst, ScriptStep::Kind::kEnableUnits, ""});
  Values start;
  start.Set("unit", names.unit)
      .Set("package", names.package)
      .Set("start_description", fmt::format("Start of {} after its installation", names.package))
      .Set("recovered_message",
           fmt::format("{}: {} had failed; its failures are cleared and it is started again.",
                       names.package, app));
  good = context.AddStep(Script::kPostinst, "postinst-start", start) && good;
  steps.push_back({Script::kPrerm, ScriptStep::Kind::kStopUnits, ""});
  steps.push_back({Script::kPostrm, ScriptStep::Kind::kReload, ""});
  steps.push_back({Script::kPostrm, ScriptStep::Kind::kPurgeUnits, ""});
  Values files;
  files.Set("etc", names.etc)
      .Set("data", names.data)
      .Set("kept_message",
           fmt::format("{}: data is kept in {}; remove it by hand.", names.package, names.data));
  return context.AddStep(Script::kPostrm, "postrm-files", files) && good;
}

}  // namespace container_app
