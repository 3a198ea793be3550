// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `status`.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "base/text.h"
#include "cli/chosen_apps.h"
#include "cli/status_json.h"
#include "cli/verbs.h"
#include "device/device.h"
#include "device/metrics.h"
#include "device/table.h"

namespace container_app {
namespace {

struct StatusOptions {
  std::vector<std::string> packages;
  bool json = false;
  bool verbose = false;
  std::string prometheus;  ///< The file that gets the metrics; empty: none.
};

/// False with a sentence, also where the folder is missing: a path with a mistake in it would
/// otherwise become a folder that nobody reads.
bool WriteMetrics(const std::string& path, const DeviceStatus& device, std::string* error) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  DiskFileSystem files;
  if (!folder.empty() && files.Status(folder).kind == FileKind::kMissing) {
    *error =
        fmt::format("{}: there is no folder {}; make it, or correct the path after --prometheus",
                    ShowControls(path), ShowControls(folder));
    return false;
  }
  if (!path.ends_with(".prom")) {
    fmt::print(stderr,
               "container-app: warning: node-exporter does not read {}: it reads files that end in "
               ".prom\n",
               ShowControls(path));
  }
  if (files.Write(path, FormatMetrics(device), 0644, error)) return true;
  *error = fmt::format("the metrics cannot be written: {}; what was there before stays",
                       ShowControls(*error));
  return false;
}

int Status(const StatusOptions& options) {
  std::vector<std::string> packages;
  std::vector<std::string> installed;
  DeviceStatus device;
  std::string error;
  if (!InstalledApps(DiskFileSystem(), &installed, &error)) return Fail(error);
  if (options.packages.empty()) {
    packages = installed;
  } else if (!ChooseApps(options.packages, installed, &packages)) {
    return kExitUsage;
  }
  if (packages.empty()) fmt::print(stderr, "container-app: no container app is installed\n");
  if (!ReadChosenApps(packages, &device, &error)) return Fail(error);
  std::string out;
  if (!options.prometheus.empty()) {
    if (!WriteMetrics(options.prometheus, device, &error)) return Fail(error);
  } else if (options.json) {
    out = StatusJson(device, options.verbose);
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

std::function<int()> AddStatusVerb(Command command) {
  const auto options = std::make_shared<StatusOptions>();
  command.AddOption("PACKAGE", &options->packages, "packages of installed apps; default: all");
  const CommandOption json = command.AddFlag("--json", &options->json, "print one JSON object");
  const CommandOption verbose =
      command.AddFlag("-v,--verbose", &options->verbose, "show what failed apps wrote last");
  command.AddOption("--prometheus", &options->prometheus, "write metrics for node-exporter to FILE")
      .Text("FILE")
      .Excludes(json)
      .Excludes(verbose);
  return [options] { return Status(*options); };
}

}  // namespace container_app
