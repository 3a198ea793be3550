// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/volumes.h"

#include <gtest/gtest.h>

#include "support/definition_text.h"

namespace container_app {
namespace {

const Names kNames = MakeNames("berth-book", {"", "container"});
const std::string kData = "/var/lib/container-apps/berth-book-container/data";
constexpr const char* kDefaults = "default_config: {SUB: charts, ID: '472', EMPTY: ''}\n";

std::string Service(const std::string& name, const std::string& keys) {
  return "  " + name + ":\n    image: a:1\n" + keys;
}
std::string Volumes(const std::vector<std::string>& volumes) {
  std::string out = "    volumes:\n";
  for (const std::string& volume : volumes) out += "      - '" + volume + "'\n";
  return out;
}

std::optional<std::string> Source(const std::string& source) {
  const Definition definition =
      DefinitionOf(kDefaults, Service("book", Volumes({source + ":/data"})));
  return ResolveBindSource(definition, kNames, definition.compose.services.at(0).mounts.at(0));
}

TEST(ResolveBindSourceTest, PutsInWhatIsKnownWhenThePackageIsInstalled) {
  EXPECT_EQ(Source("${CONTAINER_DATA_ROOT}/a"), kData + "/a");
  EXPECT_EQ(Source("$CONTAINER_DATA_ROOT/${SUB}"), kData + "/charts");
  EXPECT_EQ(Source("${CONTAINER_DATA_ROOT}/${OTHER:-b}"), kData + "/b");
  EXPECT_EQ(Source("/srv//tide/./x/"), "/srv/tide/x");
}

TEST(ResolveBindSourceTest, GivesNothingWhereAVariableWouldSilentlyVanish) {
  EXPECT_EQ(Source("${CONTAINER_DATA_ROOT}/${OTHER}"), std::nullopt);
  EXPECT_EQ(Source("${OTHER:?give it}/x"), std::nullopt);
}

TEST(ResolveBindSourceTest, GivesNothingForRelativePathsAndThoseThatLeadUpwards) {
  EXPECT_EQ(Source("./a"), std::nullopt);
  EXPECT_EQ(Source("${CONTAINER_DATA_ROOT}/../other"), std::nullopt);
  EXPECT_EQ(Source("/srv/a..b"), "/srv/a..b");
}

TEST(ResolveUserTest, TakesNumbersOnly) {
  struct Expected {
    std::string user;
    bool good;
    std::optional<unsigned> uid;
    std::optional<unsigned> gid;
  };
  for (const Expected& expected : std::vector<Expected>{{"''", true, {}, {}},
                                                        {"'1000'", true, 1000, {}},
                                                        {"1000:984", true, 1000, 984},
                                                        {"22:22", true, 22, 22},
                                                        {"${ID}:0", true, 472, 0},
                                                        {"${NO:-5}", true, 5, {}},
                                                        {"${EMPTY}", true, {}, {}},
                                                        {"tide", false, {}, {}},
                                                        {"1000:tide", false, {}, {}},
                                                        {"'1:2:3'", false, {}, {}},
                                                        {"'-1'", false, {}, {}},
                                                        {"'4294967295'", false, {}, {}},
                                                        {"'4294967296'", false, {}, {}},
                                                        {"${NO}:${NO}", false, {}, {}}}) {
    const Definition definition =
        DefinitionOf(kDefaults, Service("book", "    user: " + expected.user + "\n"));
    Owner owner;
    EXPECT_EQ(ResolveUser(definition, kNames, definition.compose.services.at(0), &owner),
              expected.good)
        << expected.user;
    if (!expected.good) continue;
    EXPECT_EQ(owner.uid, expected.uid) << expected.user;
    EXPECT_EQ(owner.gid, expected.gid) << expected.user;
  }
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
      Service("book",
              "    user: 1000:1000\n" +
                  Volumes({"${CONTAINER_DATA_ROOT}/a:/a", "/etc/localtime:/etc/localtime:ro",
                           "${CONTAINER_DATA_ROOT}/x.json:/x.json", "/srv/out:/out"})) +
          Service("db", "    user: '5'\n" + Volumes({"${CONTAINER_DATA_ROOT}/a/:/a",
                                                     "${CONTAINER_DATA_ROOT}/b:/b"})));
  const auto folders = DataFolders(definition, kNames);
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
      "", Service("reader", "    user: '7'\n" + Volumes({"${CONTAINER_DATA_ROOT}/a:/a:ro"})) +
              Service("writer", "    user: '8'\n" + Volumes({"${CONTAINER_DATA_ROOT}/a:/a"})));
  const auto folders = DataFolders(definition, kNames);
  ASSERT_EQ(folders.size(), 2u);
  EXPECT_EQ(folders[1].owner.uid, 8u);
}

TEST(DataFoldersTest, AFolderBesideTheDataRootIsNotBelowIt) {
  const Definition definition =
      DefinitionOf("", Service("book", Volumes({"${CONTAINER_DATA_ROOT}-old/a:/a"})));
  EXPECT_EQ(DataFolders(definition, kNames).size(), 1u);
}

}  // namespace
}  // namespace container_app
