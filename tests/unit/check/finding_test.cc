// SPDX-License-Identifier: GPL-2.0-or-later
// What a person sees: the whole text of findings, to the blank.
#include <gtest/gtest.h>

#include "app/definition.h"
#include "check/check.h"
#include "policy/plan.h"
#include "support/berth_book.h"

namespace container_app {
namespace {

std::string Shown(const Diagnostics& diagnostics) {
  std::string out;
  for (const Finding& finding : diagnostics.findings()) out += FormatFinding(finding);
  return out;
}

void CheckAsPackage(const Definition& definition, Diagnostics* diagnostics) {
  BuildContext context;
  context.affixes = {"", "container"};
  Plan plan;
  MakePlan(definition, context, &plan, diagnostics);
  CheckDefinition(plan, diagnostics);
}

class FindingTest : public testing::Test {
 protected:
  FindingTest() { AddBerthBook("berth", &files_); }

  std::string Check() {
    Definition definition;
    Diagnostics diagnostics;
    ReadDefinition(files_, "berth", &definition, &diagnostics);
    CheckAsPackage(definition, &diagnostics);
    diagnostics.Sort();
    return Shown(diagnostics);
  }

  void Replace(const std::string& file, const std::string& from, const std::string& to) {
    std::string& text = files_.files.at("berth/" + file).content;
    ASSERT_NE(text.find(from), std::string::npos);
    text.replace(text.find(from), from.size(), to);
  }

  MemoryFileSystem files_;
};

TEST_F(FindingTest, AGoodDefinitionIsSilent) { EXPECT_EQ(Check(), ""); }

TEST_F(FindingTest, ShowsPlaceReasonMendRuleLineAndCaret) {
  Replace("docker-compose.yml", "1.2\n",
          "1.2\n    user: purser\n    volumes: ['${CONTAINER_DATA_ROOT}/book:/book']\n");
  EXPECT_EQ(Check(),
            "berth/docker-compose.yml:4:11: error: the package cannot give "
            "'${CONTAINER_DATA_ROOT}/book' to the user 'purser' of 'book'; write UID or UID:GID: "
            "names of the image are not known when the package is installed [user-not-numeric]\n"
            "        user: purser\n"
            "              ^\n");
}

TEST_F(FindingTest, AFindingAboutAWholeFileHasNeitherLineNorCaret) {
  files_.files.erase("berth/config.yml");
  EXPECT_EQ(Check(),
            "berth/config.yml: error: there is no such file; it describes the settings; without "
            "any it is 'version: \"1.0\"' and 'groups: []' [definition-missing-file]\n");
}

TEST_F(FindingTest, TheFaultsOfAllFilesAreReportedAtOnce) {
  Replace("metadata.yaml", "berth-book", "Berth Book");
  Replace("docker-compose.yml", "image", "imagee");
  Replace("config.yml", "1.0", "2.0");
  const std::string shown = Check();
  for (const char* id : {"[app-id]", "[compose-unknown-key]", "[config-version]"}) {
    EXPECT_NE(shown.find(id), std::string::npos) << id << " in " << shown;
  }
}

TEST_F(FindingTest, TheCaretStandsUnderTheCharacterNotTheByte) {
  Replace("metadata.yaml", "tags: [role::container-app]",
          "tags: [röle::äpp, role, role::container-app]");
  EXPECT_EQ(Check(),
            "berth/metadata.yaml:8:8: error: 'tags' is 'röle::äpp'; it has to be of the form "
            "facet::name [tag]\n"
            "    tags: [röle::äpp, role, role::container-app]\n"
            "           ^\n"
            "berth/metadata.yaml:8:19: error: 'tags' is 'role'; it has to be of the form "
            "facet::name [tag]\n"
            "    tags: [röle::äpp, role, role::container-app]\n"
            "                      ^\n");
}

TEST_F(FindingTest, EscapesAHostileFileCannotDriveTheTerminal) {
  Replace("metadata.yaml", "Berth Book", "Berth \x1b]0;owned\x07 Book");
  const std::string shown = Check();
  EXPECT_EQ(shown.find('\x1b'), std::string::npos) << shown;
  EXPECT_EQ(shown.find('\x07'), std::string::npos) << shown;
  EXPECT_NE(shown.find("    name: Berth \\x1b]0;owned\\x07 Book\n"), std::string::npos) << shown;
}

TEST_F(FindingTest, FindingsOutliveTheDefinition) {
  files_.Add("berth/notes.txt", "");
  Diagnostics diagnostics;
  {
    Definition definition;
    ReadDefinition(files_, "berth/", &definition, &diagnostics);
    CheckAsPackage(definition, &diagnostics);
  }
  EXPECT_EQ(
      Shown(diagnostics),
      "berth/notes.txt: warning: the package does not use this file; put files for the app in "
      "assets/ or default-data/, or remove it [file-ignored]\n");
}

}  // namespace
}  // namespace container_app
