// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/image_lock.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/image_reference.h"
#include "app/key_rules.h"
#include "app/key_tables.h"

namespace container_app {
namespace {

// The tables are laid out by hand: a key a block.
// clang-format off
constexpr Key kLockedImage[] = {
    {.name = "image", .value = Into<&LockedImage::image>(), .required = true,
     .doc = "The image as docker-compose.yml names it, with the values that the package gives its "
            "variables.",
     .form = {.rule = {"image-lock-image", "images.lock names images by a tag, not by a digest."},
              .words = "[HOST/]NAME:TAG, the name in lower case, no digest",
              .accepts = IsImageWithoutDigest}},
    {.name = "digest", .value = Into<&LockedImage::digest>(), .required = true,
     .doc = "What the registry had for the image: the digest of the index of all architectures, "
            "or of the image where there is no index.",
     .form = {.rule = {"image-lock-digest", "A digest in images.lock is one of SHA-256."},
              .words = "'sha256:' and 64 digits of 0-9 and a-f", .accepts = IsImageDigest}},
    {.name = "platforms", .value = Into<&LockedImage::platforms>(), .required = true,
     .doc = "What the image is made for.",
     .form = {.rule = {"image-lock-platforms",
                      "A platform in images.lock is an operating system and an architecture."},
              .words = "OS/ARCHITECTURE or OS/ARCHITECTURE/VARIANT", .accepts = IsImagePlatform}},
};
constexpr KeysOf<LockedImage> kImage{"images", kLockedImage};

constexpr Key kLockKeys[] = {
    {.name = "images", .value = Into<&ImageLock::images>(kImage), .required = true,
     .doc = "The images, each once."},
};
// clang-format on

}  // namespace

constinit const KeysOf<ImageLock> kImageLockKeys{"", kLockKeys};

const LockedImage* ImageLock::Find(std::string_view image) const {
  const auto found = std::find_if(images.begin(), images.end(),
                                  [&](const LockedImage& one) { return one.image.value == image; });
  return found == images.end() ? nullptr : &*found;
}

bool ReadImageLock(const SourceFile& file, const yaml::Node& document, ImageLock* lock,
                   Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  lock->file = &file;
  ReadKeys(document, kImageLockKeys, lock, diagnostics);
  for (const LockedImage& one : lock->images) {
    if (!one.image || lock->Find(one.image.value) == &one) continue;
    diagnostics->Report(one.image.place, kImageLockTwice,
                        fmt::format("'{}' is listed twice", one.image.value),
                        "remove one of the two, or remove the file and run container-app pin");
  }
  return errors.none();
}

std::string ImageLockText(const std::vector<LockedImage>& images) {
  std::string text =
      "# The images that the package runs, whatever becomes of their tags: container-app pin "
      "writes\n"
      "# this file, container-app pin --update moves the digests.\n"
      "images:";
  if (images.empty()) return text + " []\n";
  text += "\n";
  for (const LockedImage& one : images) {
    text += fmt::format("  - image: \"{}\"\n    digest: \"{}\"\n    platforms:", one.image.value,
                        one.digest.value);
    if (one.platforms.value.empty()) text += " []";
    text += "\n";
    for (const Located<std::string>& platform : one.platforms.value) {
      text += fmt::format("      - \"{}\"\n", platform.value);
    }
  }
  return text;
}

}  // namespace container_app
