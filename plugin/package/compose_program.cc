// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/compose_program.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iterator>

#include "base/files.h"
#include "base/run_command.h"
#include "base/text.h"

namespace container_app {
namespace {

// What Compose prints on standard error has a line for each variable without a value.
constexpr std::size_t kErrorsKept = std::size_t{1} << 20;

/// What a program other than Compose reads, or what names other files to Compose. A definition may
/// not choose which code is run where it is checked.
bool IsWithheld(std::string_view name) {
  constexpr std::string_view kNames[] = {"PATH", "HOME", "COMPOSE_FILE", "GLIBC_TUNABLES"};
  constexpr std::string_view kBegins[] = {"LD_", "DOCKER_", "OTEL_", "GCONV_", "MALLOC_"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames) ||
         std::any_of(std::begin(kBegins), std::end(kBegins),
                     [&](std::string_view begin) { return name.starts_with(begin); });
}

std::string ValueOf(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

CommandSettings SettingsOf(const ComposeProgram& program, const Variables& variables) {
  CommandSettings settings;
  settings.errors_kept = kErrorsKept;
  settings.own_group = true;
  settings.environment = {"PATH=" + ValueOf("PATH"), "HOME=" + program.home,
                          "DOCKER_CONFIG=" + program.home + "/.docker", "LC_ALL=C"};
  for (const auto& [name, value] : variables) {
    if (!IsWithheld(name)) settings.environment.push_back(name + "=" + value);
  }
  return settings;
}

/// Plugins of Docker may be installed for one user alone.
void LinkPlugins(const std::string& home) {
  std::string folder = ValueOf("DOCKER_CONFIG");
  if (folder.empty()) folder = ValueOf("HOME") + "/.docker";
  folder += "/cli-plugins";
  DiskFileSystem files;
  std::string unused;  // Without the link, Compose is found where it is installed for all.
  if (!folder.starts_with('/') || files.Status(folder).kind == FileKind::kMissing) return;
  files.Link(home + "/.docker/cli-plugins", folder, &unused);
}

/// The reason to look for another one, by how much it says.
struct Obstacle {
  int weight = 0;
  std::string text = "docker compose is not installed";
};

bool IsCrash(const CommandEnd& end) {
  // Go ends a program that panics with 2.
  return end.timed_out || end.status == 2 || end.status > 128;
}

/// Asks the program for its version.
bool Probe(ComposeProgram* program, Obstacle* obstacle) {
  std::string output;
  std::vector<std::string> words = program->words;
  words.insert(words.end(), {"version", "--short"});
  const std::string name = Join(program->words, " ");
  const CommandEnd end = ReadCommand(words, program->limit, &output, SettingsOf(*program, {}));
  if (!end.good()) {
    // Docker without the plugin does not know the word.
    if (!end.started || !IsCrash(end)) return false;
    *obstacle = {2, FailureText(name, program->limit, end)};
    return false;
  }
  std::string_view version = Trim(output);
  version = version.substr(version.rfind('\n') + 1);
  if (version.starts_with('v')) version.remove_prefix(1);
  int major = 0;
  std::from_chars(version.data(), version.data() + version.size(), major);
  if (major >= 2) {
    program->version = ShowControls(version);
    return true;
  }
  if (obstacle->weight < 1) {
    *obstacle = {1, major == 1 ? fmt::format("{} {} is too old", name, ShowControls(version))
                               : name + " does not tell its version"};
  }
  return false;
}

/// The last line that is no warning.
std::string LastMessage(std::string_view errors) {
  std::string_view found;
  for (const std::string_view line : Split(errors, '\n')) {
    const std::string_view text = Trim(line);
    if (text.empty() || text.starts_with("time=\"") || text.starts_with("WARN[")) continue;
    found = text;
  }
  while (found.ends_with('.')) found.remove_suffix(1);
  return std::string(found);
}

}  // namespace

bool FindCompose(ComposeProgram* program, std::string* why) {
  LinkPlugins(program->home);
  Obstacle obstacle;
  for (const std::vector<std::string>& words : {std::vector<std::string>{"docker", "compose"},
                                                std::vector<std::string>{"docker-compose"}}) {
    program->words = words;
    if (Probe(program, &obstacle)) return true;
  }
  *why = obstacle.text;
  return false;
}

namespace {

ComposeAnswer AskCompose(const ComposeProgram& program, const std::string& project,
                         const std::vector<std::string>& files, const Variables& variables,
                         const std::vector<std::string>& options, std::string* output) {
  std::vector<std::string> words = program.words;
  words.insert(words.end(), {"--project-directory", project});
  for (const std::string& file : files) words.insert(words.end(), {"-f", file});
  words.emplace_back("config");
  words.insert(words.end(), options.begin(), options.end());
  const CommandEnd end = ReadCommand(words, program.limit, output, SettingsOf(program, variables));
  if (end.good()) return {};
  const std::string message = LastMessage(end.errors);
  // Compose ends with 15 when it refuses what it has read, with 14 when a file is not there.
  const bool refused = end.status == 1 || end.status == 14 || end.status == 15;
  if (end.timed_out || !refused || message.empty()) {
    return {ComposeAnswer::Kind::kFails, FailureText(Join(program.words, " "), program.limit, end)};
  }
  return {ComposeAnswer::Kind::kRefuses, message};
}

}  // namespace

ComposeAnswer ReadByCompose(const ComposeProgram& program, const std::string& project,
                            const std::vector<std::string>& files, const Variables& variables) {
  std::string unused;
  return AskCompose(program, project, files, variables, {"--quiet"}, &unused);
}

ComposeAnswer JoinByCompose(const ComposeProgram& program, const std::string& project,
                            const std::vector<std::string>& files, std::string* text) {
  return AskCompose(program, project, files, {},
                    {"--no-interpolate", "--no-path-resolution", "--no-normalize"}, text);
}

}  // namespace container_app
