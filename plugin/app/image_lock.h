// SPDX-License-Identifier: GPL-2.0-or-later
// images.lock: the digest of each image that docker-compose.yml names by a tag. `container-app pin`
// writes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/keys.h"
#include "app/metadata.h"
#include "base/diagnostics.h"
#include "yaml/document.h"

namespace container_app {

inline constexpr std::string_view kImageLockName = "images.lock";

/// One image.
struct LockedImage {
  Place place;
  Located<std::string> image;  ///< The reference, with the values that the package gives variables.
  Located<std::string> digest;  ///< Of the index of all architectures, where the image has one.
  Located<Texts> platforms;     ///< What it is made for: `linux/arm64`…
};

struct ImageLock {
  const SourceFile* file = nullptr;  ///< Null without the file.
  std::vector<LockedImage> images;

  /// The entry of a reference, or null.
  const LockedImage* Find(std::string_view image) const;
};

extern const KeysOf<ImageLock> kImageLockKeys;

/// Reads a parsed images.lock. Reports all that is wrong in it; false after an error.
bool ReadImageLock(const SourceFile& file, const yaml::Node& document, ImageLock* lock,
                   Diagnostics* diagnostics);

/// The file for these images, in their order: the same bytes for the same images.
std::string ImageLockText(const std::vector<LockedImage>& images);

}  // namespace container_app
