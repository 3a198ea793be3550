// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/state.h"

#include <gmock/gmock.h>

#include "policy/volumes.h"
#include "support/definition_text.h"

namespace container_app {
namespace {

using testing::ElementsAre;

ContainerPlace PlaceIn(const std::string& volumes, const std::string& path) {
  // The mounts a place points to live as long as the test.
  static std::vector<Definition> definitions;
  definitions.push_back(
      DefinitionOf("", "  book:\n    image: a:1\n    volumes: [" + volumes + "]\n"));
  const Definition& definition = definitions.back();
  return PlaceOf(Installed(definition, kAffixes), definition.compose.services.at(0), path);
}

TEST(PlaceOfTest, IsTheInnermostMount) {
  const ContainerPlace place =
      PlaceIn("'${CONTAINER_DATA_ROOT}/a:/data', '/data/tmp', '${CONTAINER_DATA_ROOT}/b:/data/b/'",
              "/data/b/c.json");
  EXPECT_EQ(place.keeping, Keeping::kKept);
  EXPECT_EQ(place.target, "/data/b");
  EXPECT_EQ(place.host_path, kData + "/b/c.json");
  EXPECT_EQ(PlaceIn("'${CONTAINER_DATA_ROOT}/a:/data', '/data/tmp'", "/data/tmp/x").keeping,
            Keeping::kAnonymousVolume);
}

TEST(PlaceOfTest, DoesNotTakeANameThatBeginsAlikeForAFolder) {
  EXPECT_EQ(PlaceIn("'${CONTAINER_DATA_ROOT}/a:/data'", "/database/x").keeping,
            Keeping::kContainerLayer);
}

TEST(PlaceOfTest, KnowsFoldersOfTheHostThatAreEmptied) {
  EXPECT_EQ(PlaceIn("'/run/a:/data'", "/data/x").keeping, Keeping::kTemporaryFolder);
  EXPECT_EQ(PlaceIn("'/tmp:/data'", "/data/x").keeping, Keeping::kTemporaryFolder);
  EXPECT_EQ(PlaceIn("'/runner/a:/data'", "/data/x").keeping, Keeping::kKept);
}

TEST(PlaceOfTest, KnowsWhatEachVersionReplaces) {
  EXPECT_EQ(PlaceIn("'./assets/a:/data'", "/data/x").keeping, Keeping::kPackageFile);
  EXPECT_EQ(PlaceIn("'./assets2:/data'", "/data/x").keeping, Keeping::kKept);
}

/// The command as YAML after `command: `.
StoreSettings Settings(const std::string& command) {
  const Definition definition =
      DefinitionOf("", "  kv:\n    image: redis:7\n    command: " + command + "\n");
  return StoreSettingsOf(definition.compose.services.at(0));
}

TEST(StoreSettingsTest, ReadsTheCommandAsListTextAndShellText) {
  EXPECT_EQ(Settings("[redis-server, --appendonly, 'yes']").saving, Saving::kAppendOnly);
  EXPECT_EQ(Settings("redis-server --appendonly yes --appendfsync always").saving, Saving::kAlways);
  EXPECT_EQ(Settings("['sh', '-c', 'exec redis-server --appendonly yes --dir /d']").folder, "/d");
  EXPECT_EQ(Settings("[redis-server, --save, '']").saving, Saving::kNothing);
  EXPECT_EQ(Settings("redis-server --save \"\"").saving, Saving::kNothing);
  EXPECT_EQ(Settings("redis-server --save '60 1' --appendonly no").saving, Saving::kSnapshots);
  EXPECT_EQ(Settings("redis-server").saving, Saving::kSnapshots) << "what it does by itself";
  EXPECT_EQ(Settings("redis-server /etc/redis.conf").saving, Saving::kConfigured);
}

TEST(IsStoreImageTest, GoesByTheLastPartOfTheName) {
  EXPECT_TRUE(IsStoreImage("redis"));
  EXPECT_TRUE(IsStoreImage("registry.example:5000/library/redis:7@sha256:0123"));
  EXPECT_TRUE(IsStoreImage("valkey/valkey:8.1"));
  EXPECT_FALSE(IsStoreImage("redis/exporter:1"));
}

constexpr const char* kBook =
    "  book:\n    image: a:1\n    user: '7:8'\n    volumes: ['${CONTAINER_DATA_ROOT}/book:/data']\n"
    "    environment: [URL=x]\n";

TEST(HostStoresTest, NamesEachUnitOnceWithItsStates) {
  const Definition definition = DefinitionOf(
      "depends: [redis-server]\nstate:\n"
      "  - {name: a, service: book, class: durable, store: redis-server.service, url_env: URL}\n"
      "  - {name: b, service: book, class: durable, store: redis-server.service, url_env: URL}\n"
      "  - {name: c, service: book, class: durable, store: book, url_env: URL}\n",
      kBook);
  const auto stores = HostStores(definition);
  ASSERT_EQ(stores.size(), 1u);
  EXPECT_EQ(stores[0].unit, "redis-server.service");
  EXPECT_THAT(stores[0].states, ElementsAre("a", "b"));
  EXPECT_EQ(PackageOfUnit("redis-server@cache.service"), "redis-server");
}

TEST(RebuildsTest, TakesEachSource) {
  const Definition definition = DefinitionOf(
      "state:\n"
      "  - {name: tide-drift, service: book, class: reconstructible, from: {journal: 15min},"
      " rebuild: app, rebuild_within: 5s}\n"
      "  - {name: chart, service: book, class: reconstructible, from: {files: /data/c},"
      " rebuild: prestart.sh}\n"
      "  - {name: list, service: book, class: reconstructible,"
      " from: {command: [/bin/ls, a b]}, rebuild: app}\n",
      kBook);
  const auto rebuilds = Rebuilds(Installed(definition, kAffixes));
  ASSERT_EQ(rebuilds.size(), 3u);
  EXPECT_EQ(rebuilds[0].variable, "STATE_INPUT_TIDE_DRIFT");
  EXPECT_EQ(rebuilds[0].journal, 900'000'000);
  EXPECT_EQ(rebuilds[0].within, 5'000'000);
  EXPECT_EQ(rebuilds[0].hook, "");
  EXPECT_EQ(rebuilds[1].files, kData + "/book/c");
  EXPECT_EQ(rebuilds[1].hook, "prestart.sh");
  EXPECT_EQ(rebuilds[1].within, kRebuildWithin);
  EXPECT_THAT(rebuilds[2].command, ElementsAre("/bin/ls", "a b"));
}

TEST(DurablePlacesTest, AreFilesAndStoresThatTheHostCanSee) {
  const Definition definition = DefinitionOf(
      "state:\n"
      "  - {name: page, service: book, class: durable, path: /data/page.json, flush_within: 1s}\n"
      "  - {name: chart, service: book, class: durable, path: /srv/chart, flush_within: 1s}\n"
      "  - {name: log, service: book, class: durable, path: /volume/log, flush_within: 1s}\n"
      "  - {name: far, service: book, class: durable, path: /other/far, flush_within: 1s}\n"
      "  - {name: rate, service: book, class: durable, store: kv, url_env: KV}\n"
      "  - {name: rate, service: gate, class: durable, store: kv, url_env: KV}\n"
      "  - {name: host, service: book, class: durable, store: redis.service, url_env: KV}\n"
      "  - {name: seen, service: book, class: disposable, reason: no one asks}\n",
      "  book:\n    image: a:1\n    volumes: ['${CONTAINER_DATA_ROOT}/book:/data',"
      " '/srv/charts:/srv', 'volume:/volume', 'other:/other']\n"
      "  gate:\n    image: a:1\n"
      "  kv:\n    image: redis:7\n    volumes: ['${CONTAINER_DATA_ROOT}/kv:/data']\n"
      "volumes: {volume: {}, other: {driver: rclone}}\n");
  std::vector<std::string> places;
  for (const DurablePlace& place : DurablePlaces(Installed(definition, kAffixes))) {
    places.push_back(place.name + " " + place.path);
  }
  EXPECT_THAT(places, ElementsAre("page " + kData + "/book/page.json", "chart /srv/charts/chart",
                                  "log " + kData + "/volume/log", "rate " + kData + "/kv"));
}

TEST(DataFoldersTest, TheFolderOfADurableFileBelongsToTheServiceThatChangesIt) {
  const Definition definition = DefinitionOf(
      "state: [{name: page, service: book, class: durable, path: /data/of/today/page.json,"
      " flush_within: 1s}]\n",
      "  first:\n    image: a:1\n    volumes: ['${CONTAINER_DATA_ROOT}/book:/data']\n" +
          std::string(kBook));
  const auto folders = DataFolders(Installed(definition, kAffixes));
  ASSERT_EQ(folders.size(), 3u);
  EXPECT_EQ(folders[1].path, kData + "/book");
  EXPECT_EQ(folders[1].owner.uid, 7u) << "although another one mounts it first";
  EXPECT_EQ(folders[2].path, kData + "/book/of/today");
  EXPECT_EQ(folders[2].owner.gid, 8u);
}

}  // namespace
}  // namespace container_app
