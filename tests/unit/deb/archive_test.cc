// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/run_program.h"

namespace container_app {
namespace {

using testing::HasSubstr;

constexpr std::string_view kIndex =
    "Package: libberth1\nSource: berth (1:2.0-1)\nVersion: 5.0-1\nArchitecture: all\n"
    "Description: part of it\n More of it.\n\n"
    "Package: berth\nVersion: 1:1.9-4\n\n"
    "Package: berth-doc\nSource: berth\nVersion: 1:2.0-3\n\n"
    "Package: other\nVersion: 9\n\n"
    "Package: berth\nSource: another\nVersion: 7\n";

/// The versions of the source berth, or what is found.
std::string Read(const std::string& path) {
  std::vector<ArchiveVersion> versions;
  Diagnostics diagnostics;
  std::string text;
  if (ReadArchiveVersions(path, "berth", &versions, &diagnostics)) {
    for (const ArchiveVersion& found : versions) text += found.version + " ";
  }
  for (const Finding& finding : diagnostics.findings()) text += FormatFinding(finding);
  return text;
}

TEST(ArchiveTest, VersionsAreThoseOfTheSource) {
  const TemporaryFolder folder;
  EXPECT_EQ(Read(folder.Write("Packages", kIndex)), "1:2.0-1 1:1.9-4 1:2.0-3 ");
}

TEST(ArchiveTest, CompressedIndicesAreReadToo) {
  const TemporaryFolder folder;
  const std::string path = folder.Write("Packages", kIndex);
  for (const std::string program : {"gzip", "xz"}) {
    ASSERT_EQ(RunProgram({program, "--keep", path}).status, 0);
  }
  EXPECT_EQ(Read(path + ".gz"), "1:2.0-1 1:1.9-4 1:2.0-3 ");
  EXPECT_EQ(Read(path + ".xz"), "1:2.0-1 1:1.9-4 1:2.0-3 ");
}

TEST(ArchiveTest, AFolderIsSearchedAndEachIndexReadOnce) {
  const TemporaryFolder folder;
  const std::string path = folder.Write("dists/stable/main/binary-all/Packages", kIndex);
  ASSERT_EQ(RunProgram({"gzip", "--keep", path}).status, 0);
  folder.Write("dists/stable/extra/binary-arm64/Packages", "Package: berth\nVersion: 3-1\n");
  EXPECT_EQ(Read(folder.path()), "3-1 1:2.0-1 1:1.9-4 1:2.0-3 ");
}

TEST(ArchiveTest, WhatIsNoArchiveIsRefused) {
  const TemporaryFolder folder;
  EXPECT_THAT(Read(folder.path() + "/none"), HasSubstr("there is no such file or folder"));
  EXPECT_THAT(Read(folder.path()), HasSubstr("there is no Packages file below it"));
  EXPECT_THAT(Read(folder.Write("Packages", "Origin: Debian\nSuite: stable\n")),
              HasSubstr("a stanza is without Package or Version"));
  EXPECT_THAT(Read(folder.Write("Packages", "no field at all\n")), HasSubstr("[archive-index]"));
  EXPECT_THAT(Read(folder.Write("Packages", "Package: berth\nVersion: one\n")),
              HasSubstr("'one' is not a valid version of berth"));
}

TEST(ArchiveTest, ABrokenOneIsRefused) {
  const TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 2000; ++i) {
    text += "Package: p" + std::to_string(i * 7919) + "\nVersion: " + std::to_string(i) + "\n\n";
  }
  const std::string path = folder.Write("Packages", text);
  for (const std::string program : {"gzip", "xz"}) {
    ASSERT_EQ(RunProgram({program, "--keep", path}).status, 0);
    const std::string packed = path + (program == "gzip" ? ".gz" : ".xz");
    const std::string whole = ReadWholeFile(packed);
    for (const std::size_t missing : {whole.size() / 2, std::size_t{3}}) {
      EXPECT_THAT(Read(folder.Write("cut" + packed.substr(path.size()),
                                    whole.substr(0, whole.size() - missing))),
                  HasSubstr("[archive-index]"))
          << program << " " << missing;
    }
  }
}

TEST(ArchiveTest, AnEmptyIndexHasNothing) {
  const TemporaryFolder folder;
  EXPECT_EQ(Read(folder.Write("Packages", "")), "");
}

}  // namespace
}  // namespace container_app
