// SPDX-License-Identifier: GPL-2.0-or-later
// One function per kind of output. An integration with other software on the device is further rows
// of the table in render.cc, with templates of its own.
#pragma once

#include "render/render.h"

namespace container_app {

/// What every renderer of an output gets. Errors are in `diagnostics`.
struct RenderContext {
  const Plan& plan;
  const TemplateSet& templates;
  Rendering* rendering;
  Diagnostics* diagnostics;

  const Definition& definition() const { return plan.definition(); }
  const Metadata& metadata() const { return plan.definition().metadata; }
  /// Where the icon is installed; empty without one.
  std::string IconPath() const {
    const std::string& icon = definition().icon_name;
    if (icon.empty()) return "";
    return "/usr/share/pixmaps/" + plan.names().package + icon.substr(icon.rfind('.'));
  }
  /// Renders a template into an artifact at `path`.
  void Add(std::string_view template_name, const Values& values, const std::string& path,
           unsigned mode = 0644) const;
  /// Renders a template into a step of a maintainer script.
  void AddStep(Script script, std::string_view template_name, const Values& values) const;
};

void RenderAppUnit(const RenderContext& context);
void RenderWatcherUnits(const RenderContext& context);
void RenderRecovery(const RenderContext& context);
void RenderAppConf(const RenderContext& context);
void RenderComposeFiles(const RenderContext& context);
void RenderEnvironmentFiles(const RenderContext& context);
void RenderMetainfo(const RenderContext& context);
void RenderCarriedFiles(const RenderContext& context);
void RenderLinks(const RenderContext& context);
void RenderHalos(const RenderContext& context);
void RenderMaintainerScripts(const RenderContext& context);
void RenderSubstvars(const RenderContext& context);

/// Links a drop-in of container-app-runtime to a unit, by the name of its file there.
void LinkDropIn(const RenderContext& context, const std::string& unit, std::string_view file);
inline constexpr std::string_view kSandbox = "sandbox.conf";      ///< Of its own programs.
inline constexpr std::string_view kHardening = "hardening.conf";  ///< Of hooks.

/// Values `store` (the unit) and `states` (their names) of each.
std::vector<Values> StoreValues(const std::vector<HostStore>& stores);

/// What the runtime does for the integration with HaLOS at each start: one item, or none.
std::vector<Values> HalosStages(const RenderContext& context);

}  // namespace container_app
