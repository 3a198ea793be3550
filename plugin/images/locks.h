// SPDX-License-Identifier: GPL-2.0-or-later
// The files images.lock of some definitions.
#pragma once

#include <string>
#include <vector>

#include "app/definition.h"
#include "base/files.h"
#include "images/pin.h"

namespace container_app {

/// A definition, and what its images.lock has to say. Places point into it, so it stays where it
/// is.
struct PinnedDefinition {
  Definition definition;
  PinnedImages images;
  std::string path;  ///< Of images.lock.
};

/// Reads the definition in `folder` and finds its images. Whether the rest of it is right is not
/// looked at. False after an error; nothing is written.
bool PinDefinition(const FileReader& files, const std::string& folder, bool update,
                   Registries* registries, PinnedDefinition* pinned, Diagnostics* diagnostics);

/// Writes all locks that change, or leaves all as they were: false with a finding `io-error`.
bool WriteLocks(const std::vector<const PinnedDefinition*>& all, FileSystem* files,
                Diagnostics* diagnostics);

/// What changes, a line an image: `FOLDER: IMAGE: BEFORE -> AFTER`.
std::string ChangesText(const PinnedDefinition& pinned);

}  // namespace container_app
