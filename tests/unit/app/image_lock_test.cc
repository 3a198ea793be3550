// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/image_lock.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace container_app {
namespace {

LockedImage Entry(const std::string& image, const std::string& digest,
                  const std::vector<std::string>& platforms) {
  LockedImage entry;
  entry.image.value = image;
  entry.digest.value = digest;
  for (const std::string& platform : platforms) entry.platforms.value.push_back({platform, {}});
  return entry;
}

/// Reads a lock that is written, and writes it again.
std::string Again(const std::vector<LockedImage>& images) {
  SourceFile file{"images.lock", ImageLockText(images)};
  yaml::Node root;
  ImageLock lock;
  Diagnostics diagnostics;
  EXPECT_TRUE(yaml::Parse(file, &root, &diagnostics) &&
              ReadImageLock(file, root, &lock, &diagnostics))
      << file.text;
  EXPECT_EQ(images.size(), lock.images.size());
  return ImageLockText(lock.images);
}

TEST(ImageLockTest, IsReadAsItIsWritten) {
  const std::string digest = "sha256:" + std::string(64, '0');
  for (const std::vector<LockedImage>& images :
       {std::vector<LockedImage>{},
        {Entry("book:1", digest, {"linux/amd64", "linux/arm/v7"}),
         Entry("registry.example:5000/harbour/book:1.0", digest, {})}}) {
    EXPECT_EQ(ImageLockText(images), Again(images));
  }
}

}  // namespace
}  // namespace container_app
