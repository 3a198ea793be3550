// SPDX-License-Identifier: GPL-2.0-or-later
// Where an app's data lives on the host: resolved when the package is built, so that no maintainer
// script ever expands text of a definition.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/definition.h"
#include "policy/naming.h"

namespace container_app {

/// Numeric owner of what a service writes, from its `user:`; absent parts are root's.
struct Owner {
  std::optional<unsigned> uid;
  std::optional<unsigned> gid;
};

/// A folder made when the package is installed, if nothing is there yet.
struct DataFolder {
  std::string path;  ///< Absolute, literal.
  Owner owner;
};

/// Values of variables when a package is installed and nothing is overridden: CONTAINER_DATA_ROOT
/// and default_config.
VariableLookup InstalledVariables(const Definition& definition, const Names& names);

/// `user:` after interpolation: empty, `UID` or `UID:GID`. False when it is anything else; names
/// can only be looked up inside the image.
bool ResolveUser(const Definition& definition, const Names& names, const ComposeService& service,
                 Owner* owner);

/// What a bind source becomes on the host, or nothing when it cannot be told (an unset variable, a
/// text Compose refuses) or is not an absolute path without `..` components.
std::optional<std::string> ResolveBindSource(const Definition& definition, const Names& names,
                                             const ComposeMount& mount);

/// `path` without empty and `.` components and without a slash at its end.
std::string NormalisedPath(std::string_view path);

/// Both normalised: whether `path` is `folder` or something in it.
bool IsAtOrBelow(std::string_view path, std::string_view folder);

/// True for a name a file has rather than a folder (`settings.json`): it is not made as a folder.
bool LooksLikeFile(const std::string& path);

/// Folders below the data root in the order of first use, each with its owner (the first service
/// that mounts it writable decides). The data root itself comes first.
std::vector<DataFolder> DataFolders(const Definition& definition, const Names& names);

}  // namespace container_app
