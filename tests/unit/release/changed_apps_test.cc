// SPDX-License-Identifier: GPL-2.0-or-later
// Which apps of a real repository are said to have changed, and of what.
#include "release/changed_apps.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "support/scratch_repository.h"

namespace container_app {
namespace {

using testing::HasSubstr;

Contents App(const std::string& folder, const std::string& id) {
  return {{folder + "/metadata.yaml", "app_id: " + id + "\nversion: \"1\"\ndescription: An app\n"},
          {folder + "/docker-compose.yml", "services: {" + id + ": {image: " + id + "}}\n"},
          {folder + "/assets/page", "a page of " + id + "\n"}};
}

class ChangedAppsTest : public testing::Test {
 protected:
  void SetUp() override {
    scratch_.Commit("bell", App("apps/bell", "bell"));
    scratch_.Commit("book", App("apps/book", "book"));
    scratch_.Commit("top", {{"README.md", "read\n"},
                            {"shared/base.txt", "base\n"},
                            {"debian/control", "Source: x\n"},
                            {"debian/bell-container.container-app", "apps/bell\n"},
                            {"debian/bell-container.lintian-overrides", "x\n"}});
    ASSERT_EQ(scratch_.Finish(), "");
    Git({"branch", "base"});
  }

  void Git(const std::vector<std::string>& words) const {
    const ProgramResult result = scratch_.Git(words);
    EXPECT_EQ(result.status, 0) << result.errors;
  }

  /// `FOLDER: change, file, file` a line, then the files outside; or what is wrong.
  std::string Changed(const std::string& base = "base",
                      const std::vector<std::string>& shared = {}) const {
    const DiskFileSystem files;
    Diagnostics diagnostics;
    Repository repository;
    ChangedApps changed;
    std::string text;
    if (OpenRepository(scratch_.path(), &repository, &diagnostics) &&
        FindChangedApps(repository, base, shared, files, &changed, &diagnostics)) {
      for (const ChangedApp& app : changed.apps) {
        text += fmt::format("{}:{}{}{} {}\n", app.folder, app.is_new ? " new" : "",
                            app.is_gone ? " gone" : "", app.was.empty() ? "" : " was " + app.was,
                            Join(app.files, " "));
      }
      for (const std::string& path : changed.outside) text += fmt::format("outside {}\n", path);
    }
    for (const Finding& finding : diagnostics.findings()) text += FormatFinding(finding);
    return text;
  }

  ScratchRepository scratch_;
};

TEST_F(ChangedAppsTest, NothingChanged) { EXPECT_EQ(Changed(), ""); }

TEST_F(ChangedAppsTest, AnAppIsNamedWithItsFiles) {
  scratch_.Write("apps/bell/assets/page", "other\n");
  scratch_.Write("apps/bell/assets/new", "not in git yet\n");
  scratch_.Write("README.md", "more\n");
  EXPECT_EQ(Changed(),
            "apps/bell: apps/bell/assets/new apps/bell/assets/page\noutside README.md\n");
  Git({"add", "--all"});
  Git({"commit", "--quiet", "--message=Change"});
  EXPECT_EQ(Changed(), "apps/bell: apps/bell/assets/new apps/bell/assets/page\noutside README.md\n")
      << "committed or not";
}

TEST_F(ChangedAppsTest, FilesOfTheSourceAndSharedOnesCountForAll) {
  scratch_.Write("debian/control", "Source: y\n");
  scratch_.Write("debian/bell-container.lintian-overrides", "y\n");
  scratch_.Write("shared/base.txt", "other\n");
  EXPECT_EQ(Changed(),
            "apps/bell: debian/bell-container.lintian-overrides debian/control\n"
            "apps/book: debian/control\noutside shared/base.txt\n");
  EXPECT_EQ(Changed("base", {"shared/**"}),
            "apps/bell: debian/bell-container.lintian-overrides debian/control shared/base.txt\n"
            "apps/book: debian/control shared/base.txt\n");
}

TEST_F(ChangedAppsTest, ARenamedAppIsNewAndItsOldFolderGone) {
  Git({"mv", "apps/bell", "apps/gong"});
  const std::string text = Changed();
  EXPECT_THAT(text, HasSubstr("apps/bell: gone "));
  EXPECT_THAT(text, HasSubstr("apps/gong: new was apps/bell "));
  EXPECT_EQ(text.find("apps/book"), std::string::npos) << text;
}

TEST_F(ChangedAppsTest, AFileThatMovesFromOneAppToAnotherChangesBoth) {
  Git({"mv", "apps/bell/assets/page", "apps/book/assets/second"});
  EXPECT_EQ(Changed(), "apps/bell: apps/bell/assets/page\napps/book: apps/book/assets/second\n");
}

TEST_F(ChangedAppsTest, AnAppThatIsRemovedIsGone) {
  Git({"rm", "-r", "--quiet", "apps/book"});
  EXPECT_THAT(Changed(), HasSubstr("apps/book: gone apps/book/assets/page"));
}

TEST_F(ChangedAppsTest, OnlyWhatTheBranchItselfChangedCounts) {
  Git({"checkout", "--quiet", "-b", "work"});
  scratch_.Write("apps/book/assets/page", "mine\n");
  Git({"commit", "--quiet", "--all", "--message=Mine"});
  Git({"checkout", "--quiet", "base"});
  scratch_.Write("apps/bell/assets/page", "theirs\n");
  Git({"commit", "--quiet", "--all", "--message=Theirs"});
  Git({"checkout", "--quiet", "work"});
  EXPECT_EQ(Changed(), "apps/book: apps/book/assets/page\n");
}

TEST_F(ChangedAppsTest, ANewBranchHasNoBase) {
  const std::string text = Changed(std::string(40, '0'));
  EXPECT_THAT(text, HasSubstr("apps/bell: new "));
  EXPECT_THAT(text, HasSubstr("apps/book: new "));
}

TEST_F(ChangedAppsTest, WhatInitKeepsOfAnImportIsNoAppAndChangesNone) {
  for (const auto& [path, text] : App("apps/bell/.upstream", "bell")) scratch_.Write(path, text);
  EXPECT_EQ(Changed(),
            "outside apps/bell/.upstream/assets/page\n"
            "outside apps/bell/.upstream/docker-compose.yml\n"
            "outside apps/bell/.upstream/metadata.yaml\n");
  scratch_.Write("apps/bell/.env", "A=1\n");
  EXPECT_THAT(Changed(), HasSubstr("apps/bell: apps/bell/.env\n"));
}

TEST_F(ChangedAppsTest, AHiddenFolderThatIsInNoDefinitionMayHoldApps) {
  for (const auto& [path, text] : App(".apps/gong", "gong")) scratch_.Write(path, text);
  EXPECT_THAT(Changed(), HasSubstr(".apps/gong: new "));
}

TEST_F(ChangedAppsTest, ABaseThatIsNotThereIsSaid) {
  EXPECT_THAT(Changed(""), HasSubstr("there is no commit '' here")) << "a variable that is not set";
  EXPECT_THAT(Changed("0000"), HasSubstr("there is no commit '0000' here"));
  EXPECT_THAT(Changed("no-such"), HasSubstr("there is no commit 'no-such' here"));
  Git({"checkout", "--quiet", "--orphan", "other"});
  Git({"commit", "--quiet", "--message=Alone"});
  EXPECT_THAT(Changed(), HasSubstr("base and the head have no commit in common"));
}

}  // namespace
}  // namespace container_app
