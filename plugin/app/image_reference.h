// SPDX-License-Identifier: GPL-2.0-or-later
// The reference of an image: [HOST/]NAME[:TAG][@DIGEST], as Docker reads it.
#pragma once

#include <string>
#include <string_view>

namespace container_app {

/// The parts of a reference, each empty where it is not written.
struct ImageReference {
  std::string host;    ///< `registry.example:5000`; empty: Docker takes docker.io.
  std::string name;    ///< `team/app`
  std::string tag;     ///< Without it Docker takes `latest`.
  std::string digest;  ///< `sha256:…`
};

/// Takes a reference apart. False for one that Docker refuses: the name is in lower case, and there
/// is one tag.
bool ParseImageReference(std::string_view text, ImageReference* reference);

/// `sha256:` and 64 hexadecimal digits in lower case.
bool IsImageDigest(std::string_view text);

/// A reference that Docker accepts, without a digest: what a lock has a digest for.
bool IsImageWithoutDigest(std::string_view text);

/// What an image is made for, as Docker writes it: OS/ARCHITECTURE, and maybe /VARIANT.
bool IsImagePlatform(std::string_view text);

}  // namespace container_app
