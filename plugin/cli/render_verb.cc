// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h.
// The verb that dh_container_app(1) calls. Its output is an interface between two packages: a
// change that an older reader would misread raises kRenderFormat.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/common.h"
#include "cli/verbs.h"
#include "deb/version.h"
#include "package/load.h"
#include "package/stage.h"
#include "release/verify_tree.h"

namespace container_app {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kRenderFormat = 1;

struct RenderOptions {
  std::string into;
  bool no_compose = false;
  std::vector<std::string> words;
};

const char* DebhelperStep(ScriptStep::Kind kind) {
  switch (kind) {
    case ScriptStep::Kind::kText:
      break;
    case ScriptStep::Kind::kEnableUnits:
      return "postinst-systemd-enable";
    case ScriptStep::Kind::kStopUnits:
      return "prerm-systemd-restart";
    case ScriptStep::Kind::kPurgeUnits:
      return "postrm-systemd";
    case ScriptStep::Kind::kReload:
      return "postrm-systemd-reload-only";
  }
  return "";
}

Json FileOf(const Artifact& artifact) {
  if (!artifact.link_target.empty()) {
    return {{"path", artifact.path}, {"link", artifact.link_target}};
  }
  return {{"path", artifact.path}, {"mode", fmt::format("{:04o}", artifact.mode)}};
}

Json StepOf(const ScriptStep& step) {
  Json made{{"script", ScriptName(step.script)}};
  if (step.kind == ScriptStep::Kind::kText) {
    made["text"] = step.text;
  } else {
    made["debhelper"] = DebhelperStep(step.kind);
  }
  return made;
}

Json PackageOf(const RenderedPackage& package) {
  const Rendering& rendering = package.rendering;
  Json files = Json::array();
  Json units = Json::array();
  Json scripts = Json::array();
  Json substvars = Json::object();
  for (const Artifact& artifact : rendering.artifacts) files.push_back(FileOf(artifact));
  for (const Unit& unit : rendering.units) {
    units.push_back({{"name", unit.name}, {"enable", unit.enable}});
  }
  for (const ScriptStep& step : rendering.steps) scripts.push_back(StepOf(step));
  for (const auto& [name, items] : rendering.substvars) substvars[name] = items;
  return {{"package", package.package},
          {"unit_folder", package.unit_folder},
          {"files", files},
          {"units", units},
          {"scripts", scripts},
          {"substvars", substvars}};
}

bool ReadRequests(const std::vector<std::string>& words, std::vector<PackageRequest>* requests) {
  if (words.size() % 3 != 0) {
    fmt::print(stderr, "container-app: error: each package takes PACKAGE VERSION DIR\n");
    return false;
  }
  for (std::size_t i = 0; i < words.size(); i += 3) {
    Version parts;
    std::string reason;
    if (!ParseVersion(words[i + 1], &parts, &reason)) {
      fmt::print(stderr, "container-app: error: '{}' is not a valid version: {}\n",
                 ShowControls(words[i + 1]), reason);
      return false;
    }
    requests->push_back({words[i], words[i + 1], words[i + 2]});
  }
  return true;
}

int Render(const RenderOptions& options) {
  DiskFileSystem files;
  Diagnostics diagnostics;
  TemplateSet templates;
  std::vector<PackageRequest> requests;
  std::vector<RenderedPackage> packages;
  if (!ReadRequests(options.words, &requests)) return kExitUsage;
  bool good = VerifySourcePackage(files, &diagnostics);
  SecondOpinion opinion(files, TemplatesFolder());
  good = LoadTemplates(files, TemplatesFolder(), &templates, &diagnostics) &&
         RenderPackages(files, requests, templates, ReleaseTimestamp(),
                        options.no_compose ? nullptr : &opinion, &packages, &diagnostics) &&
         good;
  if (good && !options.into.empty()) {
    good = WriteStage(packages, options.into, &files, &diagnostics);
  }
  diagnostics.Sort();
  PrintFindings(diagnostics, false);
  for (const std::string& note : opinion.Notes()) PrintNote(note);
  if (!good) return std::max(StatusOf(diagnostics), static_cast<int>(kExitFindings));
  Json made{
      {"format", kRenderFormat}, {"version", CONTAINER_APP_VERSION}, {"packages", Json::array()}};
  for (const RenderedPackage& package : packages) made["packages"].push_back(PackageOf(package));
  std::printf("%s\n", made.dump().c_str());
  return kExitOk;
}

}  // namespace

std::function<int()> AddRenderVerb(Command command) {
  const auto options = std::make_shared<RenderOptions>();
  command.AddOption("--into", &options->into, "write the files below this folder, which is made")
      .TypeName("STAGE");
  AddNoComposeOption(command, &options->no_compose);
  // CLI11 of Debian 13 ends the program at a name with blanks in it.
  command
      .AddOption("PACKAGE", &options->words,
                 "a package, its version and the folder of its definition; any number of them")
      .TypeName("VERSION DIR");
  return [options] { return Render(*options); };
}

}  // namespace container_app
