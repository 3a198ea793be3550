// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `show`.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "base/text.h"
#include "cli/common.h"
#include "cli/verbs.h"
#include "package/load.h"

namespace container_app {
namespace {

struct ShowOptions {
  std::string folder;
  std::string file;
  AffixOptions affixes;
};

constexpr Script kScripts[] = {Script::kPreinst, Script::kPostinst, Script::kPrerm,
                               Script::kPostrm};

/// The steps of a maintainer script. Of those that debhelper adds, only the names are shown.
std::string ScriptText(const Rendering& rendering, Script script) {
  std::string text;
  for (const ScriptStep& step : rendering.steps) {
    if (step.script != script) continue;
    switch (step.kind) {
      case ScriptStep::Kind::kText:
        text += step.text;
        break;
      case ScriptStep::Kind::kEnableUnits:
        text += "# debhelper: postinst-systemd-enable\n";
        break;
      case ScriptStep::Kind::kStopUnits:
        text += "# debhelper: prerm-systemd-restart\n";
        break;
      case ScriptStep::Kind::kPurgeUnits:
        text += "# debhelper: postrm-systemd\n";
        break;
      case ScriptStep::Kind::kReload:
        text += "# debhelper: postrm-systemd-reload-only\n";
        break;
    }
  }
  return text;
}

void PrintList(const Plan& plan, const Rendering& rendering) {
  std::string out = fmt::format("Package: {}\nVersion: {}\n", plan.names().package, plan.version);
  for (const auto& [name, items] : rendering.substvars) {
    if (items.empty()) continue;
    out += fmt::format("{}: {}\n", name.substr(name.find(':') + 1), Join(items, ", "));
  }
  out += "\n";
  std::vector<const Artifact*> sorted;
  for (const Artifact& artifact : rendering.artifacts) sorted.push_back(&artifact);
  std::sort(sorted.begin(), sorted.end(),
            [](const Artifact* a, const Artifact* b) { return a->path < b->path; });
  for (const Artifact* artifact : sorted) {
    const bool link = !artifact->link_target.empty();
    out += link ? fmt::format("0777 {} -> {}\n", artifact->path, artifact->link_target)
                : fmt::format("{:04o} {}\n", artifact->mode, artifact->path);
  }
  out += "\n";
  for (const Script script : kScripts) {
    if (!ScriptText(rendering, script).empty()) out += fmt::format("{}\n", ScriptName(script));
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
}

/// The files whose path is `name`, or that of a link to them, or ends with `/name`.
std::vector<const Artifact*> FindArtifacts(const Rendering& rendering, std::string name) {
  std::vector<const Artifact*> found;
  for (const Artifact& artifact : rendering.artifacts) {
    if (artifact.path == name && !artifact.link_target.empty()) name = artifact.link_target;
  }
  for (const Artifact& artifact : rendering.artifacts) {
    if (!artifact.link_target.empty()) continue;
    if (artifact.path == name) return {&artifact};
    if (artifact.path.ends_with("/" + name)) found.push_back(&artifact);
  }
  return found;
}

int PrintFile(const std::string& name, const Rendering& rendering, const FileReader& files) {
  std::string content;
  for (const Script script : kScripts) {
    if (name == ScriptName(script)) content = ScriptText(rendering, script);
  }
  if (content.empty()) {
    const auto found = FindArtifacts(rendering, name);
    if (found.size() != 1) {
      fmt::print(stderr, "container-app: error: {} file of the package is named '{}'\n",
                 found.empty() ? "no" : "more than one", ShowControls(name));
      for (const Artifact* artifact : found) fmt::print(stderr, "  {}\n", artifact->path);
      return kExitUsage;
    }
    Diagnostics diagnostics;
    if (!ArtifactContent(*found.front(), files, &content, &diagnostics)) {
      PrintFindings(diagnostics, false);
      return kExitFiles;
    }
  }
  std::fwrite(content.data(), 1, content.size(), stdout);
  return kExitOk;
}

int Show(const ShowOptions& options) {
  const DiskFileSystem files;
  Diagnostics diagnostics;
  TemplateSet templates;
  App app;
  Rendering rendering;
  BuildContext context;
  context.affixes = {options.affixes.prefix, options.affixes.suffix};
  context.timestamp = ReleaseTimestamp();
  const bool good = LoadTemplates(files, TemplatesFolder(), &templates, &diagnostics) &&
                    LoadApp(files, options.folder, context, &app, &diagnostics) &&
                    RenderAll(app.plan, templates, &rendering, &diagnostics);
  diagnostics.Sort();
  PrintFindings(diagnostics, false);
  if (!good) return std::max(StatusOf(diagnostics), static_cast<int>(kExitFindings));
  if (!options.file.empty()) return PrintFile(options.file, rendering, files);
  PrintList(app.plan, rendering);
  return kExitOk;
}

}  // namespace

std::function<int()> AddShowVerb(CLI::App* command) {
  const auto options = std::make_shared<ShowOptions>();
  command->add_option("DIR", options->folder, "folder of a definition")->required();
  command->add_option("FILE", options->file,
                      "print this file of the package, or maintainer script, instead of the list");
  AddAffixOptions(command, &options->affixes);
  return [options] { return Show(*options); };
}

}  // namespace container_app
