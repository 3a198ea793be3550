// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/load.h"

#include <gtest/gtest.h>

#include "support/berth_book.h"

namespace container_app {
namespace {

class LoadAppTest : public testing::Test {
 protected:
  LoadAppTest() { AddBerthBook("app", &files_); }

  bool Load() { return LoadApp(files_, "app", BuildContext(), &app_, &diagnostics_); }
  bool LoadFor(const std::string& package) {
    return LoadAppForPackage(files_, "app", package, BuildContext(), &app_, &diagnostics_);
  }
  std::vector<std::string> Errors() const {
    std::vector<std::string> rules;
    for (const Finding& finding : diagnostics_.findings()) {
      if (finding.severity == Severity::kError) rules.push_back(finding.rule);
    }
    return rules;
  }
  using Strings = std::vector<std::string>;

  MemoryFileSystem files_;
  App app_;
  Diagnostics diagnostics_;
};

TEST_F(LoadAppTest, PlansAGoodDefinition) {
  ASSERT_TRUE(Load());
  EXPECT_EQ(app_.plan.names().package, "berth-book");
}

TEST_F(LoadAppTest, TellsFaultsOfReadingRelationsAndRulesInOneRun) {
  files_.files["app/metadata.yaml"].content += "depends: [what is this]\ncolour: blue\n";
  files_.Add("app/docker-compose.yml",
             "services:\n  book:\n    image: berth/book:1.2\n    user: purser\n"
             "    volumes: ['${CONTAINER_DATA_ROOT}/book:/book']\n");
  EXPECT_FALSE(Load());
  EXPECT_EQ(Errors(), (Strings{"key-unknown", "relation", "user-not-numeric"}));
  diagnostics_ = {};
  EXPECT_FALSE(LoadFor("berth-book-container"));
  EXPECT_EQ(Errors(), (Strings{"key-unknown", "relation", "user-not-numeric"}));
}

TEST_F(LoadAppTest, TakesTheAffixesFromTheNameOfThePackage) {
  ASSERT_TRUE(LoadFor("port-berth-book-container"));
  EXPECT_EQ(app_.plan.names().affixes.prefix, "port");
  EXPECT_EQ(app_.plan.names().affixes.suffix, "container");
}

TEST_F(LoadAppTest, APackageIsNamedAfterItsApp) {
  EXPECT_FALSE(LoadFor("log-book"));
  EXPECT_EQ(Errors(), Strings{"package-name"});
}

TEST_F(LoadAppTest, AnUnreadableNameIsToldOnce) {
  files_.files.erase("app/metadata.yaml");
  EXPECT_FALSE(LoadFor("berth-book-container"));
  EXPECT_EQ(Errors(), Strings{"definition-missing-file"});
}

}  // namespace
}  // namespace container_app
