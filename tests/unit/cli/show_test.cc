// SPDX-License-Identifier: GPL-2.0-or-later
// How `container-app show` finds a file by what somebody remembers of its name, and the page of all
// that `explain` prints without a topic.
#include <gtest/gtest.h>

#include <cstdlib>

#include "support/source_folder.h"
#include "typed.h"

namespace container_app {
namespace {

class ShowTest : public testing::Test {
 protected:
  void SetUp() override { setenv("CONTAINER_APP_DATA_DIR", SourceFolder().c_str(), 1); }
  const std::string app_ = SourceFolder() + "/examples/hello-beacon";
};

TEST_F(ShowTest, TakesTheEndOfAName) {
  const Outcome unit = Type({"show", app_, "beacon-container.service"});
  EXPECT_EQ(unit.status, kExitOk) << unit.err;
  EXPECT_NE(unit.out.find("[Service]"), std::string::npos) << unit.out;
  const Outcome several = Type({"show", app_, ".service"});
  EXPECT_EQ(several.status, kExitUsage);
  EXPECT_NE(several.err.find("/hello-beacon-container.service\n"), std::string::npos)
      << several.err;
  EXPECT_NE(several.err.find("write more of one"), std::string::npos) << several.err;
}

TEST_F(ShowTest, SuggestsWhatThenWorks) {
  for (const auto& [typed, meant] : {std::pair("docker-compose.yaml", "docker-compose.yml"),
                                     {"postints", "postinst"},
                                     {"/usr/share/metadata.yml", "metadata.yaml"}}) {
    const Outcome outcome = Type({"show", app_, typed});
    EXPECT_EQ(outcome.status, kExitUsage);
    EXPECT_NE(outcome.err.find(std::string("did you mean '") + meant + "'?"), std::string::npos)
        << outcome.err;
    EXPECT_EQ(Type({"show", app_, meant}).status, kExitOk) << meant;
  }
}

TEST_F(ShowTest, ExplainWithoutATopicTellsAll) {
  const Outcome outcome = Type({"explain", SourceFolder() + "/examples/token-meter"});
  EXPECT_EQ(outcome.status, kExitOk);
  EXPECT_EQ(outcome.err, "");
  for (const char* part : {"Services\n\nSERVICE", "\nPorts\n\n", "\nVariables\n\nVARIABLE",
                           "\nFiles\n\nPATH", "\nRestart\n\n", "\nState\n\n", "LOST ON CRASH",
                           "/etc/container-apps/token-meter-container/env"}) {
    EXPECT_NE(outcome.out.find(part), std::string::npos) << part << " in " << outcome.out;
  }
}

}  // namespace
}  // namespace container_app
