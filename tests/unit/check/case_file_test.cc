// SPDX-License-Identifier: GPL-2.0-or-later
// The runner of cases cannot be fooled: what looks like a test and tests nothing fails.
#include "support/case_file.h"

#include <gtest/gtest.h>

namespace container_app {
namespace {

std::string ErrorOf(const std::string& text, const std::string& subject = "yaml") {
  CaseFile parsed;
  std::string error;
  return ParseCase("cases/" + subject + "/app-id--x.yaml", text, &parsed, &error) ? "" : error;
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
  for (const std::string line :
       {"# assert-error 1:1 a b", "### assert-clean", " ## assert-clean", "##assert-clean",
        "#  !assert-clean", "# with-file x", "# whole"}) {
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
      ParseCase("cases/yaml/a.yaml", "## assert-error 2:3 app-id wrong\n", &parsed, &error));
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

TEST(CaseFileTest, KeysOfACaseReplaceThoseOfTheBase) {
  CaseFile parsed;
  std::string error;
  const std::string own =
      "## without-key icon\n## assert-clean\ntags:\n- role::container-app\nrestart:\n  x: 1\n";
  ASSERT_TRUE(ParseCase("cases/metadata/a.yaml", own, &parsed, &error)) << error;
  EXPECT_TRUE(parsed.text.starts_with(own + "name: Tide Ledger\napp_id:")) << parsed.text;
  EXPECT_EQ(parsed.text.find("icon:"), std::string::npos);
  EXPECT_EQ(parsed.text.find("use::organizing"), std::string::npos);
  EXPECT_TRUE(parsed.text.ends_with("  TIDE_UNITS: metres\n"));
}

TEST(CaseFileTest, WhatIsFoundInTheBaseHasItsLineThere) {
  CaseFile parsed;
  std::string error;
  ASSERT_TRUE(ParseCase("cases/metadata/a.yaml",
                        "## assert-error base:3:10 version wrong\n"
                        "## assert-error 3:7 name wrong\nname: x\n",
                        &parsed, &error))
      << error;
  const Finding own{Severity::kError, "name", "/d/metadata.yaml", 3, 7, "", "wrong", "fix"};
  Finding in_base{Severity::kError, "version", "/d/metadata.yaml", 5, 10, "", "wrong", "fix"};
  EXPECT_EQ(CompareFindings(parsed, "/d", {own, in_base}), "");
  in_base.line = 6;
  EXPECT_NE(CompareFindings(parsed, "/d", {own, in_base}), "");
}

TEST(CaseFileTest, AnEditThatChangesNothingIsAnError) {
  const auto error_of = [](const std::string& text) {
    return ErrorOf("## assert-clean\n" + text, "metadata");
  };
  EXPECT_EQ(error_of("license: MIT\n"), "as in the base definition: license");
  EXPECT_EQ(error_of(""), "changes nothing of the base definition");
  EXPECT_EQ(error_of("# a comment\n"), "changes nothing of the base definition");
  EXPECT_EQ(error_of("## without-key restart\n"), "without-key takes nothing away: restart");
  EXPECT_EQ(error_of("## without-key name\nname: x\n"), "without-key takes nothing away: name");
  EXPECT_EQ(error_of("license: MIT\nlicense: MIT\n"), "") << "twice is another matter";
}

TEST(CaseFileTest, WhatIsNoKeyOfTheTopLevelNeedsAWholeFile) {
  const std::string said = "no key of the top level, which needs '## whole': ";
  for (const std::string line : {"- a", "{}", "\tname: x", "...", "'name': x", "name : x"}) {
    EXPECT_EQ(ErrorOf("## assert-clean\n" + line + "\n", "metadata"), said + line);
    EXPECT_EQ(ErrorOf("## whole\n## assert-clean\n" + line + "\n", "metadata"), "");
  }
  EXPECT_EQ(ErrorOf("## assert-clean\nname: x\n}\n", "metadata"), said + "}");
  EXPECT_NE(ErrorOf("## whole\n## assert-clean\n", "yaml"), "");
  EXPECT_NE(ErrorOf("## whole\n## without-key name\n## assert-clean\n", "metadata"), "");
}

}  // namespace
}  // namespace container_app
