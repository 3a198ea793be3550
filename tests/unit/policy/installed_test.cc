// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/installed.h"

#include <gtest/gtest.h>

#include "support/definition_text.h"

namespace container_app {
namespace {

std::optional<std::string> Source(const std::string& source) {
  const Definition definition =
      DefinitionOf(kDefaults, ServiceText("book", "    volumes: ['" + source + ":/data']\n"));
  return Installed(definition, kAffixes).BindSource(definition.compose.services.at(0).mounts.at(0));
}

TEST(BindSourceTest, PutsInWhatIsKnownWhenThePackageIsInstalled) {
  EXPECT_EQ(Source("${CONTAINER_DATA_ROOT}/a"), kData + "/a");
  EXPECT_EQ(Source("$CONTAINER_DATA_ROOT/${SUB}"), kData + "/charts");
  EXPECT_EQ(Source("${CONTAINER_DATA_ROOT}/${OTHER:-b}"), kData + "/b");
  EXPECT_EQ(Source("/srv//tide/./x/"), "/srv/tide/x");
}

TEST(BindSourceTest, KnowsWhereSecretsAreThatAreFiles) {
  const auto source = [](const std::string& secrets) {
    const Definition definition = DefinitionOf(
        kDefaults + ("generated_secrets: [" + secrets + "]\n"),
        ServiceText("book", "    volumes: ['${CONTAINER_SECRETS_ROOT}/KEY:/run/key:ro']\n"));
    return Installed(definition, kAffixes)
        .BindSource(definition.compose.services.at(0).mounts.at(0));
  };
  EXPECT_EQ(source("{name: KEY, as: file}"),
            "/etc/container-apps/berth-book-container/secrets/KEY");
  EXPECT_EQ(source("{name: WORD}, {name: KEY, as: both}"),
            "/etc/container-apps/berth-book-container/secrets/KEY");
  EXPECT_EQ(source("{name: KEY}"), std::nullopt);
}

TEST(BindSourceTest, GivesNothingWhereAVariableWouldSilentlyVanish) {
  EXPECT_EQ(Source("${CONTAINER_DATA_ROOT}/${OTHER}"), std::nullopt);
  EXPECT_EQ(Source("${OTHER:?give it}/x"), std::nullopt);
}

TEST(BindSourceTest, GivesNothingForRelativePathsAndThoseThatLeadUpwards) {
  EXPECT_EQ(Source("./a"), std::nullopt);
  EXPECT_EQ(Source("${CONTAINER_DATA_ROOT}/../other"), std::nullopt);
  EXPECT_EQ(Source("/srv/a..b"), "/srv/a..b");
}

TEST(UserTest, TakesNumbersOnly) {
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
                                                        {"${NO}:${NO}", true, {}, {}},
                                                        {"root", true, 0, {}},
                                                        {"root:22", true, 0, 22}}) {
    const Definition definition =
        DefinitionOf(kDefaults, ServiceText("book", "    user: " + expected.user + "\n"));
    const auto owner = Installed(definition, kAffixes).User(definition.compose.services.at(0));
    ASSERT_EQ(owner.has_value(), expected.good) << expected.user;
    if (!owner) continue;
    EXPECT_EQ(owner->uid, expected.uid) << expected.user;
    EXPECT_EQ(owner->gid, expected.gid) << expected.user;
  }
}

TEST(TextTest, IsFilledInAsComposeDoes) {
  const Definition definition = DefinitionOf(kDefaults, ServiceText("book", ""));
  const Installed installed(definition, kAffixes);
  EXPECT_EQ(installed.Text("a ${SUB} ${OTHER} ${OTHER:-b}"), "a charts  b");
  EXPECT_EQ(installed.Text("${OTHER:?give it}"), std::nullopt);
  EXPECT_EQ(installed.Text("${SUB"), std::nullopt);
}

TEST(KnownTextTest, HasNoVariableWithoutValue) {
  const Definition definition = DefinitionOf(kDefaults, ServiceText("book", ""));
  const Installed installed(definition, kAffixes);
  EXPECT_EQ(installed.KnownText("a ${SUB} ${OTHER:-b}"), "a charts b");
  EXPECT_EQ(installed.KnownText("${OTHER}"), std::nullopt);
  EXPECT_EQ(installed.KnownText("${OTHER:-${MORE}}"), std::nullopt);
  EXPECT_EQ(installed.KnownText("${OTHER:+${MORE}}x"), "x");
  EXPECT_EQ(installed.KnownText("${SUB:+${MORE}}"), std::nullopt);
  EXPECT_EQ(installed.KnownText("${SUB:-${MORE}}"), "charts") << "MORE does not matter here";
}

}  // namespace
}  // namespace container_app
