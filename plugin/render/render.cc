// SPDX-License-Identifier: GPL-2.0-or-later
#include "render/render.h"

#include "render/outputs.h"

namespace container_app {
namespace {

constexpr TemplateName kTemplateNames[] = {
    {"app.conf", Language::kSettings},        {"app.service", Language::kUnit},
    {"compose", Language::kCompose},          {"compose.by-hand", Language::kCompose},
    {"conffile", Language::kShell},           {"env.defaults", Language::kEnvironmentFile},
    {"env.user", Language::kEnvironmentFile}, {"halos/postrm", Language::kShell},
    {"halos/preinst", Language::kShell},      {"halos/routing.yml", Language::kYaml},
    {"halos/webapp.toml", Language::kToml},   {"metainfo.xml", Language::kXml},
    {"postinst-files", Language::kShell},     {"postinst-start", Language::kShell},
    {"postrm-files", Language::kShell},       {"preinst-state", Language::kShell},
    {"prerm-state", Language::kShell},        {"ready.service", Language::kUnit},
    {"recover.service", Language::kUnit},     {"retry.service", Language::kUnit},
    {"wanted.service", Language::kUnit},      {"watcher.path", Language::kUnit},
    {"watcher.service", Language::kUnit},
};

/// Every kind of output. Order matters for maintainer scripts only: steps run as they are added.
constexpr void (*kOutputs[])(const RenderContext&) = {
    RenderAppUnit,          RenderWatcherUnits,      RenderRecovery,     RenderComposeFiles,
    RenderEnvironmentFiles, RenderMetainfo,          RenderCarriedFiles, RenderLinks,
    RenderAppConf,          RenderMaintainerScripts, RenderHalos,        RenderSubstvars,
};

}  // namespace

const char* ScriptName(Script script) {
  switch (script) {
    case Script::kPreinst:
      return "preinst";
    case Script::kPostinst:
      return "postinst";
    case Script::kPrerm:
      return "prerm";
    case Script::kPostrm:
      return "postrm";
  }
  return "";
}

std::span<const TemplateName> TemplateNames() { return kTemplateNames; }

void RenderContext::Add(std::string_view template_name, const Values& values,
                        const std::string& path, unsigned mode) const {
  Artifact artifact{path, mode, "", ""};
  if (!templates.Render(template_name, values, &artifact.content, diagnostics)) return;
  rendering->artifacts.push_back(std::move(artifact));
}

void RenderContext::AddStep(Script script, std::string_view template_name,
                            const Values& values) const {
  ScriptStep step{script, ScriptStep::Kind::kText, ""};
  if (!templates.Render(template_name, values, &step.text, diagnostics)) return;
  rendering->steps.push_back(std::move(step));
}

bool RenderAll(const Plan& plan, const TemplateSet& templates, Rendering* rendering,
               Diagnostics* diagnostics) {
  const RenderContext context{plan, templates, rendering, diagnostics};
  const ErrorMark errors(*diagnostics);
  for (const auto output : kOutputs) output(context);
  return errors.none();
}

}  // namespace container_app
