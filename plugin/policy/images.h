// SPDX-License-Identifier: GPL-2.0-or-later
// Which image a service has, and whether its digest can stand in the generated Compose file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/installed.h"

namespace container_app {

struct ServiceImage {
  enum class Kind {
    kNone,        ///< There is none.
    kBuilt,       ///< It is built on the device.
    kHasDigest,   ///< docker-compose.yml has its digest.
    kUnknown,     ///< It depends on a variable that only a device has.
    kChangeable,  ///< It depends on a variable for which the administrator may have another value.
    kBad,         ///< Docker refuses the name.
    kPinned,      ///< A digest holds, for as long as the administrator does not name another image.
  };
  Kind kind = Kind::kNone;
  std::string reference;  ///< With the values that the package gives variables.
  std::string variable;   ///< That it depends on; empty: on none.
};

ServiceImage ImageOf(const Installed& installed, const ComposeService& service);

/// The reference of each image that a lock has a digest for, each once, sorted.
std::vector<std::string> ImagesToPin(const Installed& installed);

/// The text of `image:` that names a service's image by its digest. A variable in it stays, and the
/// digest is part of its default: another value names another image.
std::string PinnedImageText(std::string_view text, std::string_view digest);

}  // namespace container_app
