// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/volumes.h"

#include <gtest/gtest.h>

#include "support/definition_text.h"

namespace container_app {
namespace {

std::string Volumes(const std::vector<std::string>& volumes) {
  std::string out = "    volumes:\n";
  for (const std::string& volume : volumes) out += "      - '" + volume + "'\n";
  return out;
}

TEST(LooksLikeFileTest, GoesByTheSuffixOfAName) {
  EXPECT_TRUE(LooksLikeFile("/a/settings.json"));
  EXPECT_TRUE(LooksLikeFile("/a/x.sock"));
  EXPECT_FALSE(LooksLikeFile("/a/conf.d"));
  EXPECT_FALSE(LooksLikeFile("/a/.env")) << "a hidden name is not a suffix";
  EXPECT_FALSE(LooksLikeFile("/a.json/b"));
}

TEST(DataFoldersTest, ListsFoldersBelowTheDataRootOnceWithTheFirstOwner) {
  const Definition definition = DefinitionOf(
      kDefaults,
      ServiceText("book",
                  "    user: 1000:1000\n" +
                      Volumes({"${CONTAINER_DATA_ROOT}/a:/a", "/etc/localtime:/etc/localtime:ro",
                               "${CONTAINER_DATA_ROOT}/x.json:/x.json", "/srv/out:/out"})) +
          ServiceText("db", "    user: '5'\n" + Volumes({"${CONTAINER_DATA_ROOT}/a/:/a",
                                                         "${CONTAINER_DATA_ROOT}/b:/b"})));
  const auto folders = DataFolders(Installed(definition, kAffixes));
  ASSERT_EQ(folders.size(), 3u);
  EXPECT_EQ(folders[0].path, kData);
  EXPECT_EQ(folders[1].path, kData + "/a");
  EXPECT_EQ(folders[1].owner.uid, 1000u);
  EXPECT_EQ(folders[1].owner.gid, 1000u);
  EXPECT_EQ(folders[2].path, kData + "/b");
  EXPECT_EQ(folders[2].owner.uid, 5u);
  EXPECT_EQ(folders[2].owner.gid, std::nullopt);
}

TEST(DataFoldersTest, WhoOnlyReadsAFolderDoesNotOwnIt) {
  const Definition definition = DefinitionOf(
      "", ServiceText("reader", "    user: '7'\n" + Volumes({"${CONTAINER_DATA_ROOT}/a:/a:ro"})) +
              ServiceText("writer", "    user: '8'\n" + Volumes({"${CONTAINER_DATA_ROOT}/a:/a"})));
  const auto folders = DataFolders(Installed(definition, kAffixes));
  ASSERT_EQ(folders.size(), 2u);
  EXPECT_EQ(folders[1].owner.uid, 8u);
}

TEST(DataFoldersTest, AFolderBesideTheDataRootIsNotBelowIt) {
  const Definition definition =
      DefinitionOf("", ServiceText("book", Volumes({"${CONTAINER_DATA_ROOT}-old/a:/a"})));
  EXPECT_EQ(DataFolders(Installed(definition, kAffixes)).size(), 1u);
}

}  // namespace
}  // namespace container_app
