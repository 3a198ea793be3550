// SPDX-License-Identifier: GPL-2.0-or-later
// A service of the compose file: its keys, and how they are read.
#pragma once

#include <span>
#include <string_view>

#include "app/compose.h"

namespace container_app {

/// A function that reads a key with more than one form. `owner` is what messages call the service.
using ReadServiceKey = void(const yaml::Node& node, std::string_view owner, ComposeService* service,
                            Diagnostics* diagnostics);

/// One key of a service: what Compose takes, and the member it fills, if any.
struct ServiceKey {
  enum class Form {
    kAny,  ///< Known to Compose; its value is not looked at.
    kText,
    kFlag,
    kTexts,
    kTextOrTexts,
    kTextsOrIntegers,
    kPairs,
    kCommand,  ///< Words, or a text that is split into them.
    kNumber,   ///< Or a text that is one.
    kSize,     ///< A number of bytes, or a text such as `512m`.
    kWord,     ///< One of the names of the row.
    kMapping,
    kList,
    kOwn,  ///< `read` knows it.
  };
  std::string_view key;
  Form form = Form::kAny;
  std::span<const std::string_view> names = {};
  Located<std::string> ComposeService::*text = nullptr;                ///< Of kText.
  std::vector<Located<std::string>> ComposeService::*texts = nullptr;  ///< Of kTexts, kCommand.
  std::optional<Located<bool>> ComposeService::*flag = nullptr;        ///< Of kFlag.
  ReadServiceKey* read = nullptr;
};

/// All keys of a service.
std::span<const ServiceKey> ServiceKeys();

/// Reads the mapping below a service's name, which is set already. What is wrong is reported.
void ReadComposeService(const yaml::Node& node, ComposeService* service, Diagnostics* diagnostics);

// Of the keys of form kOwn.
ReadServiceKey ReadComposeDependencies;
ReadServiceKey ReadComposeDeploy;
ReadServiceKey ReadComposeEnvironmentFiles;
ReadServiceKey ReadComposeEnvironment;
ReadServiceKey RefuseComposeExtends;
ReadServiceKey ReadComposeHealthcheck;
ReadServiceKey ReadComposeLabels;
ReadServiceKey ReadComposeLogging;
ReadServiceKey ReadComposeNetworks;
ReadServiceKey ReadComposePorts;
ReadServiceKey ReadComposePostStart;
ReadServiceKey ReadComposePreStop;
ReadServiceKey ReadComposeStopGrace;
ReadServiceKey ReadComposeTmpfs;
ReadServiceKey ReadComposeMounts;

}  // namespace container_app
