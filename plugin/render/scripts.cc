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
  std::string functions = context.HookText("folders.sh");
  if (!seeds.empty()) functions += context.HookText("seed.sh");
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

namespace {

/// Units that an earlier packaging had as conffiles in /etc/systemd/system.
bool AddConffileSteps(const RenderContext& context) {
  bool good = true;
  for (const Script script : {Script::kPreinst, Script::kPostinst, Script::kPostrm}) {
    for (const std::string& unit : context.plan.superseded_units) {
      good = context.AddStep(script, "conffile",
                             Values()
                                 .Set("path", "/etc/systemd/system/" + unit)
                                 .Set("package", context.plan.names.package)) &&
             good;
    }
  }
  return good;
}

}  // namespace

bool RenderMaintainerScripts(const RenderContext& context) {
  const Names& names = context.plan.names;
  auto& steps = context.rendering->steps;
  const std::string& app = context.metadata().name.value;
  const std::string recovery = names.lib + "/recovery";

  bool good = AddConffileSteps(context);
  good = context.AddStep(Script::kPreinst, "preinst-state",
                         Values().Set("unit", names.unit).Set("package", names.package)) &&
         good;
  good = AddFilesStep(context) && good;
  steps.push_back({Script::kPostinst, ScriptStep::Kind::kEnableUnits, ""});
  Values start;
  start.Set("units", Rendered(AllUnits(*context.rendering)))
      .Set("package", names.package)
      .Set("recovery", recovery)
      .Set("start_queued", names.lib + "/start-queued.sh")
      .Set("recovered_message",
           fmt::format("{}: {} had failed; its failures are cleared and it is started again.",
                       names.package, app));
  good = context.AddStep(Script::kPostinst, "postinst-start", start) && good;
  good = context.Add("start-queued.sh", Values(), names.lib + "/start-queued.sh", 0755) && good;
  context.rendering->triggers.push_back("interest-noawait container-app-" + names.package);
  steps.push_back({Script::kPrerm, ScriptStep::Kind::kStopUnits, ""});
  steps.push_back({Script::kPostrm, ScriptStep::Kind::kReload, ""});
  steps.push_back({Script::kPostrm, ScriptStep::Kind::kPurgeUnits, ""});
  Values files;
  files.Set("etc", names.etc)
      .Set("data", names.data)
      .Set("recovery", recovery)
      .Set("kept_message",
           fmt::format("{}: data is kept in {}; remove it by hand.", names.package, names.data));
  return context.AddStep(Script::kPostrm, "postrm-files", files) && good;
}

}  // namespace container_app
