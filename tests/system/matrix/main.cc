// SPDX-License-Identifier: GPL-2.0-or-later
// The restart matrix: what the model predicts against what a real systemd does.
//
//   restart-matrix plan FOLDER SYSTEMD-VERSION POLICIES RATE
//       writes FOLDER/units/, and FOLDER/plan: `START WATCH NAME`, times in milliseconds, so that
//       systemd has about RATE starts a second to do
//   restart-matrix judge FOLDER SYSTEMD-VERSION POLICIES
//       reads FOLDER/log/NAME (times of starts), FOLDER/states (`NAME STATE TIME`, when it was
//       looked at) and FOLDER/times (`NAME TIME`, when it was failed), all in microseconds of the
//       monotonic clock. Prints a table. Runs whose starts the machine delayed and that did not
//       come out as predicted are no evidence: they are written to FOLDER/plan to be repeated,
//       status 3. Status 1: the model is wrong.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "system/matrix/judgement.h"

namespace container_app {
namespace {

namespace fs = std::filesystem;

constexpr double kRateOfRepeats = 30;

/// Starts a second, on average over the time a run is watched.
double RateOf(const MatrixRun& run) {
  const int starts = run.predicted ? run.predicted->starts : StartsUntil(run, 0, run.watch);
  return starts * 1e6 / static_cast<double>(run.watch);
}

/// Each run begins as soon as those before it leave room.
void WritePlan(const fs::path& folder, std::vector<MatrixRun> runs, double rate) {
  constexpr std::int64_t kStep = 10'000;
  std::ofstream plan(folder / "plan");
  std::multimap<std::int64_t, double> running;  // end, rate
  std::int64_t now = 0;
  double busy = 0;
  for (const MatrixRun& run : runs) {
    const double more = RateOf(run);
    now += kStep;  // never many at a time
    while (busy + more > rate && !running.empty()) {
      now = std::max(now, running.begin()->first);
      busy -= running.begin()->second;
      running.erase(running.begin());
    }
    running.emplace(now + run.watch, more);
    busy += more;
    plan << now / 1000 << ' ' << run.watch / 1000 << ' ' << run.name << '\n';
  }
}

int Plan(const fs::path& folder, int version, int policies, double rate) {
  std::vector<MatrixRun> runs = MakeRuns(version, policies);
  fs::create_directories(folder / "units");
  for (const MatrixRun& run : runs) {
    std::ofstream(folder / "units" / (run.name + ".service")) << UnitText(run);
  }
  // The longest first, so that the end is not waiting for a few.
  std::stable_sort(runs.begin(), runs.end(),
                   [](const MatrixRun& a, const MatrixRun& b) { return a.watch > b.watch; });
  WritePlan(folder, std::move(runs), rate);
  return 0;
}

/// What is known of each run, by name.
std::map<std::string, Measurement> ReadMeasurements(const fs::path& folder) {
  std::map<std::string, Measurement> all;
  std::string name;
  std::string state;
  std::int64_t time = 0;
  for (std::ifstream in(folder / "states"); in >> name >> state >> time;) {
    all[name].state = state;
    all[name].seen = time;
  }
  for (std::ifstream in(folder / "times"); in >> name >> time;) all[name].failed = time;
  for (auto& [run, measurement] : all) {
    for (std::ifstream in(folder / "log" / run); in >> time;) measurement.starts.push_back(time);
  }
  return all;
}

int JudgeAll(const fs::path& folder, int version, int policies) {
  const std::vector<MatrixRun> runs = MakeRuns(version, policies);
  const auto measured = ReadMeasurements(folder);
  MatrixTable table;
  std::vector<MatrixRun> again;
  for (const MatrixRun& run : runs) {
    const auto found = measured.find(run.name);
    const Judgement judgement = Judge(run, found == measured.end() ? Measurement() : found->second);
    if (judgement.verdict == Verdict::kDisturbed) again.push_back(run);
    table.Add(run, judgement);
  }
  fmt::print("{}", table.Text());
  WritePlan(folder, again, kRateOfRepeats);
  return table.mismatches() > 0 ? 1 : again.empty() ? 0 : 3;
}

}  // namespace
}  // namespace container_app

int main(int argc, char** argv) {
  const std::string verb = argc > 1 ? argv[1] : "";
  if (verb == "plan" && argc == 6) {
    return container_app::Plan(argv[2], std::stoi(argv[3]), std::stoi(argv[4]), std::stoi(argv[5]));
  }
  if (verb == "judge" && argc == 5) {
    return container_app::JudgeAll(argv[2], std::stoi(argv[3]), std::stoi(argv[4]));
  }
  fmt::print(stderr, "usage: restart-matrix plan|judge FOLDER SYSTEMD-VERSION POLICIES …\n");
  return 2;
}
