// SPDX-License-Identifier: GPL-2.0-or-later
// Files of variables, for the second opinion.
#include "second_opinion_fixture.h"

namespace container_app {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(SecondOpinionTest, AWrongLineIsThatOfTheOnlyEnvironmentFile) {
  files_.Add("app/assets/berths.env", "BERTHS=\"7\n");
  const std::string text = files_.files["app/docker-compose.yml"].content;
  Compose(text + "    env_file: assets/berths.env\n");
  compose_.PutDocker("echo 'line 2: unterminated quoted value' >&2; exit 15");
  Ask();
  ASSERT_EQ(found_.findings().size(), 1u);
  EXPECT_EQ(found_.findings().front().line, 5);
  EXPECT_EQ(found_.findings().front().column, 15);
}

TEST_F(SecondOpinionTest, EnvironmentFilesOfThePackageAreThere) {
  files_.Add("app/prestart.sh", "#!/bin/sh\ntouch \"$CONTAINER_DATA_ROOT/made-by-a-hook.env\"\n",
             0755);
  files_.Add("app/assets/berths.env", "BERTHS=7\n");
  files_.Add("app/default-data/book/pilot.env", "PILOT=Ada\n");
  Compose(
      "services:\n  book:\n    image: berth/book:1.2\n    read_only: true\n    env_file:\n"
      "      - assets/berths.env\n      - ${CONTAINER_DATA_ROOT}/book/pilot.env\n"
      "      - ${CONTAINER_DATA_ROOT}/made-by-a-hook.env\n");
  compose_.PutDocker(
      "cat \"$2/assets/berths.env\" \"$2/data/book/pilot.env\" >\"$folder/files\"\n"
      "[ -e \"$2/data/made-by-a-hook.env\" ] && ! [ -s \"$2/data/made-by-a-hook.env\" ] || exit "
      "15\n"
      "[ \"$7\" = config ]");
  Ask();
  EXPECT_THAT(found_.findings(), IsEmpty());
  EXPECT_THAT(notes_, IsEmpty());
  EXPECT_EQ(compose_.Written("files"), "BERTHS=7\nPILOT=Ada\n");
}

TEST_F(SecondOpinionTest, AnEnvironmentFileTakesThePlaceOfNoOther) {
  files_.Add("app/prestart.sh", "#!/bin/sh\n# . .. docker-compose.yml x\n", 0755);
  for (const std::string file : {".", "..", "docker-compose.yml", "docker-compose.yml/x"}) {
    Compose("services:\n  book:\n    image: berth/book:1.2\n    read_only: true\n    env_file: " +
            file + "\n");
    compose_.PutDocker("[ -d \"$2\" ] && grep -q ^services: \"$4\" || exit 2");
    Ask();
    EXPECT_THAT(notes_, IsEmpty()) << file;
  }
}

TEST_F(SecondOpinionTest, EnvironmentFilesOfTheDeviceAreLeftOut) {
  Compose(
      "services:\n  book:\n    image: berth/book:1.2\n    read_only: true\n"
      "    env_file: /etc/harbour.env\n");
  compose_.PutDocker("cat \"$8\" >\"$folder/left-out\"");
  Ask();
  EXPECT_EQ(compose_.Written("left-out"), "services:\n  \"book\":\n    env_file: !reset []\n");
}

}  // namespace
}  // namespace container_app
