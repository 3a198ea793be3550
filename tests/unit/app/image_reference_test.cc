// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/image_reference.h"

#include <gtest/gtest.h>

namespace container_app {
namespace {

TEST(ImageReference, IsTakenApart) {
  ImageReference parts;
  ASSERT_TRUE(ParseImageReference("registry.example:5000/team/app:1.2@sha256:00", &parts));
  EXPECT_EQ("registry.example:5000", parts.host);
  EXPECT_EQ("team/app", parts.name);
  EXPECT_EQ("1.2", parts.tag);
  EXPECT_EQ("sha256:00", parts.digest);
  ASSERT_TRUE(ParseImageReference("localhost/app", &parts));
  EXPECT_EQ("localhost", parts.host);
  EXPECT_EQ("", parts.tag);
  ASSERT_TRUE(ParseImageReference("team/app:1", &parts));
  EXPECT_EQ("", parts.host);
  EXPECT_EQ("team/app", parts.name);
}

TEST(ImageReference, RefusesWhatDockerRefuses) {
  ImageReference parts;
  for (const std::string_view text : {"", ":", "App:1", "a:", "a:b:c", "a//b", "a/:1", "a b",
                                      "a@sha256", "registry.example:5000/", "-a", "a..b", "a\nb"}) {
    EXPECT_FALSE(ParseImageReference(text, &parts)) << text;
  }
}

TEST(ImageReference, DigestsAndPlatforms) {
  EXPECT_TRUE(IsImageDigest("sha256:" + std::string(64, 'a')));
  EXPECT_FALSE(IsImageDigest("sha256:" + std::string(64, 'A')));
  EXPECT_FALSE(IsImageDigest("sha256:" + std::string(63, 'a')));
  EXPECT_FALSE(IsImageDigest("sha512:" + std::string(64, 'a')));
  EXPECT_TRUE(IsImagePlatform("linux/arm/v7"));
  EXPECT_FALSE(IsImagePlatform("linux"));
  EXPECT_FALSE(IsImagePlatform("linux/"));
  EXPECT_FALSE(IsImagePlatform("linux/a/b/c"));
}

}  // namespace
}  // namespace container_app
