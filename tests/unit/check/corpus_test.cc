// SPDX-License-Identifier: GPL-2.0-or-later
// Real definitions, where they are at hand: none of them is refused.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "app/definition.h"
#include "check/check.h"
#include "policy/plan.h"

namespace container_app {
namespace {

namespace fs = std::filesystem;

std::string CorpusFolder() {
  const char* given = std::getenv("CONTAINER_APP_CORPUS");
  return given ? given : std::string(SOURCE_DIR) + "/../shared/corpus";
}

std::vector<std::string> Definitions(const std::string& corpus) {
  std::vector<std::string> folders;
  for (const auto& entry : fs::recursive_directory_iterator(corpus)) {
    if (entry.path().filename() == "metadata.yaml") {
      folders.push_back(entry.path().parent_path().string());
    }
  }
  return folders;
}

TEST(CorpusTest, HasNoErrors) {
  const std::string corpus = CorpusFolder();
  if (!fs::is_directory(corpus)) {
    GTEST_SKIP() << "NOT TESTED: there is no corpus at " << corpus
                 << "; name one in CONTAINER_APP_CORPUS";
  }
  const auto folders = Definitions(corpus);
  ASSERT_FALSE(folders.empty()) << corpus;
  const DiskFileSystem files;
  for (const std::string& folder : folders) {
    Definition definition;
    Diagnostics diagnostics;
    BuildContext context;
    context.affixes = {"", "container"};
    Plan plan;
    EXPECT_TRUE(ReadDefinition(files, folder, &definition, &diagnostics)) << folder;
    MakePlan(definition, context, &plan, &diagnostics);
    CheckDefinition(plan, &diagnostics);
    for (const Finding& finding : diagnostics.findings()) {
      EXPECT_EQ(finding.severity, Severity::kWarning) << FormatFinding(finding);
    }
  }
}

}  // namespace
}  // namespace container_app
