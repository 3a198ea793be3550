// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/supervision.h"

#include <gmock/gmock.h>

#include "support/definition_text.h"

namespace container_app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SupervisionTest, WatchesAllWhereNoneRunsToAnEnd) {
  const Definition definition = DefinitionOf(
      "", "  web: {image: berth/web:1, depends_on: [db]}\n  db: {image: berth/db:1}\n");
  const Supervision supervision = MakeSupervision(definition);
  EXPECT_THAT(supervision.watched, IsEmpty());
  EXPECT_THAT(supervision.last_steps, IsEmpty());
}

TEST(SupervisionTest, LeavesOutWhatOthersWaitFor) {
  const Definition definition = DefinitionOf("",
                                             "  migrate: {image: berth/web:1}\n"
                                             "  web:\n    image: berth/web:1\n    depends_on:\n"
                                             "      migrate:\n"
                                             "        condition: service_completed_successfully\n"
                                             "  db: {image: berth/db:1}\n");
  const Supervision supervision = MakeSupervision(definition);
  EXPECT_THAT(supervision.watched, ElementsAre("web", "db"));
  EXPECT_THAT(supervision.last_steps, IsEmpty());
}

TEST(SupervisionTest, RunsWhatNobodyWaitsForLast) {
  const Definition definition = DefinitionOf(
      "restart: {one_shot: [seed]}\n",
      "  seed: {image: berth/web:1, depends_on: [web]}\n  web: {image: berth/web:1}\n");
  const Supervision supervision = MakeSupervision(definition);
  EXPECT_THAT(supervision.watched, ElementsAre("web"));
  EXPECT_THAT(supervision.last_steps, ElementsAre("seed"));
}

TEST(SupervisionTest, DoesNotNameServicesWithProfiles) {
  // Named, they would be started although nobody asked for their profile.
  const Definition definition =
      DefinitionOf("restart: {one_shot: [seed]}\n",
                   "  seed: {image: berth/web:1}\n  web: {image: berth/web:1}\n"
                   "  debug: {image: berth/web:1, profiles: [debug]}\n");
  EXPECT_THAT(MakeSupervision(definition).watched, ElementsAre("web"));
}

TEST(ProjectNameTest, IsThatOfTheComposeFileOrThePackage) {
  Definition definition = DefinitionOf("", "  web: {image: berth/web:1}\n");
  const Affixes affixes{"", "container"};
  EXPECT_EQ(ProjectName(Installed(definition, affixes)), "berth-book-container");
  definition.compose.project_name.value = "${PROJECT:-harbour}";
  EXPECT_EQ(ProjectName(Installed(definition, affixes)), "harbour");
}

TEST(ProjectNameTest, LosesWhatComposeTakesOff) {
  const Definition definition = DefinitionOf("", "  web: {image: berth/web:1}\n");
  EXPECT_EQ(ProjectName(Installed(definition, {"my.harbour", "c++"})), "myharbour-berth-book-c");
}

}  // namespace
}  // namespace container_app
