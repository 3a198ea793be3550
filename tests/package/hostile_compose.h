// SPDX-License-Identifier: GPL-2.0-or-later
// What may be in the compose file that is generated beside that of a hostile definition.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "package/source_package.h"
#include "policy/stop.h"
#include "yaml/document.h"

namespace container_app::hostile {

/// Everything made of one definition.
struct Made {
  const App* app = nullptr;
  Rendering rendering;
  SourcePackage source;
};

/// Empty, or what is in `volumes` beside the folders of those that are `expected`.
inline std::string JudgeVolumes(const yaml::Node* volumes,
                                const std::vector<std::string>& expected) {
  if (expected.empty()) return volumes ? "volumes" : "";
  if (!volumes || volumes->entries.size() != expected.size()) return "other volumes";
  for (const yaml::Entry& volume : volumes->entries) {
    const yaml::Node* driver = volume.value.Find("driver");
    const yaml::Node* options = volume.value.Find("driver_opts");
    const yaml::Node* device = options ? options->Find("device") : nullptr;
    const bool known =
        std::find(expected.begin(), expected.end(), volume.key.text) != expected.end();
    if (!known || volume.value.entries.size() != 2 || !driver || driver->text != "local" ||
        !device || options->entries.size() != 3 ||
        device->text != "${CONTAINER_DATA_ROOT}/" + volume.key.text) {
      return "volume " + volume.key.text;
    }
  }
  return "";
}

/// Empty, or what the generated compose file holds beside what it adds to its services.
inline std::string JudgeCompose(const Made& made, const std::string& content) {
  // The tag is for Compose; the reader takes the first of several Compose files and refuses it.
  const SourceFile file{"compose", ReplaceAll(content, " !reset null", " reset")};
  yaml::Node root;
  Diagnostics diagnostics;
  if (!yaml::Parse(file, &root, &diagnostics)) return FormatFinding(diagnostics.findings()[0]);
  const yaml::Node* services = root.Find("services");
  const auto& expected = made.app->definition.compose.services;
  const std::string& joined = made.app->plan.attachment.network;
  const yaml::Node* networks = root.Find("networks");
  const std::vector<std::string>& volumes = made.app->plan.volumes;
  const std::size_t keys = 1U + (joined.empty() ? 0U : 1U) + (volumes.empty() ? 0U : 1U);
  if (root.entries.size() != keys || !services || services->entries.size() != expected.size()) {
    return "other keys or services";
  }
  if (const std::string wrong = JudgeVolumes(root.Find("volumes"), volumes); !wrong.empty()) {
    return wrong;
  }
  if (!joined.empty() && (!networks || networks->entries.size() != 1 || !networks->Find(joined))) {
    return "other networks";
  }
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const yaml::Entry& service = services->entries[i];
    if (service.key.text != expected[i].name.value) return "service " + service.key.text;
    for (const yaml::Entry& entry : service.value.entries) {
      const bool restart = entry.key.text == "restart" && entry.value.text == "no";
      const bool flushes = made.app->plan.services[i].flush > 0;
      const bool grace =
          flushes && entry.key.text == "stop_grace_period" && entry.value.text.ends_with('s') &&
          entry.value.text.find_first_not_of("0123456789") + 1 == entry.value.text.size();
      const yaml::Node* policy = entry.value.Find("restart_policy");
      const bool deploy = bool(expected[i].deploy_restart) && entry.key.text == "deploy" &&
                          entry.value.entries.size() == 1 && policy && policy->text == "reset";
      const bool network = entry.key.text == "networks" &&
                           service.key.text == made.app->plan.attachment.service &&
                           entry.value.Find(joined) &&
                           entry.value.entries.size() == (expected[i].networks.empty() ? 2U : 1U);
      if (!restart && !deploy && !grace && !network &&
          !(entry.key.text == "init" && entry.value.AsBool() == true)) {
        return "key " + entry.key.text;
      }
    }
  }
  return "";
}

}  // namespace container_app::hostile
