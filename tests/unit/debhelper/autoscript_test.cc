// SPDX-License-Identifier: GPL-2.0-or-later
#include "debhelper/autoscript.h"

#include <gtest/gtest.h>

#include <iostream>

#include "support/memory_file_system.h"

namespace container_app {
namespace {

class AutoscriptTest : public testing::Test {
 protected:
  AutoscriptTest() { files_.Add("/auto/one", "run #UNITFILES# # comment #x# #\n"); }

  std::string Fill(const std::string& name, const std::map<std::string, std::string>& values) {
    std::string text;
    std::string error;
    return FillAutoscript(files_, environment_, name, values, &text, &error) ? text
                                                                             : "refused: " + error;
  }

  MemoryFileSystem files_;
  Messages messages_{&std::cout, &std::cerr};
  BuildEnvironment environment_{{{"DH_AUTOSCRIPTDIR", "/auto"}, {"DH_DATAFILES", "/data"}},
                                &messages_};
};

TEST_F(AutoscriptTest, FillsPlaceholdersAndLeavesOtherSigns) {
  EXPECT_EQ(Fill("one", {{"UNITFILES", "'#A#.service'"}}), "run '#A#.service' # comment #x# #\n");
}

TEST_F(AutoscriptTest, IsStrict) {
  EXPECT_EQ(Fill("one", {}), "refused: autoscript one has the unknown placeholder #UNITFILES#");
  EXPECT_EQ(Fill("one", {{"UNITFILES", "x"}, {"EXTRA", "y"}}),
            "refused: autoscript one does not use #EXTRA#");
  EXPECT_EQ(Fill("two", {}),
            "refused: Could not find autoscript two (search path: "
            "/auto:/data/autoscripts:/usr/share/debhelper/autoscripts)");
}

TEST_F(AutoscriptTest, LooksInTheFoldersInTurn) {
  files_.Add("/data/autoscripts/one", "data\n");
  files_.Add("/data/autoscripts/two", "data\n");
  files_.Add("/usr/share/debhelper/autoscripts/two", "usr\n");
  EXPECT_EQ(Fill("one", {{"UNITFILES", "x"}}), "run x # comment #x# #\n");
  EXPECT_EQ(Fill("two", {}), "data\n");
}

/// The snippets of the debhelper that is installed.
class UnitBlocksTest : public testing::Test {
 protected:
  bool Make(const std::vector<UnitToManage>& units) {
    return MakeUnitBlocks(files_, environment_, units, &blocks_, &error_);
  }
  static int Count(const std::string& text, const std::string& part) {
    int count = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++count;
    return count;
  }

  DiskFileSystem files_;
  Messages messages_{&std::cout, &std::cerr};
  BuildEnvironment environment_{{}, &messages_};
  UnitBlocks blocks_;
  std::string error_;
};

TEST_F(UnitBlocksTest, EnableEachStopAllAndPurge) {
  ASSERT_TRUE(Make({{"b.service", true}, {"a.path", true}, {"a-restart.service", false}}))
      << error_;
  EXPECT_EQ(Count(blocks_.postinst, "deb-systemd-helper enable 'a.path'"), 1);
  EXPECT_EQ(Count(blocks_.postinst, "deb-systemd-helper enable 'b.service'"), 1);
  EXPECT_EQ(Count(blocks_.postinst, "a-restart.service"), 0) << "a static unit is not enabled";
  EXPECT_EQ(
      Count(blocks_.prerm, "deb-systemd-invoke stop 'a-restart.service' 'a.path' 'b.service'"), 1);
  EXPECT_EQ(Count(blocks_.postrm, "deb-systemd-helper purge 'a.path' 'b.service'"), 1);
  EXPECT_EQ(Count(blocks_.postrm, "daemon-reload"), 1);
  for (const std::string& block : {blocks_.postinst, blocks_.prerm, blocks_.postrm}) {
    EXPECT_EQ(Count(block, "#UNIT"), 0);
    EXPECT_EQ(Count(block, "deb-systemd-invoke restart") + Count(block, "deb-systemd-invoke start"),
              0)
        << "a start would hold dpkg";
  }
}

TEST_F(UnitBlocksTest, NoUnitsNoBlocks) {
  ASSERT_TRUE(Make({}));
  EXPECT_EQ(blocks_.postinst + blocks_.prerm + blocks_.postrm, "");
}

TEST_F(UnitBlocksTest, StaticUnitsAloneAreNotPurged) {
  ASSERT_TRUE(Make({{"a.service", false}}));
  EXPECT_EQ(blocks_.postinst, "");
  EXPECT_EQ(Count(blocks_.postrm, "purge"), 0);
  EXPECT_EQ(Count(blocks_.postrm, "daemon-reload"), 1);
}

TEST_F(UnitBlocksTest, RefusesNamesThatWouldReachTheShell) {
  for (const std::string name : {"a'b.service", "a b.service", "$(id).service", "a\n.service", "",
                                 "--force", "a/b.service", "a;b.service"}) {
    EXPECT_FALSE(Make({{name, true}})) << name;
    EXPECT_EQ(error_.substr(error_.size() - 22), "' is no name of a unit") << name;
  }
}

}  // namespace
}  // namespace container_app
