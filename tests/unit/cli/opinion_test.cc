// SPDX-License-Identifier: GPL-2.0-or-later
// What container-app says of the opinion of Docker Compose.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "support/stand_in_compose.h"
#include "typed.h"

namespace container_app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

/// Two apps in a folder, which is entered.
class OpinionTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("CONTAINER_APP_DATA_DIR", SOURCE_DIR, 1);
    fs::current_path(folder_.path());
    for (const char* app : {"hello-beacon", "token-meter"}) {
      fs::copy(fs::path(SOURCE_DIR "/examples") / app, app, fs::copy_options::recursive);
      fs::remove_all(fs::path(app) / "debian");
    }
  }
  void TearDown() override { fs::current_path("/"); }

  static Outcome Check(std::vector<std::string> words = {}) {
    words.insert(words.begin(), "check");
    words.insert(words.end(), {"hello-beacon", "token-meter"});
    return Type(words);
  }
  static Outcome Render(std::vector<std::string> words = {}) {
    words.insert(words.begin(), "render");
    words.insert(words.end(), {"hello-beacon-container", "1.0.0", "hello-beacon",
                               "token-meter-container", "1.0.0", "token-meter"});
    return Type(words);
  }

  TemporaryFolder folder_;
  StandInCompose compose_;
};

constexpr const char* kNote =
    "container-app: note: docker compose is not installed, so its opinion was not asked\n";

TEST_F(OpinionTest, WithoutComposeThereIsOneLineAndNoOtherStatus) {
  EXPECT_EQ(Check().err, kNote);
  EXPECT_EQ(Check({"--strict"}).status, kExitOk);
  const Outcome json = Check({"--json"});
  EXPECT_EQ(json.status, kExitOk);
  EXPECT_EQ(json.out, "");
  EXPECT_EQ(json.err, kNote);
  EXPECT_EQ(Render().status, kExitOk);
  EXPECT_EQ(Render().err, kNote);
}

TEST_F(OpinionTest, WhatComposeRefusesIsAnError) {
  compose_.PutDocker("case $2 in *hello*) echo 'service \"beacon\" is odd' >&2; exit 15; esac");
  const Outcome outcome = Check();
  EXPECT_EQ(outcome.status, kExitFindings);
  EXPECT_THAT(outcome.err, HasSubstr("hello-beacon/docker-compose.yml:"));
  EXPECT_THAT(outcome.err, HasSubstr(": error: Docker Compose 2.26.1 refuses the files: service "
                                     "\"beacon\" is odd; "));
  EXPECT_THAT(outcome.err, HasSubstr("[compose-refused]\n"));
  EXPECT_THAT(outcome.err, Not(HasSubstr("token-meter")));
  EXPECT_EQ(compose_.Asked(), 2u);
}

TEST_F(OpinionTest, WhatComposeRefusesIsNotBuilt) {
  compose_.PutDocker("case $2 in *hello*) echo 'no berth' >&2; exit 15; esac");
  const Outcome outcome = Render({"--into", "stage"});
  EXPECT_EQ(outcome.status, kExitFindings);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("[compose-refused]"));
  EXPECT_FALSE(fs::exists("stage"));
}

TEST_F(OpinionTest, ItCanBeLeftOut) {
  compose_.PutDocker("echo 'no berth' >&2; exit 15");
  for (const Outcome& outcome : {Check({"--no-compose"}), Render({"--no-compose"})}) {
    EXPECT_EQ(outcome.status, kExitOk);
    EXPECT_EQ(outcome.err, "");
  }
  EXPECT_EQ(compose_.Asked(), 0u);
}

TEST_F(OpinionTest, ADefinitionWithErrorsOfOurOwnIsNotAskedAbout) {
  compose_.PutDocker("echo 'no berth' >&2; exit 15");
  for (const char* app : {"hello-beacon", "token-meter"}) {
    std::ofstream(fs::path(app) / "metadata.yaml", std::ios::app) << "colour: blue\n";
  }
  for (const Outcome& outcome : {Check(), Render()}) {
    EXPECT_EQ(outcome.status, kExitFindings);
    EXPECT_THAT(outcome.err, Not(HasSubstr("compose-refused")));
    EXPECT_THAT(outcome.err, Not(HasSubstr("note: ")));
  }
  EXPECT_EQ(compose_.Asked(), 0u);
}

TEST_F(OpinionTest, WarningsDoNotKeepItFromBeingAsked) {
  compose_.PutDocker("exit 0");
  std::ofstream("hello-beacon/stray.txt") << "?\n";
  EXPECT_EQ(Check({"--strict"}).status, kExitFindings);
  EXPECT_EQ(compose_.Asked(), 2u);
}

TEST_F(OpinionTest, EachOfManyIsAskedAbout) {
  compose_.PutDocker("exit 0");
  const std::vector<std::string> many(70, "hello-beacon");
  EXPECT_EQ(Check(many).status, kExitOk);
  EXPECT_EQ(compose_.Asked(), many.size() + 2);
}

TEST_F(OpinionTest, WithoutTemplatesItSaysSo) {
  compose_.PutDocker("exit 0");
  setenv("CONTAINER_APP_DATA_DIR", folder_.path().c_str(), 1);
  const Outcome outcome = Check();
  EXPECT_NE(outcome.status, kExitOk);
  EXPECT_THAT(outcome.err, HasSubstr("[template-missing]"));
}

}  // namespace
}  // namespace container_app
