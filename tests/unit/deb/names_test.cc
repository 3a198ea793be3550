// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/names.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace container_app {
namespace {

std::string NameRefusal(std::string_view name) {
  std::string reason;
  return CheckPackageName(name, &reason) ? "" : reason;
}

TEST(NamesTest, ChecksPackageNames) {
  EXPECT_EQ(NameRefusal("libstdc++6"), "");
  EXPECT_EQ(NameRefusal("0ad"), "");
  EXPECT_EQ(NameRefusal("a"), "a package name has at least two characters");
  EXPECT_EQ(NameRefusal("My-app"), "a package name has no capital letters");
  EXPECT_EQ(NameRefusal("my_app"), "the character '_' is not allowed in a package name");
  EXPECT_EQ(NameRefusal("app\n"), "the character '\\x0a' is not allowed in a package name");
  EXPECT_EQ(NameRefusal("-app"), "a package name starts with a letter or a digit");
  EXPECT_EQ(NameRefusal("app;rm"), "the character ';' is not allowed in a package name");
}

TEST(NamesTest, KnowsSections) {
  EXPECT_TRUE(IsSection("net"));
  EXPECT_TRUE(IsSection("non-free-firmware/kernel"));
  EXPECT_FALSE(IsSection("main/net"));
  EXPECT_FALSE(IsSection("nets"));
  EXPECT_FALSE(IsSection("contrib/"));
  EXPECT_TRUE(std::is_sorted(kSections.begin(), kSections.end()));
  for (const std::string_view late : {"golang", "raku"}) EXPECT_TRUE(IsSection(late)) << late;
  EXPECT_FALSE(IsSection("virtual")) << "a group of packages.debian.org, not of the archive";
}

}  // namespace
}  // namespace container_app
