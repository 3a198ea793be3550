// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `run`. It puts together what the package of an app would bring;
// /usr/lib/container-app/trial of container-app-runtime then lets systemd run that, and cleans up.
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>

#include "base/scratch_folder.h"
#include "base/text.h"
#include "cli/common.h"
#include "cli/verbs.h"
#include "package/load.h"
#include "package/second_opinion.h"

namespace container_app {
namespace {

constexpr const char* kTrialProgram = "/usr/lib/container-app/trial";
constexpr const char* kTrialUnits = "/run/systemd/system";  // systemd.unit(5)

struct RunOptions {
  std::string folder;
  std::string state;
  AffixOptions affixes;
  bool no_compose = false;
};

int Refuse(const std::string& what) {
  fmt::print(stderr, "container-app: error: {}\n", what);
  return kExitFiles;
}

/// What the trial needs of this machine; an error where it is missing.
std::optional<int> RefuseMachine() {
  struct stat status {};
  if (stat(kTrialUnits, &status) != 0) {  // sd_booted(3)
    return Refuse("systemd does not run here; run it on a machine or device where it does");
  }
  if (access(kTrialProgram, X_OK) != 0) {
    return Refuse(fmt::format("there is no {}; install it: apt install container-app-runtime",
                              kTrialProgram));
  }
  if (geteuid() != 0) {
    return Refuse("systemd and Docker run apps for root; run it with sudo");
  }
  return std::nullopt;
}

/// The files of a trial: what is shared at the place it has in /run, and the units. Links of the
/// app's folder are made by the trial; what other programs would read of a package is left out.
std::vector<Artifact> TrialArtifacts(const Names& names, const Rendering& rendering) {
  std::vector<Artifact> kept;
  std::vector<std::string> left_out;
  const std::string units = fmt::format("{}/", kTrialUnits);
  for (const Artifact& artifact : rendering.artifacts) {
    if (artifact.path.starts_with(names.share + "/") || artifact.path.starts_with(units)) {
      kept.push_back(artifact);
    } else if (!artifact.path.starts_with(names.lib + "/")) {
      left_out.push_back(artifact.path);
    }
  }
  if (!left_out.empty()) PrintNote("a trial is without " + Join(left_out, ", "));
  return kept;
}

/// Where the settings and the state of the trial are: absolute.
std::string StateFolder(const RunOptions& options, const Names& names) {
  std::error_code code;
  return std::filesystem::absolute(options.state.empty() ? names.package : options.state, code);
}

/// Becomes the program of the runtime, which gets the signals of the terminal and removes `stage`.
int Become(const Names& names, const std::string& stage, const std::string& state) {
  const char* words[] = {kTrialProgram, names.package.c_str(), stage.c_str(), state.c_str(),
                         nullptr};
  std::fflush(nullptr);
  execv(kTrialProgram, const_cast<char* const*>(words));
  return Refuse(fmt::format("{}: {}", kTrialProgram, std::strerror(errno)));
}

int Run(const RunOptions& options) {
  DiskFileSystem files;
  Diagnostics diagnostics;
  TemplateSet templates;
  App app;
  Rendering rendering;
  BuildContext context;
  context.affixes = {options.affixes.prefix, options.affixes.suffix, true};
  context.timestamp = ReleaseTimestamp();
  context.unit_folder = kTrialUnits;
  SecondOpinion opinion(files, TemplatesFolder());
  bool good = LoadTemplates(files, TemplatesFolder(), &templates, &diagnostics) &&
              LoadApp(files, options.folder, context, &app, &diagnostics) &&
              RenderAll(app.plan, templates, &rendering, &diagnostics);
  if (good && !options.no_compose) {
    opinion.Ask({{&app, &diagnostics}});
    good = !diagnostics.has_errors();
  }
  diagnostics.Sort();
  PrintFindings(diagnostics, false);
  for (const std::string& note : opinion.Notes()) PrintNote(note);
  if (!good) return std::max(StatusOf(diagnostics), static_cast<int>(kExitFindings));
  if (const std::optional<int> status = RefuseMachine()) return *status;
  const Names& names = app.plan.names();
  ScratchFolder stage;
  std::string error;
  if (!stage.Make(&error)) return Refuse(error);
  Diagnostics written;
  if (!WriteArtifacts(TrialArtifacts(names, rendering), stage.path(), &files, &written)) {
    PrintFindings(written, false);
    return kExitFiles;
  }
  return Become(names, stage.path(), StateFolder(options, names));
}

}  // namespace

std::function<int()> AddRunVerb(Command command) {
  const auto options = std::make_shared<RunOptions>();
  command.AddOption("DIR", &options->folder, "folder of a definition").Required();
  command
      .AddOption("--state", &options->state,
                 "keep settings and data here (default: PACKAGE-trial in the current folder)")
      .TypeName("FOLDER");
  AddAffixOptions(command, &options->affixes);
  AddNoComposeOption(command, &options->no_compose);
  return [options] { return Run(*options); };
}

}  // namespace container_app
