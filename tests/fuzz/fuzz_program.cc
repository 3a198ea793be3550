// SPDX-License-Identifier: GPL-2.0-or-later
// fuzz [--seed N] [--first N] [--count N | --seconds N] [--save FOLDER]: reads definitions that
// were changed at random, until one makes the program crash, hang, throw or contradict itself. That
// one is left in FOLDER and can be read again: fuzz --replay FOLDER
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "fuzz/inputs.h"
#include "fuzz/trial.h"
#include "support/run_program.h"

namespace container_app::fuzz {
namespace {

namespace fs = std::filesystem;

/// Of CPU time for one input: a thousand times what one takes, sanitizers and all.
constexpr int kHangs = 10;
/// What one input may add to the memory in use at its peak.
constexpr long kMegabytes = 512;

struct Options {
  std::uint64_t seed = 1;
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  long seconds = 0;
  std::string save = "found";
  std::string replay;
};

/// Where the process that may die tells how far it has come.
struct Progress {
  std::uint64_t number = 0;
  std::uint64_t rendered = 0;
  bool ended = false;
};

long PeakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

/// The signal that a timer of CPU time sends ends the process.
void LimitTime() {
  itimerval limit{};
  limit.it_value.tv_sec = kHangs;
  setitimer(ITIMER_VIRTUAL, &limit, nullptr);
}

/// Prints what is wrong.
bool TryInput(const Trial& trial, const Input& input, bool* rendered) {
  const long before = PeakMegabytes();
  LimitTime();
  std::string wrong = trial.Run(input, rendered);
  if (wrong.empty() && PeakMegabytes() - before > kMegabytes) {
    wrong = fmt::format("took more than {} MiB of memory", kMegabytes);
  }
  if (!wrong.empty()) std::cout << wrong << std::endl;
  return wrong.empty();
}

int Work(const Options& options, const Inputs& inputs, const Trial& trial, Progress* progress) {
  const std::time_t end = std::time(nullptr) + options.seconds;
  for (std::uint64_t i = options.first;; ++i) {
    if (options.seconds > 0 ? std::time(nullptr) >= end : i - options.first >= options.count) break;
    progress->number = i;
    bool rendered = false;
    if (!TryInput(trial, inputs.Make(options.seed, i), &rendered)) return 1;
    if (rendered) ++progress->rendered;
  }
  progress->ended = true;
  return 0;
}

void Save(const std::string& folder, const Input& input) {
  fs::create_directories(folder);
  for (const auto& [name, text] : input)
    std::ofstream(folder + "/" + name, std::ios::binary) << text;
}

std::string Ending(int status) {
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGVTALRM) {
    return fmt::format("took more than {} s", kHangs);
  }
  if (WIFSIGNALED(status)) return fmt::format("was killed: {}", strsignal(WTERMSIG(status)));
  return fmt::format("ended with status {}", WEXITSTATUS(status));
}

int Watch(const Options& options, pid_t child, const Inputs& inputs, const Progress& progress) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return 1;
  }
  const std::uint64_t number = progress.number;
  if (status == 0 && progress.ended) {
    std::cout << fmt::format("seed {}: {} inputs, {} rendered, nothing found\n", options.seed,
                             number - options.first + 1, progress.rendered);
    return 0;
  }
  const std::string folder = fmt::format("{}/seed-{}-input-{}", options.save, options.seed, number);
  Save(folder, inputs.Make(options.seed, number));
  std::cout << fmt::format("seed {}, input {}: {}; it is in {}\n", options.seed, number,
                           Ending(status), folder);
  return 1;
}

int Replay(const std::string& folder, const Trial& trial) {
  Input input;
  for (const auto& entry : fs::directory_iterator(folder)) {
    input[entry.path().filename()] = ReadWholeFile(entry.path());
  }
  bool rendered = false;
  const bool good = TryInput(trial, input, &rendered);
  if (good) std::cout << folder << ": nothing found\n";
  return good ? 0 : 1;
}

int Run(const Options& options) {
  Inputs inputs;
  Trial trial;
  if (!trial.Load() || !inputs.Load()) {
    std::cerr << "fuzz: the tree is not whole\n";
    return 2;
  }
  if (!options.replay.empty()) return Replay(options.replay, trial);
  std::cout << fmt::format("seed {}, from input {} on\n", options.seed, options.first)
            << std::flush;
  void* const shared =
      mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return 2;
  auto* const progress = new (shared) Progress;
  const pid_t child = fork();
  if (child < 0) return 2;
  if (child == 0) std::exit(Work(options, inputs, trial, progress));
  return Watch(options, child, inputs, *progress);
}

bool ReadOptions(int argc, char** argv, Options* options) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    const std::string value = argv[i + 1];
    if (name == "--save") {
      options->save = value;
    } else if (name == "--replay") {
      options->replay = value;
    } else if (value.empty() || value.find_first_not_of("0123456789") != std::string::npos) {
      return false;
    } else if (name == "--seed") {
      options->seed = std::stoull(value);
    } else if (name == "--first") {
      options->first = std::stoull(value);
    } else if (name == "--count") {
      options->count = std::stoull(value);
    } else if (name == "--seconds") {
      options->seconds = std::stol(value);
    } else {
      return false;
    }
  }
  return argc % 2 == 1 && (options->count > 0 || options->seconds > 0 || !options->replay.empty());
}

}  // namespace
}  // namespace container_app::fuzz

int main(int argc, char** argv) {
  container_app::fuzz::Options options;
  if (!container_app::fuzz::ReadOptions(argc, argv, &options)) {
    std::cerr << "usage: fuzz [--seed N] [--first N] [--save FOLDER] {--count N | --seconds N}\n"
                 "       fuzz --replay FOLDER\n";
    return 2;
  }
  return container_app::fuzz::Run(options);
}
