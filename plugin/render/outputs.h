// SPDX-License-Identifier: GPL-2.0-or-later
// One function per kind of output. An integration with other software on the device is further rows
// of the table in render.cc, with templates of its own.
#pragma once

#include "render/render.h"

namespace container_app {

/// What every renderer of an output gets.
struct RenderContext {
  const Plan& plan;
  const TemplateSet& templates;
  Rendering* rendering;
  Diagnostics* diagnostics;

  const Definition& definition() const { return plan.definition(); }
  const Metadata& metadata() const { return plan.definition().metadata; }
  /// Renders a template into an artifact at `path`. False after an error.
  bool Add(std::string_view template_name, const Values& values, const std::string& path,
           unsigned mode = 0644) const;
  /// Renders a template into a step of a maintainer script. False after an error.
  bool AddStep(Script script, std::string_view template_name, const Values& values) const;
};

bool RenderAppUnit(const RenderContext& context);
bool RenderWatcherUnits(const RenderContext& context);
bool RenderRecovery(const RenderContext& context);
bool RenderAppConf(const RenderContext& context);
bool RenderComposeFiles(const RenderContext& context);
bool RenderEnvironmentFiles(const RenderContext& context);
bool RenderMetainfo(const RenderContext& context);
bool RenderCarriedFiles(const RenderContext& context);
bool RenderLinks(const RenderContext& context);
bool RenderMaintainerScripts(const RenderContext& context);
bool RenderSubstvars(const RenderContext& context);

/// Values `store` (the unit) and `states` (their names) of each.
std::vector<Values> StoreValues(const std::vector<HostStore>& stores);

}  // namespace container_app
