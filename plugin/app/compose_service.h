// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/compose.h"

namespace container_app {

/// Reads the mapping below a service's name, which is set already. What is wrong is reported.
void ReadComposeService(const yaml::Node& node, ComposeService* service, Diagnostics* diagnostics);

/// The keys of a service with more than one form: `ports:`, `volumes:` and `tmpfs:`, `depends_on:`,
/// `networks:`, `env_file:`. `owner` is what messages call the service.
void ReadComposePorts(const yaml::Node& node, std::string_view owner, ComposeService* service,
                      Diagnostics* diagnostics);
void ReadComposeMounts(const yaml::Node& node, std::string_view owner, ComposeService* service,
                       Diagnostics* diagnostics);
void ReadComposeTmpfs(const yaml::Node& node, std::string_view owner, ComposeService* service,
                      Diagnostics* diagnostics);
void ReadComposeDependencies(const yaml::Node& node, std::string_view owner,
                             ComposeService* service, Diagnostics* diagnostics);
void ReadComposeNetworks(const yaml::Node& node, std::string_view owner, ComposeService* service,
                         Diagnostics* diagnostics);
void ReadComposeEnvironmentFiles(const yaml::Node& node, std::string_view owner,
                                 ComposeService* service, Diagnostics* diagnostics);

}  // namespace container_app
