// SPDX-License-Identifier: GPL-2.0-or-later
// Runs every file below tests/cases and compares all that is found with what the file asserts.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "app/definition.h"
#include "check/check.h"
#include "policy/plan.h"
#include "support/case_file.h"

namespace container_app {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> AllCases() {
  return FindCases({"metadata", "config", "compose", "compose-rules", "files", "yaml"});
}

std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string CaseName(const std::string& path) {
  std::string name =
      fs::path(path).parent_path().filename().string() + "_" + fs::path(path).stem().string();
  for (char& c : name) {
    if (!isalnum(static_cast<unsigned char>(c))) c = '_';
  }
  return name;
}

class CaseTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "container-app-case-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    folder_ = root_ + "/definition";
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string root_;
  std::string folder_;
};

Affixes AffixesOf(const CaseFile& parsed) {
  Affixes affixes{"", "container"};
  for (const CaseSetup& setup : parsed.setup) {
    if (setup.op != "with-affixes") continue;
    affixes.prefix = setup.words[0] == "-" ? "" : setup.words[0];
    affixes.suffix = setup.words[1] == "-" ? "" : setup.words[1];
  }
  return affixes;
}

PackageVersion VersionOf(const CaseFile& parsed) {
  for (const CaseSetup& setup : parsed.setup) {
    if (setup.op == "with-changelog") return {setup.words[0], false};
    if (setup.op == "with-shared-changelog") return {setup.words[0], true};
  }
  return {};
}

/// All that `container-app check` does with one folder.
Diagnostics Check(const std::string& folder, const Affixes& affixes,
                  const PackageVersion& version) {
  const DiskFileSystem files;
  Definition definition;
  Diagnostics diagnostics;
  ReadDefinition(files, folder, &definition, &diagnostics);
  BuildContext context;
  context.affixes = affixes;
  Plan plan;
  MakePlan(definition, context, &plan, &diagnostics);
  CheckDefinition(plan, &diagnostics, version);
  diagnostics.Sort();
  return diagnostics;
}

TEST_P(CaseTest, FindsWhatTheFileAsserts) {
  CaseFile parsed;
  std::string error;
  ASSERT_TRUE(ParseCase(GetParam(), ReadAll(GetParam()), &parsed, &error)) << error;
  ASSERT_TRUE(MakeDefinition(parsed, folder_, &error)) << error;
  const Diagnostics diagnostics = Check(folder_, AffixesOf(parsed), VersionOf(parsed));
  EXPECT_EQ(CompareFindings(parsed, folder_, diagnostics.findings()), "");
  for (const Finding& finding : diagnostics.findings()) {
    EXPECT_FALSE(finding.what.ends_with('.') || finding.fix.ends_with('.')) << finding.what;
    EXPECT_FALSE(finding.fix.empty()) << "says not how to fix it: " << finding.what;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, CaseTest, testing::ValuesIn(AllCases()),
                         [](const auto& param) { return CaseName(param.param); });

TEST(CaseCoverageTest, EveryRuleHasACaseThatAssertsIt) {
  std::set<std::string> asserted;
  for (const std::string& path : AllCases()) {
    CaseFile parsed;
    std::string error;
    ASSERT_TRUE(ParseCase(path, ReadAll(path), &parsed, &error)) << path << ": " << error;
    for (const CaseAssertion& assertion : parsed.assertions) {
      if (assertion.rule == parsed.rule) asserted.insert(assertion.rule);
    }
  }
  for (const Rule* rule : DefinitionRules()) {
    EXPECT_TRUE(asserted.contains(std::string(rule->id))) << rule->id << " has no case";
  }
}

TEST(CaseCoverageTest, EveryCaseIsNamedAfterARule) {
  std::set<std::string_view> ids;
  for (const Rule* rule : DefinitionRules()) ids.insert(rule->id);
  for (const std::string& path : AllCases()) {
    const std::string stem = fs::path(path).stem().string();
    EXPECT_TRUE(ids.contains(stem.substr(0, stem.find("--")))) << path;
    EXPECT_EQ(fs::path(path).extension(), ".yaml") << path;
  }
}

}  // namespace
}  // namespace container_app
