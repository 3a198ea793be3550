// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `show`.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
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

/// The files whose path is `name`, or that of a link to them; else those whose path ends with
/// `/name`; else those whose path ends with `name`.
std::vector<const Artifact*> FindArtifacts(const Rendering& rendering, std::string name) {
  for (const Artifact& artifact : rendering.artifacts) {
    if (artifact.path == name && !artifact.link_target.empty()) name = artifact.link_target;
  }
  std::vector<const Artifact*> names;
  std::vector<const Artifact*> ends;
  for (const Artifact& artifact : rendering.artifacts) {
    if (!artifact.link_target.empty() || !artifact.path.ends_with(name)) continue;
    if (artifact.path == name) return {&artifact};
    if (artifact.path.ends_with("/" + name)) names.push_back(&artifact);
    ends.push_back(&artifact);
  }
  return names.empty() ? ends : names;
}

/// What may be meant by a name that is no file of the package.
std::string MeantFile(const std::string& name, const Rendering& rendering) {
  std::vector<std::string_view> known;
  for (const Script script : kScripts) known.emplace_back(ScriptName(script));
  for (const Artifact& artifact : rendering.artifacts) {
    const std::string_view path = artifact.path;
    if (artifact.link_target.empty()) known.push_back(path.substr(path.rfind('/') + 1));
  }
  return DidYouMean(std::string_view(name).substr(name.rfind('/') + 1), known);
}

void TellNoFile(const std::string& name, const std::vector<const Artifact*>& found,
                const Rendering& rendering) {
  if (found.empty()) {
    const std::string meant = MeantFile(name, rendering);
    fmt::print(stderr, "container-app: error: no file of the package is named '{}'; {}\n",
               ShowControls(name),
               meant.empty() ? "without a name, show lists all of them" : meant);
    return;
  }
  fmt::print(stderr, "container-app: error: '{}' is the end of {} files; write more of one:\n",
             ShowControls(name), found.size());
  for (const Artifact* artifact : found) fmt::print(stderr, "  {}\n", artifact->path);
}

int PrintFile(const std::string& name, const Rendering& rendering, const FileReader& files) {
  std::string content;
  const auto script = std::find_if(std::begin(kScripts), std::end(kScripts),
                                   [&](Script known) { return name == ScriptName(known); });
  if (script != std::end(kScripts)) {
    content = ScriptText(rendering, *script);
    if (content.empty()) {
      fmt::print(stderr, "container-app: error: the package adds nothing to {}\n", name);
      return kExitUsage;
    }
  } else {
    const auto found = FindArtifacts(rendering, name);
    Diagnostics diagnostics;
    if (found.size() != 1) {
      TellNoFile(name, found, rendering);
      return kExitUsage;
    }
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

std::function<int()> AddShowVerb(Command command) {
  const auto options = std::make_shared<ShowOptions>();
  command.AddOption("DIR", &options->folder, "folder of a definition").Required();
  command.AddOption("FILE", &options->file,
                    "print this file of the package, or maintainer script, instead of the list");
  AddAffixOptions(command, &options->affixes);
  return [options] { return Show(*options); };
}

}  // namespace container_app
