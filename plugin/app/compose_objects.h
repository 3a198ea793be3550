// SPDX-License-Identifier: GPL-2.0-or-later
// What keys of one mapping of the compose file say together.
#pragma once

#include <optional>
#include <string_view>

#include "app/compose.h"

namespace container_app {

/// Checks an entry of the top-level `volumes`, `networks`, `secrets` or `configs` (`key`), whose
/// shape is right.
void CheckComposeObject(std::string_view key, const yaml::Entry& entry, Diagnostics* diagnostics);

/// Checks keys of a service that exclude each other, or have to be equal. Values with variables
/// are not compared.
void CheckComposeTogether(const yaml::Node& service, std::string_view owner,
                          Diagnostics* diagnostics);

/// `external: true`, or the older form with a name.
bool IsExternalObject(const yaml::Node& object);

/// How many times a service is started by `scale` or `deploy.replicas`.
std::optional<double> ComposeCount(const yaml::Node& service);

/// Files that `label_file`, `security_opt` and `credential_spec` name.
std::vector<ComposeNamedFile> ComposeNamedFiles(const yaml::Node& service);

/// The names of `configs` or `secrets` that the service mounts, those of its build included.
std::vector<Located<std::string>> ComposeFileMounts(const yaml::Node& service,
                                                    std::string_view key);

}  // namespace container_app
