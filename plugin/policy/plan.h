// SPDX-License-Identifier: GPL-2.0-or-later
// What is decided about an app before anything is written: the input of every renderer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/definition.h"
#include "base/diagnostics.h"
#include "policy/naming.h"
#include "policy/relations.h"
#include "policy/restart.h"
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

/// What the generated compose file adds to a service.
struct ServicePlan {
  std::string name;
  bool no_restart = false;  ///< `restart: "no"`, since systemd starts it again.
  bool add_init = false;    ///< `init: true`, since the maintainer's file says nothing of it.
  /// `stop_grace_period` in microseconds, where a flush needs the time; 0: nothing is added.
  std::int64_t stop_grace = 0;
};

struct Plan {
  const Definition* definition = nullptr;
  Names names;
  std::string version;
  std::int64_t timestamp = 0;
  std::string unit_folder;
  std::string project_name;  ///< Of Compose.
  RestartPolicy restart;
  Supervision supervision;
  std::vector<ServicePlan> services;
  std::vector<DataFolder> data_folders;
  std::vector<HostStore> host_stores;
  std::vector<Rebuild> rebuilds;
  /// Names in SHARE that have a link in LIB, for Compose, hooks and other programs.
  std::vector<std::string> links;
  /// Units that earlier packagings of the app had in /etc/systemd/system.
  std::vector<std::string> superseded_units;
  Relations relations;
};

/// Decides everything. Reports what cannot be decided (`relation`); false after an error.
bool MakePlan(const Definition& definition, const BuildContext& context, Plan* plan,
              Diagnostics* diagnostics);

}  // namespace container_app
