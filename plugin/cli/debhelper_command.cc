// SPDX-License-Identifier: GPL-2.0-or-later
// container-app under the name dh_container_app.
#include <unistd.h>

#include <iostream>

#include "base/text.h"
#include "cli/common.h"
#include "cli/verbs.h"
#include "debhelper/command.h"
#include "package/builder.h"
#include "release/verify_tree.h"

namespace container_app {
namespace {

/// debhelper's terms for what was rendered. Steps before the one that enables the units go before
/// debhelper's blocks, the others after.
bool Convert(const Plan& plan, const Rendering& rendering, const FileReader& files,
             PackageOutput* output, Diagnostics* diagnostics) {
  for (const Artifact& artifact : rendering.artifacts) {
    PackageFile file{artifact.path.substr(1), artifact.mode, ""};
    if (!ArtifactContent(artifact, files, &file.content, diagnostics)) return false;
    output->files.push_back(std::move(file));
  }
  output->unit_folder = plan.unit_folder.substr(1);
  for (const Unit& unit : rendering.units) output->units.push_back({unit.name, unit.enable});
  bool units_seen[4] = {};
  for (const ScriptStep& step : rendering.steps) {
    bool& seen = units_seen[static_cast<int>(step.script)];
    if (step.kind == ScriptStep::Kind::kText) {
      output->blocks.push_back(
          {ScriptName(step.script), step.text,
           seen ? ScriptBlock::Order::kAfterUnits : ScriptBlock::Order::kBeforeUnits});
    } else {
      seen = true;
    }
  }
  for (const auto& [name, items] : rendering.substvars) output->substvars.emplace_back(name, items);
  return true;
}

class Builder {
 public:
  explicit Builder(const FileReader& files) : files_(files) {}

  bool Build(const PackageRequest& request, PackageOutput* output, Diagnostics* diagnostics) {
    if (templates_.templates.empty() &&
        !LoadTemplates(files_, TemplatesFolder(), &templates_, diagnostics)) {
      return false;
    }
    BuildContext context;
    context.version = request.version;
    context.timestamp = ReleaseTimestamp();
    App app;
    Rendering rendering;
    return LoadAppForPackage(files_, request.definition_folder, request.package, context, &app,
                             diagnostics) &&
           RenderAll(app.plan, templates_, &rendering, diagnostics) &&
           Convert(app.plan, rendering, files_, output, diagnostics);
  }

 private:
  const FileReader& files_;
  TemplateSet templates_;
};

Environment CurrentEnvironment() {
  Environment environment;
  for (char** entry = environ; *entry; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

}  // namespace

int RunDebhelperCommand(int argc, char** argv) {
  DiskFileSystem files;
  Builder builder(files);
  DhContext context;
  context.files = &files;
  context.environment = CurrentEnvironment();
  context.out = &std::cout;
  context.err = &std::cerr;
  context.version = CONTAINER_APP_VERSION;
  context.build = [&builder](const PackageRequest& request, PackageOutput* output,
                             Diagnostics* diagnostics) {
    return builder.Build(request, output, diagnostics);
  };
  context.check = [&files](Diagnostics* diagnostics) {
    return VerifySourcePackage(files, diagnostics);
  };
  return RunDhContainerApp({argv + 1, argv + argc}, context);
}

}  // namespace container_app
