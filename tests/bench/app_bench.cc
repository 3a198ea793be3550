// SPDX-License-Identifier: GPL-2.0-or-later
// What tests/bench/run measures with: many apps in this process, or the CPU time of commands.
//
//   app-bench apps DATA OUTPUT DIR…       checks and renders each; writes below OUTPUT unless it is
//   - app-bench commands ROUNDS CMD… [-- CMD…]…
//                                         runs the commands by turns; a line for each
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "package/load.h"
#include "render/render.h"

namespace container_app {
namespace {

double Milliseconds(const timeval& time) { return time.tv_sec * 1e3 + time.tv_usec / 1e3; }

double CpuTime(const rusage& usage) {
  return Milliseconds(usage.ru_utime) + Milliseconds(usage.ru_stime);
}

/// Prints CPU milliseconds, peak memory in KiB, and how many apps were good.
int MeasureApps(const std::string& data, const std::string& output,
                const std::vector<std::string>& folders) {
  DiskFileSystem files;
  TemplateSet templates;
  Diagnostics loading;
  if (!LoadTemplates(files, data, &templates, &loading)) return 1;
  int good = 0;
  for (std::size_t i = 0; i < folders.size(); ++i) {
    Diagnostics diagnostics;
    App app;
    Rendering rendering;
    if (!LoadApp(files, folders[i], BuildContext(), &app, &diagnostics) ||
        !RenderAll(app.plan, templates, &rendering, &diagnostics)) {
      continue;
    }
    if (output != "-" && !WriteArtifacts(rendering.artifacts, output + "/" + std::to_string(i),
                                         &files, &diagnostics)) {
      return 1;
    }
    ++good;
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%.2f %ld %d\n", CpuTime(usage), usage.ru_maxrss, good);
  return 0;
}

struct Sample {
  std::vector<double> cpu;   ///< Milliseconds, the children's included.
  std::vector<double> wall;  ///< Milliseconds.
  long memory = 0;           ///< KiB, the highest.
  int status = 0;
};

void RunOnce(const std::vector<char*>& words, Sample* sample) {
  const auto began = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int stream = 0; stream < 3; ++stream) dup2(null, stream);
    execvp(words[0], words.data());
    _exit(127);
  }
  rusage usage{};
  int status = 0;
  if (child < 0 || wait4(child, &status, 0, &usage) != child) status = 127 << 8;
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - began;
  sample->cpu.push_back(CpuTime(usage));
  sample->wall.push_back(wall.count());
  sample->memory = std::max(sample->memory, usage.ru_maxrss);
  if (status != 0) sample->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Prints for each command the medians of CPU and wall milliseconds, peak KiB, and a status that
/// was not 0.
int MeasureCommands(int rounds, char** words) {
  std::vector<std::vector<char*>> commands(1);
  for (; *words != nullptr; ++words) {
    if (std::string_view(*words) == "--") {
      commands.emplace_back();
    } else {
      commands.back().push_back(*words);
    }
  }
  for (auto& command : commands) {
    if (command.empty()) return 2;
    command.push_back(nullptr);
  }
  std::vector<Sample> samples(commands.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < commands.size(); ++i) RunOnce(commands[i], &samples[i]);
  }
  for (const Sample& sample : samples) {
    std::printf("%.2f %.2f %ld %d\n", Median(sample.cpu), Median(sample.wall), sample.memory,
                sample.status);
  }
  return 0;
}

int Main(int argc, char** argv) {
  const std::string_view mode = argc > 4 ? argv[1] : "";
  if (mode == "apps") return MeasureApps(argv[2], argv[3], {argv + 4, argv + argc});
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 0;
  if (argc > 3 && std::string_view(argv[1]) == "commands" && rounds > 0) {
    return MeasureCommands(rounds, argv + 3);
  }
  std::fputs(
      "usage: app-bench apps DATA OUTPUT DIR…\n"
      "       app-bench commands ROUNDS CMD… [-- CMD…]…\n",
      stderr);
  return 2;
}

}  // namespace
}  // namespace container_app

int main(int argc, char** argv) { return container_app::Main(argc, argv); }
