// SPDX-License-Identifier: GPL-2.0-or-later
// The runner of cases cannot be fooled: what looks like a test and tests nothing fails.
#include "support/case_file.h"

#include <gtest/gtest.h>

namespace container_app {
namespace {

std::string ErrorOf(const std::string& text) {
  CaseFile parsed;
  std::string error;
  return ParseCase("cases/metadata/app-id--x.yaml", text, &parsed, &error) ? "" : error;
}

TEST(CaseFileTest, TakesItsSubjectRuleAndTargetFromItsName) {
  CaseFile parsed;
  std::string error;
  ASSERT_TRUE(
      ParseCase("cases/config/config-range--equal.yaml", "## assert-clean\n", &parsed, &error));
  EXPECT_EQ(parsed.subject, "config");
  EXPECT_EQ(parsed.rule, "config-range");
  EXPECT_EQ(parsed.target, "config.yml");
}

TEST(CaseFileTest, AssertingNothingIsAnError) {
  EXPECT_EQ(ErrorOf("name: x\n"), "asserts nothing");
}

TEST(CaseFileTest, AnUnknownOpIsAnError) {
  EXPECT_EQ(ErrorOf("## assert-eror 1:1 app-id x\n"), "unknown op 'assert-eror'");
  EXPECT_EQ(ErrorOf("## just a heading\n## assert-clean\n"), "unknown op 'just'");
}

TEST(CaseFileTest, AnOpWithOtherMarksOrIndentedIsAnError) {
  for (const std::string line : {"# assert-error 1:1 a b", "### assert-clean", " ## assert-clean",
                                 "##assert-clean", "#  !assert-clean", "# with-file x"}) {
    EXPECT_NE(ErrorOf("## assert-clean\n" + line + "\n").find("an op starts with"),
              std::string::npos)
        << line;
  }
}

TEST(CaseFileTest, AnAssertionWithoutTextIsAnError) {
  EXPECT_NE(ErrorOf("## assert-error 1:1 app-id\n"), "");
  EXPECT_NE(ErrorOf("## assert-error 1 app-id text\n"), "");
  EXPECT_NE(ErrorOf("## assert-clean\n## assert-error 1:1 app-id text\n"), "");
}

TEST(CaseFileTest, ReportsBothWaysOfDiffering) {
  CaseFile parsed;
  std::string error;
  ASSERT_TRUE(
      ParseCase("cases/metadata/a.yaml", "## assert-error 2:3 app-id wrong\n", &parsed, &error));
  Finding finding{Severity::kError, "app-id", "/d/metadata.yaml", 2, 3, "", "it is wrong", "fix"};
  EXPECT_EQ(CompareFindings(parsed, "/d", {finding}), "");
  EXPECT_NE(CompareFindings(parsed, "/d", {}), "");
  EXPECT_NE(CompareFindings(parsed, "/d", {finding, finding}), "") << "one more than asserted";
  for (int change = 0; change < 5; ++change) {
    Finding other = finding;
    if (change == 0) other.line = 3;
    if (change == 1) other.column = 4;
    if (change == 2) other.rule = "name";
    if (change == 3) other.severity = Severity::kWarning;
    if (change == 4) other.file = "/d/config.yml";
    EXPECT_NE(CompareFindings(parsed, "/d", {other}), "") << change;
  }
}

}  // namespace
}  // namespace container_app
