// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/version.h"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

#include "command.h"

namespace container_app {
namespace {

std::string VersionRefusal(std::string_view text) {
  Version version;
  std::string reason;
  return ParseVersion(text, &version, &reason) ? "" : reason;
}

TEST(VersionTest, SplitsEpochUpstreamAndRevision) {
  Version version;
  std::string reason;
  ASSERT_TRUE(ParseVersion("2:1.0-rc1-3~bpo12+1", &version, &reason)) << reason;
  EXPECT_EQ(version.epoch, "2");
  EXPECT_EQ(version.upstream, "1.0-rc1");
  EXPECT_EQ(version.revision, "3~bpo12+1");
  ASSERT_TRUE(ParseVersion("20240101", &version, &reason));
  EXPECT_EQ(version.epoch + version.revision, "");
}

TEST(VersionTest, RefusesWithTheReason) {
  EXPECT_EQ(VersionRefusal(""), "the version is empty");
  EXPECT_EQ(VersionRefusal("1.0 "), "there is a blank before or after the version");
  EXPECT_EQ(VersionRefusal("v1.0"), "the upstream version does not start with a digit");
  EXPECT_EQ(VersionRefusal("-1"), "the upstream version does not start with a digit");
  EXPECT_EQ(VersionRefusal("1.0_2"), "the character '_' is not allowed in a version");
  EXPECT_EQ(VersionRefusal("1.0\n"), "there is a blank before or after the version");
  EXPECT_EQ(VersionRefusal("1\x1b[0m"), "the character '\\x1b' is not allowed in a version");
  EXPECT_EQ(VersionRefusal("1.0-"), "the revision after '-' is empty");
  EXPECT_EQ(VersionRefusal("1.0-1:2"), "the epoch '1.0-1' is not a number");
  EXPECT_EQ(VersionRefusal("a:1"), "the epoch 'a' is not a number");
  EXPECT_EQ(VersionRefusal("+1:1"), "the epoch '+1' is not a number")
      << "strtol(3) reads it, deb-version(7) does not";
  EXPECT_EQ(VersionRefusal(":1"), "the epoch before ':' is empty");
  EXPECT_EQ(VersionRefusal("1:"), "nothing follows the epoch");
  EXPECT_EQ(VersionRefusal("2147483648:1"), "the epoch '2147483648' is too large");
  EXPECT_EQ(VersionRefusal("0:1-a:b"), "the character ':' is not allowed in a revision");
}

// A table: versions and their like.
TEST(VersionTest, AgreesWithDpkgOnWhatIsAVersion) {
  const std::vector<std::string> candidates = {"1",
                                               "1.0",
                                               "1:1",
                                               "00:1",
                                               "0002147483647:1",
                                               "2147483647:1",
                                               "2147483648:1",
                                               "-1:1",

                                               "1:",
                                               ":1",
                                               "1:1:2",
                                               "1:1-2:3",
                                               "a",
                                               "1a",
                                               "1_a",
                                               "1-",
                                               "-1",
                                               "1--1",
                                               "1-1-1",
                                               "1~",
                                               "1+",
                                               "~1",
                                               "1:~1",
                                               "1.0/2",
                                               "1.0=2",
                                               "1é",
                                               "0",
                                               "1-~",
                                               "1-+",
                                               "1-a~b",
                                               "1-_",
                                               "9999999999999:1",
                                               "1:-1",
                                               "1e5",
                                               "1.",
                                               ".1",
                                               "1@2",
                                               "1#2",
                                               "1$2",
                                               "1%2",
                                               "1^2"};
  std::string list;
  for (const std::string& candidate : candidates) list += candidate + "\n";
  const TemporaryFile file(list);
  std::istringstream answers(
      RunCommand("while IFS= read -r v; do if dpkg --validate-version \"$v\" 2>/dev/null; "
                 "then echo yes; else echo no; fi; done < " +
                 file.path()));
  for (const std::string& candidate : candidates) {
    std::string answer;
    answers >> answer;
    EXPECT_EQ(VersionRefusal(candidate).empty(), answer == "yes")
        << candidate << ": " << VersionRefusal(candidate) << ", dpkg says " << answer;
  }
}

TEST(VersionTest, OrdersAsDpkgDoes) {
  const std::vector<std::string> versions = {
      "1",         "1.0",      "1.0-1",         "1.0-2",      "1.0-10", "1.0~rc1",
      "1.0~rc1-1", "1.0~~",    "1.0~",          "1.0+git1",   "1.0+b1", "1:0.1",
      "0:1.0",     "1.00",     "1.0a",          "1.0.1",      "1.0-0",  "1.0-1~bpo12+1",
      "2:0~0",     "20240101", "1.0-1+deb12u1", "1.0+dfsg-1", "10",     "9"};
  std::string list;
  for (const std::string& a : versions) {
    for (const std::string& b : versions) list += a + " " + b + "\n";
  }
  const TemporaryFile file(list);
  std::istringstream answers(RunCommand(
      "while read -r a b; do if dpkg --compare-versions \"$a\" lt \"$b\"; then echo -1; "
      "elif dpkg --compare-versions \"$a\" eq \"$b\"; then echo 0; else echo 1; fi; done < " +
      file.path()));
  for (const std::string& a : versions) {
    for (const std::string& b : versions) {
      int expected = 9;
      answers >> expected;
      const int order = CompareVersions(a, b);
      EXPECT_EQ((order > 0) - (order < 0), expected) << a << " against " << b;
    }
  }
}

}  // namespace
}  // namespace container_app
