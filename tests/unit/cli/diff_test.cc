// SPDX-License-Identifier: GPL-2.0-or-later
// What `container-app diff` says of two definitions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "support/run_program.h"
#include "support/source_folder.h"
#include "typed.h"

namespace container_app {
namespace {

using testing::HasSubstr;
using testing::Not;

class DiffTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("CONTAINER_APP_DATA_DIR", SourceFolder().c_str(), 1);
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    std::filesystem::copy(old_, new_, std::filesystem::copy_options::recursive);
  }

  void Append(const std::string& name, const std::string& text) const {
    std::ofstream(new_ + "/" + name, std::ios::app) << text;
  }

  const std::string old_ = SourceFolder() + "/examples/hello-beacon";
  const TemporaryFolder folder_;
  const std::string new_ = folder_.path() + "/new";
};

TEST_F(DiffTest, NothingIsPrintedWhereNothingDiffers) {
  const Outcome outcome = Type({"diff", old_, new_});
  EXPECT_EQ(outcome.status, kExitOk);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, "");
}

TEST_F(DiffTest, ThePolicyIsSaidInWords) {
  Append("metadata.yaml", "restart: {restart_sec: 20, timeout_start_sec: 3min}\n");
  const Outcome outcome = Type({"diff", old_, new_});
  EXPECT_EQ(outcome.status, kExitOk) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("Restart\n- When the app has ended"));
  EXPECT_THAT(outcome.out, HasSubstr("\n+ When the app has ended, for whatever reason, systemd "
                                     "waits 20s"));
  EXPECT_THAT(outcome.out, HasSubstr("! /usr/lib/systemd/system/hello-beacon-container.service ("));
  EXPECT_THAT(outcome.out, HasSubstr("\n-RestartSec=10s\n"));
  EXPECT_THAT(outcome.out, HasSubstr("\n+RestartSec=20s\n"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("\nPorts\n"))) << "they are the same";
}

TEST_F(DiffTest, FilesThatComeAndGoAndModesAreListed) {
  std::filesystem::create_directories(new_ + "/assets");
  Append("assets/tool", std::string("a\0b", 3));
  std::filesystem::remove(new_ + "/prestart.sh");
  const std::string share = "/usr/share/container-apps/hello-beacon-container/";
  const Outcome outcome = Type({"diff", old_, new_});
  EXPECT_THAT(outcome.out, HasSubstr("\n+ " + share + "assets/tool\n"));
  EXPECT_THAT(outcome.out, HasSubstr("\n- " + share + "app-prestart.sh\n"));
  const Outcome back = Type({"diff", new_, old_});
  EXPECT_THAT(back.out, HasSubstr("\n- " + share + "assets/tool\n"));
  std::filesystem::create_directories(folder_.path() + "/third");
  std::filesystem::copy(new_, folder_.path() + "/third", std::filesystem::copy_options::recursive);
  std::filesystem::permissions(folder_.path() + "/third/assets/tool",
                               std::filesystem::perms::owner_all);
  EXPECT_THAT(Type({"diff", new_, folder_.path() + "/third"}).out,
              HasSubstr("! " + share + "assets/tool (mode 0755)\n"));
}

TEST_F(DiffTest, PortsAndVariablesAreSaidByName) {
  Append("metadata.yaml", "  BELL_TONE: high\n");
  const Outcome outcome = Type({"diff", old_, new_});
  EXPECT_EQ(outcome.status, kExitOk) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("Variables\n+ BELL_TONE: value high, from metadata.yaml\n"));
}

TEST_F(DiffTest, WhatCannotBeComparedIsAnError) {
  Append("metadata.yaml", "one: 1\n");
  const Outcome outcome = Type({"diff", old_, new_});
  EXPECT_EQ(outcome.status, kExitFindings);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("[key-unknown]"));
  const Outcome missing = Type({"diff", "no-such-package", old_});
  EXPECT_EQ(missing.status, kExitFiles);
  EXPECT_EQ(missing.out, "");
  EXPECT_THAT(missing.err, HasSubstr("neither a folder nor the package of an installed"));
}

}  // namespace
}  // namespace container_app
