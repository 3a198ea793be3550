// SPDX-License-Identifier: GPL-2.0-or-later
// A service of the compose file: its keys, and how they are read.
#pragma once

#include <span>
#include <string_view>

#include "app/compose.h"
#include "app/compose_shape.h"

namespace container_app {

/// A function that reads a key with more than one form. `owner` is what messages call the service.
using ReadServiceKey = void(const yaml::Node& node, std::string_view owner, ComposeService* service,
                            Diagnostics* diagnostics);

/// One key of a service: what Compose takes, and the member it fills, if any.
struct ServiceKey {
  enum class Form {
    kShape,  ///< `shape` has all of it.
    kText,
    kFlag,
    kTexts,
    kTextOrTexts,
    kPairs,
    kCommand,  ///< Words, or a text that is split into them.
    kOwn,      ///< `read` knows it.
  };
  std::string_view key;
  Form form = Form::kShape;
  const ComposeShape* shape = nullptr;
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
