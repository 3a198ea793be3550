// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `wait`.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <thread>
#include <utility>

#include "base/text.h"
#include "cli/chosen_apps.h"
#include "cli/verbs.h"
#include "device/prospect.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kPace{1};
/// So many looks in a row have to find an app down before it is given up: after an installation it
/// is a moment until its start is queued. Also for a systemd that does not answer.
constexpr int kPatience = 10;

struct WaitOptions {
  std::vector<std::string> packages;
  std::string timeout = "infinity";
  bool verbose = false;
};

class Waiter {
 public:
  Waiter(std::vector<std::string> packages, std::uint64_t timeout, bool verbose)
      : packages_(std::move(packages)), timeout_(timeout), verbose_(verbose) {}

  int Run() {
    for (;;) {
      std::vector<AppStatus> apps;
      std::string error;
      if (Look(&apps, &error)) {
        silence_ = 0;
        was_asked_ = true;
        const AppStatus* lost = FindLost(apps);
        if (lost) return TellLost(*lost);
        if (ready_ == apps.size()) return kExitOk;
      } else if (!was_asked_ || ++silence_ > kPatience) {
        return Fail(error);
      }
      const Clock::duration left = Left();
      if (left <= Clock::duration::zero()) return TellTimeout();
      std::this_thread::sleep_for(std::min<Clock::duration>(left, kPace));
    }
  }

 private:
  bool Look(std::vector<AppStatus>* apps, std::string* error) const {
    if (!ReadStates(packages_, apps, error)) return false;
    const DiskFileSystem files;
    FindStops(files, *apps);
    FindReady(files, *apps);
    return true;
  }

  /// Counts the apps that are ready; one that does not become ready, or null.
  const AppStatus* FindLost(const std::vector<AppStatus>& apps) {
    ready_ = 0;
    for (const AppStatus& app : apps) {
      int& looks = unclear_[app.package];
      const Prospect prospect = JudgeProspect(app);
      looks = prospect == Prospect::kUnclear ? looks + 1 : 0;
      if (prospect == Prospect::kNever || looks > kPatience) return &app;
      if (prospect == Prospect::kReady) {
        ++ready_;
      } else if (verbose_) {
        Tell(app);
      }
    }
    return nullptr;
  }

  void Tell(const AppStatus& app) {
    AppStatus timeless = app;
    timeless.next_in.reset();  // It changes with each look.
    const std::string text = MissingText(timeless);
    if (std::exchange(told_[app.package], text) == text) return;
    fmt::print(stderr, "container-app: {}: {}\n", app.package, ShowControls(text));
  }

  /// The journal, which has the reasons, is only read at the end.
  static AppStatus WithReason(const AppStatus& app) {
    DeviceStatus device;
    std::string error;
    return ReadChosenApps({app.package}, &device, &error) ? device.apps.front() : app;
  }

  static int TellLost(const AppStatus& app) {
    const AppStatus known = WithReason(app);
    const bool same = known.state == app.state;
    fmt::print(stderr, "container-app: error: {}\n", ShowControls(NeverText(same ? known : app)));
    return kExitFindings;
  }

  int TellTimeout() const {
    DeviceStatus device;
    std::string error;
    if (!ReadChosenApps(packages_, &device, &error)) return Fail(error);
    int status = kExitOk;
    for (const AppStatus& app : device.apps) {
      if (JudgeProspect(app) == Prospect::kReady) continue;
      status = kExitTimeout;
      fmt::print(stderr, "container-app: error: {} is not ready after {}: {}\n", app.package,
                 FormatTimeSpan(timeout_), ShowControls(MissingText(app)));
    }
    return status;
  }

  Clock::duration Left() const {
    if (timeout_ > static_cast<std::uint64_t>(kLongest.count())) return kPace;
    return begin_ + std::chrono::microseconds(timeout_) - Clock::now();
  }

  /// A longer time has no end.
  static constexpr std::chrono::microseconds kLongest = std::chrono::hours(24 * 365);

  std::vector<std::string> packages_;
  std::uint64_t timeout_;
  bool verbose_;
  Clock::time_point begin_ = Clock::now();
  std::size_t ready_ = 0;
  bool was_asked_ = false;
  int silence_ = 0;  ///< Looks in a row that systemd has not answered.
  std::map<std::string, int> unclear_;
  std::map<std::string, std::string> told_;
};

int Wait(const WaitOptions& options) {
  std::uint64_t timeout = 0;
  std::string error;
  if (!ParseTimeSpan(options.timeout, &timeout, &error)) {
    fmt::print(
        stderr,
        "container-app: error: --timeout {}: {}; write a time such as 30s, 5min or infinity\n",
        ShowControls(options.timeout), ShowControls(error));
    return kExitUsage;
  }
  std::vector<std::string> installed;
  std::vector<std::string> packages;
  if (!InstalledApps(DiskFileSystem(), &installed, &error)) return Fail(error);
  if (!ChooseApps(options.packages, installed, &packages)) return kExitUsage;
  return Waiter(packages, timeout, options.verbose).Run();
}

}  // namespace

std::function<int()> AddWaitVerb(Command command) {
  const auto options = std::make_shared<WaitOptions>();
  command.AddOption("PACKAGE", &options->packages, "packages of installed apps").Required();
  command.AddOption("--timeout", &options->timeout, "how long to wait at most, such as 5min")
      .Text("TIME");
  command.AddFlag("-v,--verbose", &options->verbose, "show what is missing when that changes");
  return [options] { return Wait(*options); };
}

}  // namespace container_app
