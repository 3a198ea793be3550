// SPDX-License-Identifier: GPL-2.0-or-later
// Which services have to run, so that the end of one is the end of the unit.
#pragma once

#include <string>
#include <vector>

#include "policy/installed.h"

namespace container_app {

/// What `docker compose up` is told of the services.
struct Supervision {
  /// Services that have to run. Empty: all, as no service of the app runs to an end.
  std::vector<std::string> watched;
  /// Services that run to an end and that no other service waits for: each is run, and has to end
  /// well, once those it depends on are there.
  std::vector<std::string> last_steps;
};

/// True when another service waits for the end of `service` (`service_completed_successfully` in
/// the Compose Specification), or the definition marks it (`restart: one_shot`).
bool IsOneShot(const Definition& definition, const ComposeService& service);

/// True when Docker starts the service again that has ended, as the maintainer's file is:
/// `deploy.restart_policy` decides where it is given, else `restart`.
bool DockerRestarts(const ComposeService& service);

Supervision MakeSupervision(const Definition& definition);

/// The name of the Compose project as Compose finds it: `name:` with its variables, else the
/// package's name without what Compose takes off (Compose Specification, "Name top-level element").
std::string ProjectName(const Installed& installed);

}  // namespace container_app
