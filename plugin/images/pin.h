// SPDX-License-Identifier: GPL-2.0-or-later
// What images.lock of a definition has to say.
#pragma once

#include <string>
#include <vector>

#include "app/image_lock.h"
#include "base/diagnostics.h"
#include "images/registry.h"
#include "policy/installed.h"

namespace container_app {

/// What becomes of the entry of an image; a digest is empty where there is no entry.
struct PinChange {
  std::string image;
  std::string before;
  std::string after;
  std::vector<std::string> platforms;  ///< Of what comes after.
};

struct PinnedImages {
  std::vector<LockedImage> images;  ///< Sorted by their references.
  std::vector<PinChange> changes;   ///< Empty: the lock is as it should be.
  std::vector<std::string> notes;   ///< Why a service's image gets no digest.
};

/// Keeps each entry of the lock whose image the Compose file has, and asks for the others; with
/// `update` it asks for all. False when a registry does not tell one (`pin-registry`,
/// `pin-skopeo`).
bool PinImages(const Installed& installed, bool update, Registries* registries,
               PinnedImages* pinned, Diagnostics* diagnostics);

}  // namespace container_app
