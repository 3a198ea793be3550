// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `status`.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/common.h"
#include "cli/verbs.h"
#include "device/device.h"
#include "device/table.h"

namespace container_app {
namespace {

using Json = nlohmann::ordered_json;

struct StatusOptions {
  std::vector<std::string> packages;
  bool json = false;
  bool verbose = false;
};

/// Seconds, to the microsecond; null for a time that is not known or has no end.
Json Seconds(std::int64_t microseconds) {
  if (microseconds < 0 || microseconds == std::numeric_limits<std::int64_t>::max()) return nullptr;
  return static_cast<double>(microseconds) / 1e6;
}

Json OrNull(const std::string& text) { return text.empty() ? Json() : Json(text); }

std::string_view NextName(NextStep next) {
  switch (next) {
    case NextStep::kStart:
      return "start";
    case NextStep::kRecovery:
      return "recovery";
    case NextStep::kByHand:
      return "by-hand";
    case NextStep::kNothing:
      break;
  }
  return "";
}

std::string JsonLine(const AppStatus& app, bool verbose) {
  Json line{{"package", app.package},
            {"state", StateName(app.state)},
            {"detail", OrNull(app.detail)},
            {"active_state", OrNull(app.unit.active_state)},
            {"sub_state", OrNull(app.unit.sub_state)},
            {"unit_file_state", OrNull(app.unit.unit_file_state)},
            {"result", OrNull(app.unit.result)},
            {"starts_left", app.starts_left ? Json(*app.starts_left) : Json()},
            {"start_limit_burst", app.unit.start_limit_burst},
            {"start_limit_interval_sec", Seconds(app.unit.start_limit_interval)},
            {"next", OrNull(std::string(NextName(app.next)))},
            {"next_sec", app.next_in ? Seconds(*app.next_in) : Json()},
            {"why", OrNull(app.why.text)},
            {"stage", OrNull(app.why.stage)},
            {"container", OrNull(app.why.container)},
            {"exit_status", app.why.exit_status ? Json(*app.why.exit_status) : Json()},
            {"signal", OrNull(app.why.signal)},
            {"compose_override", OrNull(app.compose_override)}};
  if (verbose) line["log"] = app.log;
  // The output of an app may be not UTF-8.
  return line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// The packages asked for, each once, as their names or those of their units; false when one is
/// not installed.
bool Choose(const StatusOptions& options, const std::vector<std::string>& installed,
            std::vector<std::string>* chosen) {
  if (options.packages.empty()) {
    *chosen = installed;
    return true;
  }
  const std::vector<std::string_view> names(installed.begin(), installed.end());
  bool good = true;
  for (const std::string& word : options.packages) {
    std::string name = word;
    if (name.ends_with(".service")) name.resize(name.size() - std::string(".service").size());
    if (std::find(installed.begin(), installed.end(), name) == installed.end()) {
      const std::string hint = DidYouMean(name, names);
      fmt::print(stderr, "container-app: error: no container app '{}' is installed{}{}\n",
                 ShowControls(name), hint.empty() ? "" : "; ", hint);
      good = false;
    } else if (std::find(chosen->begin(), chosen->end(), name) == chosen->end()) {
      chosen->push_back(name);
    }
  }
  return good;
}

int Status(const StatusOptions& options) {
  std::vector<std::string> packages;
  std::vector<std::string> installed;
  DeviceStatus device;
  std::string error;
  if (!InstalledApps(DiskFileSystem(), &installed, &error)) {
    fmt::print(stderr, "container-app: error: {}\n", error);
    return kExitFiles;
  }
  if (!Choose(options, installed, &packages)) return kExitUsage;
  if (packages.empty()) fmt::print(stderr, "container-app: no container app is installed\n");
  if (!ReadDevice(packages, &device, &error)) {
    fmt::print(stderr, "container-app: error: {}\n", error);
    return kExitFiles;
  }
  FindOverrides(DiskFileSystem(), device.apps);
  std::string out;
  if (options.json) {
    for (const AppStatus& app : device.apps) out += JsonLine(app, options.verbose);
  } else if (!device.apps.empty()) {
    out = FormatTable(device.apps, options.verbose);
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
  if (!device.note.empty()) {
    fmt::print(stderr,
               "container-app: starts left and some reasons are unknown, the journal cannot "
               "be read: {}\n",
               device.note);
  }
  const bool attention =
      std::any_of(device.apps.begin(), device.apps.end(),
                  [](const AppStatus& app) { return NeedsAttention(app.state); });
  return attention ? kExitFindings : kExitOk;
}

}  // namespace

std::function<int()> AddStatusVerb(CLI::App* command) {
  const auto options = std::make_shared<StatusOptions>();
  command->add_option("PACKAGE", options->packages, "packages of installed apps; default: all");
  command->add_flag("--json", options->json, "print JSON, one object a line");
  command->add_flag("-v,--verbose", options->verbose, "show what failed apps wrote last");
  return [options] { return Status(*options); };
}

}  // namespace container_app
