// SPDX-License-Identifier: GPL-2.0-or-later
#include "fuzz/trial.h"

#include <algorithm>
#include <exception>
#include <vector>

#include "base/text.h"
#include "package/hostile_outputs.h"
#include "support/memory_file_system.h"

namespace container_app::fuzz {
namespace {

constexpr const char* kFolder = "definition";

/// A finding names a rule, and a place that its file has.
std::string JudgeFinding(const Finding& finding, const Input& input) {
  if (finding.rule.empty()) return "a finding without rule";
  if (finding.what.empty()) return "a finding without words";
  if (HasControl(FormatFinding(finding), true)) return "control characters in a message";
  if (finding.rule == "io-error") return "an error found only while reading or writing files";
  if (finding.line < 0 || finding.column < 0) return "a place before the file";
  const std::string name = finding.file.substr(finding.file.rfind('/') + 1);
  if (const auto file = input.find(name); file != input.end() && finding.line > 0) {
    const auto lines = 1 + std::count(file->second.begin(), file->second.end(), '\n');
    if (finding.line > lines) return "a place behind the file";
  }
  return "";
}

/// Files are where those of the package may be, and what is read back is as it should be.
std::string JudgeOutputs(const hostile::Made& made) {
  for (const Artifact& artifact : made.rendering.artifacts) {
    if (!hostile::IsOwnPath(made, artifact.path)) return "an output at " + artifact.path;
    const std::string kind = hostile::KindOf(artifact);
    if (hostile::Structure(kind, artifact.content).contains("not a unit file")) {
      return "no unit file: " + artifact.path;
    }
    if (!artifact.link_target.empty() || !artifact.path.ends_with("/compose.container-app.yml")) {
      continue;
    }
    const std::string wrong = hostile::JudgeCompose(made, artifact.content);
    if (!wrong.empty()) return "the generated compose file has " + wrong;
  }
  return "";
}

}  // namespace

bool Trial::Load() {
  const DiskFileSystem disk;
  Diagnostics diagnostics;
  return LoadTemplates(disk, SOURCE_DIR, &templates_, &diagnostics) &&
         LoadSourceTemplates(disk, SOURCE_DIR, &source_templates_, &diagnostics);
}

std::string Trial::Run(const Input& input, bool* rendered) const {
  MemoryFileSystem files;
  for (const auto& [name, text] : input) files.Add(kFolder + ("/" + name), text, 0755);
  files.Add(kFolder + std::string("/assets/tides"), "", 0755);
  BuildContext context;
  context.affixes = {"", "container"};
  SourceOptions options;
  Diagnostics diagnostics;
  std::vector<App> apps(1);
  hostile::Made made;
  bool& good = *rendered = false;
  try {
    good = LoadApp(files, kFolder, context, &apps[0], &diagnostics);
    if (good == diagnostics.has_errors()) return "LoadApp disagrees with its findings";
    good = good && RenderAll(apps[0].plan, templates_, &made.rendering, &diagnostics) &&
           MakeSourcePackage(apps, options, source_templates_, &made.source, &diagnostics);
  } catch (const std::exception& error) {
    return std::string("an exception: ") + error.what();
  }
  diagnostics.Sort();
  for (const Finding& finding : diagnostics.findings()) {
    const std::string wrong = JudgeFinding(finding, input);
    if (!wrong.empty()) return wrong + ":\n" + FormatFinding(finding);
  }
  if (good == diagnostics.has_errors()) return "refused without an error, or taken with one";
  made.app = &apps[0];
  return good ? JudgeOutputs(made) : "";
}

}  // namespace container_app::fuzz
