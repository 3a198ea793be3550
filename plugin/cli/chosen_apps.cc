// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/chosen_apps.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "base/text.h"
#include "cli/verbs.h"

namespace container_app {

int Fail(const std::string& error) {
  fmt::print(stderr, "container-app: error: {}\n", error);
  return kExitFiles;
}

bool ChooseApps(const std::vector<std::string>& asked, const std::vector<std::string>& installed,
                std::vector<std::string>* chosen) {
  const std::vector<std::string_view> names(installed.begin(), installed.end());
  bool good = true;
  for (const std::string& word : asked) {
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

bool ReadChosenApps(const std::vector<std::string>& packages, DeviceStatus* device,
                    std::string* error) {
  if (!ReadDevice(packages, device, error)) return false;
  const DiskFileSystem files;
  FindOverrides(files, device->apps);
  FindStops(files, device->apps);
  FindReady(files, device->apps);
  return true;
}

}  // namespace container_app
