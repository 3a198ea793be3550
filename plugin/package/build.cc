// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/run_command.h"
#include "base/scratch_folder.h"
#include "package/source_writer.h"

namespace container_app {
namespace {

namespace fs = std::filesystem;

/// A build that hangs ends at some time; none takes so long.
constexpr std::chrono::hours kBuildLimit{12};

/// Runs a program in `folder` and appends what it prints to the log.
bool RunIn(const std::string& folder, const std::vector<std::string>& words, BuildEnd* end) {
  // Standard error comes where it was printed. The shell gets its own text and words, no more.
  std::vector<std::string> command = {"sh", "-c", "exec \"$@\" 2>&1", "sh", "env", "-C", folder};
  command.insert(command.end(), words.begin(), words.end());
  CommandSettings settings;
  settings.own_group = true;
  const CommandEnd ended = ReadCommand(command, kBuildLimit, &end->log, settings);
  end->interrupted = ended.stopped;
  constexpr int kNotFound = 127;
  if (ended.good()) return true;
  end->error = !ended.started || ended.status == kNotFound
                   ? fmt::format("there is no {}", words[0])
                   : FailureText(words[0], kBuildLimit, ended);
  return false;
}

bool RunBuild(const std::string& tree, const std::string& parent, const BuildSettings& settings,
              BuildEnd* end) {
  if (!settings.sbuild) {
    return RunIn(tree, {"dpkg-buildpackage", "--build=binary", "-us", "-uc"}, end);
  }
  // dpkg-source needs nothing of what the source builds with.
  if (!RunIn(parent, {"dpkg-source", "--build", fs::path(tree).filename().string()}, end)) {
    return false;
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(parent)) {
    if (entry.path().extension() != ".dsc") continue;
    return RunIn(parent,
                 {"sbuild", "--arch-all", "--nolog", "--dist=" + settings.distribution,
                  entry.path().filename().string()},
                 end);
  }
  return false;
}

/// Copies them beside their final names first, so that the renames at the end cannot run out of
/// space.
void Publish(const std::string& parent, const std::string& out, BuildEnd* end) {
  std::vector<std::pair<fs::path, fs::path>> renames;
  std::error_code code;
  fs::create_directories(out, code);
  for (const fs::directory_entry& entry : fs::directory_iterator(parent)) {
    if (code || entry.path().extension() != ".deb") continue;
    const fs::path to = fs::path(out) / entry.path().filename();
    const fs::path part = fs::path(out) / ("." + entry.path().filename().string() + ".part");
    renames.emplace_back(part, to);
    fs::copy_file(entry.path(), part, fs::copy_options::overwrite_existing, code);
  }
  for (const auto& [part, to] : renames) {
    if (!code) fs::rename(part, to, code);
    if (!code) end->debs.push_back(to.string());
  }
  std::sort(end->debs.begin(), end->debs.end());
  end->built = !code && !renames.empty();
  if (end->built) return;
  end->error = code ? fmt::format("{}: {}", out, code.message()) : "no .deb was made";
  for (const auto& [part, to] : renames) fs::remove(part, code);
}

}  // namespace

BuildEnd BuildPackage(const SourcePackage& package, const BuildSettings& settings) {
  BuildEnd end;
  DiskFileSystem files;
  Diagnostics diagnostics;
  ScratchFolder scratch;
  std::string tree;
  if (!scratch.Make(&end.error)) return end;
  if (!WriteSourcePackage(package, scratch.path(), false, &files, &tree, &diagnostics)) {
    end.error = "the source package cannot be written";
    for (const Finding& finding : diagnostics.findings()) end.log += FormatFinding(finding);
    return end;
  }
  try {
    if (RunBuild(tree, scratch.path(), settings, &end)) {
      Publish(scratch.path(), settings.out, &end);
    }
  } catch (const fs::filesystem_error& error) {
    end.error = error.what();
  }
  return end;
}

}  // namespace container_app
