// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/named_volumes.h"

#include <gmock/gmock.h>

#include "policy/plan.h"
#include "policy/volumes.h"
#include "support/definition_text.h"

namespace container_app {
namespace {

using testing::ElementsAre;

/// A definition whose service mounts `mounts`, with `volumes` at the top level.
Definition VolumesOf(const std::string& mounts, const std::string& volumes,
                     const std::string& metadata = "") {
  return DefinitionOf(metadata,
                      ServiceText("book", "    user: '7:8'\n    volumes: [" + mounts + "]\n") +
                          "volumes:\n" + volumes);
}

/// The key of a volume that keeps its data elsewhere.
std::string WayOf(const std::string& keys) {
  const Definition definition = VolumesOf("", "  a: " + keys + "\n");
  return std::string(OwnWay(definition.compose.volumes.at(0)).value);
}

TEST(OwnWayTest, IsWhatDockerWouldNotDoByItself) {
  EXPECT_EQ(WayOf(""), "");
  EXPECT_EQ(WayOf("{driver: local, driver_opts: {}, labels: {a: b}, external: false}"), "");
  EXPECT_EQ(WayOf("{driver: nfs}"), "driver");
  EXPECT_EQ(WayOf("{driver: local, driver_opts: {type: tmpfs}}"), "driver_opts");
  EXPECT_EQ(WayOf("{name: b}"), "name");
  EXPECT_EQ(WayOf("{external: true}"), "external");
  EXPECT_EQ(WayOf("{external: {name: b}}"), "external");
  EXPECT_EQ(WayOf("{external: '${EXTERNAL}'}"), "external") << "it may be";
}

TEST(VolumeFolderTest, IsBelowTheDataRootThatThePackageHas) {
  const std::string root = "default_config: {CONTAINER_DATA_ROOT: /srv/books}\n";
  for (const auto& [metadata, folder] :
       {std::pair(std::string(), kData + "/book"), {root, std::string("/srv/books/book")}}) {
    const Definition definition = VolumesOf("'book:/a'", "  book:\n", metadata);
    EXPECT_EQ(VolumeFolder(Installed(definition, kAffixes), definition.compose.volumes.at(0)),
              folder);
  }
}

TEST(VolumeFolderTest, OfABindIsItsDevice) {
  const Definition definition =
      VolumesOf("",
                "  a: {driver_opts: {o: 'rw,bind', device: '${CONTAINER_DATA_ROOT}/b/'}}\n"
                "  c: {driver_opts: {type: nfs, o: addr=d, device: ':/e'}}\n");
  const Installed installed(definition, kAffixes);
  EXPECT_EQ(VolumeFolder(installed, definition.compose.volumes.at(0)), kData + "/b");
  EXPECT_EQ(VolumeFolder(installed, definition.compose.volumes.at(1)), std::nullopt);
}

TEST(VolumeOfTest, FillsInTheNameOfAMount) {
  const Definition definition = VolumesOf(
      "{type: volume, source: '${SUB}', target: /a}, '/b', '/srv/c:/c'", "  charts:\n", kDefaults);
  const Installed installed(definition, kAffixes);
  const auto& mounts = definition.compose.services.at(0).mounts;
  EXPECT_EQ(VolumeOf(installed, mounts.at(0)), &definition.compose.volumes.at(0));
  EXPECT_EQ(VolumeOf(installed, mounts.at(1)), nullptr);
  EXPECT_EQ(VolumeOf(installed, mounts.at(2)), nullptr);
}

TEST(DataFoldersTest, OfVolumesAreOfRootAndEmpty) {
  // A folder in it, or another owner of a folder that is not empty, would be for good.
  const Definition definition =
      VolumesOf("'book:/data', '${CONTAINER_DATA_ROOT}/b:/b'",
                "  book:\n  c: {name: d}\n  e: {driver_opts: {o: bind, device: "
                "'${CONTAINER_DATA_ROOT}/e'}}\n",
                "state: [{name: page, service: book, class: durable, path: /data/of/page.json,"
                " flush_within: 1s}]\n");
  std::vector<std::string> folders;
  for (const DataFolder& folder : DataFolders(Installed(definition, kAffixes))) {
    folders.push_back(folder.path.substr(kData.size()) + (folder.owner.uid ? " of a user" : ""));
  }
  EXPECT_THAT(folders, ElementsAre("", "/book", "/e", "/b of a user"));
}

TEST(PlanTest, NamesTheVolumesThatThePackageKeeps) {
  const Definition definition = VolumesOf("'book:/a'", "  book:\n  b: {external: true}\n  c: {}\n");
  Diagnostics diagnostics;
  Plan plan;
  ASSERT_TRUE(MakePlan(definition, BuildContext(), &plan, &diagnostics));
  EXPECT_THAT(plan.volumes, ElementsAre("book", "c"));
}

}  // namespace
}  // namespace container_app
