// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/names.h"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

#include "command.h"
#include "deb/architecture.h"

namespace container_app {
namespace {

std::string Refusal(std::string_view name) {
  std::string reason;
  return CheckPackageName(name, &reason) ? "" : reason;
}

TEST(NamesTest, ChecksPackageNames) {
  EXPECT_EQ(Refusal("libstdc++6"), "");
  EXPECT_EQ(Refusal("0ad"), "");
  EXPECT_EQ(Refusal("a"), "a package name has at least two characters");
  EXPECT_EQ(Refusal("My-app"), "a package name has no capital letters");
  EXPECT_EQ(Refusal("my_app"), "the character '_' is not allowed in a package name");
  EXPECT_EQ(Refusal("app\n"), "the character '\\x0a' is not allowed in a package name");
  EXPECT_EQ(Refusal("-app"), "a package name starts with a letter or a digit");
  EXPECT_EQ(Refusal("app;rm"), "the character ';' is not allowed in a package name");
}

TEST(NamesTest, KnowsSections) {
  EXPECT_TRUE(IsSection("net"));
  EXPECT_TRUE(IsSection("non-free-firmware/kernel"));
  EXPECT_FALSE(IsSection("main/net"));
  EXPECT_FALSE(IsSection("nets"));
  EXPECT_FALSE(IsSection("contrib/"));
  EXPECT_GE(Sections().size(), 55u);
}

TEST(ArchitectureTest, MatchesAsDpkgDoes) {
  const std::vector<std::string> hosts = {"amd64",     "arm64", "armhf",
                                          "hurd-i386", "x32",   "musl-linux-armhf"};
  const std::vector<std::string> wildcards = {
      "amd64",          "any",           "linux-any",          "any-amd64",
      "any-arm",        "hurd-any",      "gnu-any-any",        "musl-any-any",
      "musl-linux-any", "any-i386",      "linux-amd64",        "kfreebsd-any",
      "nonsense",       "any-any-arm64", "eabihf-any-any-any", "any-any-any-any"};
  std::string list;
  for (const std::string& host : hosts) {
    for (const std::string& wildcard : wildcards) list += host + " " + wildcard + "\n";
  }
  const TemporaryFile file(list);
  std::istringstream answers(RunCommand(
      "perl -MDpkg::Arch=debarch_is -ane 'print debarch_is($F[0], $F[1]) ? 1 : 0, \"\\n\"' " +
      file.path()));
  const DiskFileSystem disk;
  ArchitectureMatcher matcher(disk);
  for (const std::string& host : hosts) {
    for (const std::string& wildcard : wildcards) {
      int expected = -1;
      answers >> expected;
      bool matches = false;
      std::string error;
      ASSERT_TRUE(matcher.Match(host, wildcard, &matches, &error)) << error;
      EXPECT_EQ(matches ? 1 : 0, expected) << host << " " << wildcard;
    }
  }
}

TEST(ArchitectureTest, ReadsFieldsOfSeveralWords) {
  const DiskFileSystem disk;
  ArchitectureMatcher matcher(disk);
  bool matches = true;
  std::string error;
  ASSERT_TRUE(matcher.Match("riscv64", "armhf any-amd64\n s390x", &matches, &error));
  EXPECT_FALSE(matches);
  ASSERT_TRUE(matcher.Match("riscv64", "armhf any-amd64\n riscv64", &matches, &error));
  EXPECT_TRUE(matches);
  ASSERT_TRUE(matcher.Match("all", "any", &matches, &error));
  EXPECT_FALSE(matches) << "an architecture-independent package is for no architecture";
}

TEST(ArchitectureTest, SaysWhichTableIsMissing) {
  const DiskFileSystem disk;
  ArchitectureMatcher matcher(disk, "/nonexistent");
  bool matches = false;
  std::string error;
  EXPECT_TRUE(matcher.Match("amd64", "any", &matches, &error)) << "needs no table";
  EXPECT_FALSE(matcher.Match("amd64", "linux-any", &matches, &error));
  EXPECT_NE(error.find("/nonexistent/cputable"), std::string::npos);
}

}  // namespace
}  // namespace container_app
