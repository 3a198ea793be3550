// SPDX-License-Identifier: GPL-2.0-or-later
// What is decided about an app before anything is written: the input of every renderer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/definition.h"
#include "base/diagnostics.h"
#include "policy/attachment.h"
#include "policy/halos.h"
#include "policy/health.h"
#include "policy/installed.h"
#include "policy/relations.h"
#include "policy/restart.h"
#include "policy/routing.h"
#include "policy/state.h"
#include "policy/supervision.h"
#include "policy/volumes.h"

namespace container_app {

/// Where units belong. systemd and deb-systemd-helper look there on bookworm and on trixie, while
/// units in lib/ are an error for trixie's lintian (aliased-location). That bookworm's
/// dh_installsystemd looks into lib/ only does not matter, since it never sees our units.
inline constexpr const char* kUnitFolder = "/usr/lib/systemd/system";

/// What the build knows and the definition does not.
struct BuildContext {
  Affixes affixes;
  std::string version;  ///< Of the binary package; empty: the definition's.
  /// `version` is that of a source package of several binary packages.
  bool version_is_shared = false;
  std::int64_t timestamp = 0;  ///< Of the release, seconds since the epoch (SOURCE_DATE_EPOCH).
  std::string unit_folder = kUnitFolder;
};

/// A service, and what the generated Compose file adds to it. Times are microseconds.
struct ServicePlan {
  std::string name;
  bool one_shot = false;       ///< It runs to an end.
  std::int64_t flush = 0;      ///< The longest time that writing its files takes at a stop.
  std::int64_t grace = 0;      ///< From SIGTERM to SIGKILL.
  std::string pinned_image;    ///< Added: the image by its digest, as images.lock has it.
  bool add_init = false;       ///< Added: `init: true`, since the maintainer's file has no `init`.
  std::int64_t add_grace = 0;  ///< Added: `stop_grace_period` for a flush; 0: not added.
};

struct Plan {
  Installed installed;
  std::string version;
  std::int64_t timestamp = 0;
  std::string unit_folder;
  std::string project_name;  ///< Of Compose.
  RestartPolicy restart;
  HealthPlan health;
  Supervision supervision;
  RoutingPlan routing;
  std::optional<HalosPlan> halos;
  Attachment attachment;              ///< By the integrations there are.
  std::vector<ServicePlan> services;  ///< As many as the Compose file has, in its order.
  std::int64_t stop_grace = 0;        ///< Microseconds until every service has ended or is killed.
  std::vector<DataFolder> data_folders;
  bool keeps_data_elsewhere = false;  ///< Than in the data folder.
  /// Names of the volumes that keep their data below the data root.
  std::vector<std::string> volumes;
  std::vector<HostStore> host_stores;
  std::vector<Rebuild> rebuilds;
  std::vector<DurablePlace> durable_places;
  /// Names in SHARE that have a link in LIB, for Compose, hooks and other programs.
  std::vector<std::string> links;
  /// Units that earlier packagings of the app had in /etc/systemd/system.
  std::vector<std::string> superseded_units;
  Relations relations;

  const Definition& definition() const { return installed.definition(); }
  const Names& names() const { return installed.names(); }
  /// What is decided about `service`, a service of the definition's Compose file.
  const ServicePlan& Of(const ComposeService& service) const {
    return services.at(static_cast<std::size_t>(&service - definition().compose.services.data()));
  }
};

/// Decides everything. Reports what cannot be decided (`relation`); false after an error.
bool MakePlan(const Definition& definition, const BuildContext& context, Plan* plan,
              Diagnostics* diagnostics);

}  // namespace container_app
