// SPDX-License-Identifier: GPL-2.0-or-later
// State that has to survive restarts: where it lives, what keeps it, what rebuilds it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/installed.h"

namespace container_app {

/// What a path in a container is on, by what that means for a restart.
enum class Keeping {
  kKept,             ///< A bind mount or a named volume, writable.
  kContainerLayer,   ///< Made anew with the container.
  kTmpfs,            ///< Made anew with the container.
  kAnonymousVolume,  ///< Another one with each container.
  kTemporaryFolder,  ///< A folder of the host that is emptied: /run, /tmp and others.
  kPackageFile,      ///< A file of the package, in assets/: the next version replaces it.
  kReadOnly,         ///< The service cannot write there.
};

struct ContainerPlace {
  Keeping keeping = Keeping::kContainerLayer;
  const ComposeMount* mount = nullptr;  ///< The innermost one; null in the container's layer.
  std::string target;                   ///< Where that is mounted.
  std::string host_path;                ///< Empty where it is not known.
};

/// The place of `path`, absolute, in a container of `service`.
ContainerPlace PlaceOf(const Installed& installed, const ComposeService& service,
                       std::string_view path);

/// Whether the mount keeps what is written to it, whatever its target is.
Keeping KeepingOf(const Installed& installed, const ComposeMount& mount);

/// True when `service` has a mount that keeps what it writes.
bool HasKeepingMount(const Installed& installed, const ComposeService& service);

/// The service of that name, or null.
const ComposeService* FindService(const Compose& compose, std::string_view name);

/// True for a store that is a unit of the host.
bool IsHostStore(std::string_view store);

/// What a Redis or Valkey server saves, as its command says (redis.conf: `appendonly`,
/// `appendfsync`, `save`).
enum class Saving {
  kAlways,      ///< Each change is on the disk before it is acknowledged.
  kAppendOnly,  ///< Each change is written, and on the disk a second later.
  kSnapshots,   ///< Now and then, and when it is stopped.
  kNothing,
  kConfigured,  ///< A configuration file says.
};
struct StoreSettings {
  Saving saving = Saving::kSnapshots;  ///< What such a server does when nothing is said.
  std::string folder = "/data";        ///< Where it saves; the images start it there.
};
StoreSettings StoreSettingsOf(const ComposeService& service);

/// True for an image of Redis or Valkey, by its name.
bool IsStoreImage(std::string_view image);

/// Units of the host that keep state of the app, and the names of the states each keeps.
struct HostStore {
  std::string unit;
  std::vector<std::string> states;
};
std::vector<HostStore> HostStores(const Definition& definition);

/// Debian packages are named as the unit they bring: `redis-server.service`, `a@b.service`.
std::string PackageOfUnit(std::string_view unit);

/// How a reconstructible state is rebuilt at a start. Exactly one source is set.
struct Rebuild {
  std::string name;
  std::string variable;                  ///< STATE_INPUT_NAME, which holds the path of the input.
  std::int64_t journal = 0;              ///< How far back, in microseconds.
  std::string files;                     ///< On the host.
  std::vector<std::string> command;      ///< A program and its arguments.
  std::string service;                   ///< Whose lines of the journal count…
  std::string container_name;            ///< …and what Compose calls it when that is set.
  std::string hook;                      ///< Empty: the app rebuilds it.
  std::int64_t within = kRebuildWithin;  ///< Microseconds.
};
std::vector<Rebuild> Rebuilds(const Installed& installed);

/// Where a durable state is on the host, so that its loss can be seen there.
struct DurablePlace {
  std::string name;
  std::string path;
};
/// Files and folders that keep durable states, and folders of stores that are services of the app.
/// Not what is in volumes with options of their own or in stores of the host.
std::vector<DurablePlace> DurablePlaces(const Installed& installed);

}  // namespace container_app
