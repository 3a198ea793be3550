// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `diff`.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>

#include "base/run_command.h"
#include "base/scratch_folder.h"
#include "base/text.h"
#include "cli/common.h"
#include "cli/verbs.h"
#include "explain/comparison.h"
#include "package/installed_app.h"
#include "package/load.h"

namespace container_app {
namespace {

constexpr std::chrono::seconds kLimit{60};

struct DiffOptions {
  std::string before;
  std::string now;
  AffixOptions affixes;
};

struct ContentFile {
  unsigned mode = 0644;
  std::string text;
  bool is_link = false;  ///< `text` is what it points to.

  bool operator==(const ContentFile&) const = default;
};

/// One of the two that are compared.
struct Side {
  App app;
  std::map<std::string, ContentFile> files;  ///< By path on a device.
  ScratchFolder scratch;                     ///< Of an installed package: its definition.
};

bool ReadContents(const std::vector<Artifact>& artifacts, const FileReader& files, Side* side,
                  Diagnostics* diagnostics) {
  for (const Artifact& artifact : artifacts) {
    ContentFile& file = side->files[artifact.path];
    if (!artifact.link_target.empty()) {
      file = {0777, artifact.link_target, true};
    } else if (!ArtifactContent(artifact, files, &file.text, diagnostics)) {
      return false;
    } else {
      file.mode = artifact.mode;
    }
  }
  return true;
}

/// What this release would make of the definition.
bool LoadDefinition(const std::string& folder, const BuildContext& context, Side* side,
                    Diagnostics* diagnostics) {
  const DiskFileSystem files;
  TemplateSet templates;
  Rendering rendering;
  return LoadTemplates(files, TemplatesFolder(), &templates, diagnostics) &&
         LoadApp(files, folder, context, &side->app, diagnostics) &&
         RenderAll(side->app.plan, templates, &rendering, diagnostics) &&
         ReadContents(rendering.artifacts, files, side, diagnostics);
}

/// The files are those that the package has on this machine, whatever release made them.
bool ReadInstalledFiles(const std::string& package, Side* side, Diagnostics* diagnostics) {
  std::string list;
  const CommandEnd end = ReadCommand({"dpkg-query", "--listfiles", package}, kLimit, &list);
  if (!end.good()) {
    return diagnostics->ReportFile(package, kIoError, FailureText("dpkg-query", kLimit, end));
  }
  const DiskFileSystem disk;
  const FileReader& files = disk;
  for (const std::string_view line : Split(Trim(list), '\n')) {
    const std::string path(line);
    const FileStatus status = files.Status(path);
    const bool is_document =
        path.starts_with("/usr/share/doc/") || path.starts_with("/usr/share/lintian/");
    if (status.kind == FileKind::kDirectory || is_document) continue;
    ContentFile& file = side->files[path];
    std::string error;
    if (status.kind == FileKind::kSymlink) {
      std::error_code code;
      file = {0777, std::filesystem::read_symlink(path, code).string(), true};
    } else if (status.kind != FileKind::kRegular || !files.Read(path, &file.text, &error)) {
      side->files.erase(path);
      PrintNote(fmt::format("{} cannot be compared: {}", path,
                            error.empty() ? "it is not there" : error));
    } else {
      file.mode = status.executable ? 0755 : 0644;
    }
  }
  return true;
}

bool LoadInstalled(const std::string& package, Side* side, Diagnostics* diagnostics) {
  DiskFileSystem files;
  std::string error;
  if (!side->scratch.Make(&error)) return diagnostics->ReportFile(package, kIoError, error);
  return WriteInstalledDefinition("", package, side->scratch.path(), &files, diagnostics) &&
         LoadAppForPackage(files, side->scratch.path(), package, BuildContext(), &side->app,
                           diagnostics) &&
         ReadInstalledFiles(package, side, diagnostics);
}

bool LoadSide(const std::string& name, const BuildContext& context, Side* side,
              Diagnostics* diagnostics) {
  const DiskFileSystem files;
  const bool is_package = name.find('/') == std::string::npos && name != "." &&
                          files.Status(name).kind == FileKind::kMissing;
  return is_package ? LoadInstalled(name, side, diagnostics)
                    : LoadDefinition(name, context, side, diagnostics);
}

/// The lines that differ, by diff(1), which every Debian has.
std::string UnifiedDiff(const std::string& path, const std::string& before,
                        const std::string& now) {
  if (before.find('\0') != std::string::npos || now.find('\0') != std::string::npos) return "";
  ScratchFolder scratch;
  DiskFileSystem disk;
  FileSystem& files = disk;
  std::string error;
  std::string text;
  if (!scratch.Make(&error) || !files.Write(scratch.path() + "/a", before, 0600, &error) ||
      !files.Write(scratch.path() + "/b", now, 0600, &error)) {
    return "";
  }
  ReadCommand({"diff", "--unified", "--label", "a" + path, "--label", "b" + path,
               scratch.path() + "/a", scratch.path() + "/b"},
              kLimit, &text);
  std::string shown;
  if (text.empty()) return "";
  if (text.ends_with('\n')) text.pop_back();
  for (const std::string_view line : Split(text, '\n')) shown += ShowControls(line) + "\n";
  return shown;
}

std::string ChangeOf(const ContentFile& before, const ContentFile& now) {
  if (before.is_link || now.is_link) return "points elsewhere";
  std::string text = before.mode == now.mode ? "" : fmt::format("mode {:04o}", now.mode);
  if (before.text != now.text) {
    text += fmt::format("{}{} bytes, were {}", text.empty() ? "" : ", ", now.text.size(),
                        before.text.size());
  }
  return text;
}

/// A line for each file that is on one side alone or differs, then how they differ.
std::string FilesText(const Side& before, const Side& now) {
  std::string list;
  std::string diffs;
  std::map<std::string, ContentFile> all = before.files;
  all.insert(now.files.begin(), now.files.end());
  for (const auto& [path, unused] : all) {
    const auto was = before.files.find(path);
    const auto is = now.files.find(path);
    if (is == now.files.end()) {
      list += fmt::format("- {}\n", path);
    } else if (was == before.files.end()) {
      list += fmt::format("+ {}\n", path);
    } else if (was->second != is->second) {
      list += fmt::format("! {} ({})\n", path, ChangeOf(was->second, is->second));
      diffs += UnifiedDiff(path, was->second.text, is->second.text);
    }
  }
  if (list.empty()) return "";
  return "Contents\n" + list + (diffs.empty() ? "" : "\n" + diffs);
}

/// Each line that begins with a mark gets the colour that diff(1) gives it.
std::string Coloured(const std::string& text) {
  std::string out;
  for (const std::string_view line : Split(text.substr(0, text.size() - 1), '\n')) {
    const char* colour = line.starts_with('+')   ? "\033[32m"
                         : line.starts_with('-') ? "\033[31m"
                         : line.starts_with('@') ? "\033[36m"
                                                 : "";
    out += fmt::format("{}{}{}\n", colour, line, *colour ? "\033[0m" : "");
  }
  return out;
}

int Diff(const DiffOptions& options) {
  Diagnostics diagnostics;
  Side before;
  Side now;
  BuildContext context;
  context.affixes = {options.affixes.prefix, options.affixes.suffix};
  context.timestamp = ReleaseTimestamp();
  const bool has_old = LoadSide(options.before, context, &before, &diagnostics);
  const bool has_new = LoadSide(options.now, context, &now, &diagnostics);
  diagnostics.Sort();
  PrintFindings(diagnostics, false);
  if (!has_old || !has_new) {
    return std::max(StatusOf(diagnostics), static_cast<int>(kExitFindings));
  }
  const std::string words = ChangesText(CompareApps(before.app.plan, now.app.plan));
  const std::string files = FilesText(before, now);
  std::string text = words + (words.empty() || files.empty() ? "" : "\n") + files;
  if (!text.empty() && UseColour(STDOUT_FILENO)) text = Coloured(text);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return kExitOk;
}

}  // namespace

std::function<int()> AddDiffVerb(Command command) {
  const auto options = std::make_shared<DiffOptions>();
  command.AddOption("OLD", &options->before, "folder of a definition, or an installed package")
      .Required();
  command.AddOption("NEW", &options->now, "likewise").Required();
  AddAffixOptions(command, &options->affixes);
  return [options] { return Diff(*options); };
}

}  // namespace container_app
