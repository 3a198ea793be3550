// SPDX-License-Identifier: GPL-2.0-or-later
#include "import/env_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace container_app {
namespace {

std::vector<EnvironmentLine> Lines(const std::string& text, Diagnostics* diagnostics) {
  const SourceFile file{".env", text};
  std::vector<EnvironmentLine> lines;
  ReadEnvironmentFile(file, &lines, diagnostics);
  return lines;
}

std::string ValueOf(const std::string& text) {
  Diagnostics diagnostics;
  const auto lines = Lines(text, &diagnostics);
  EXPECT_FALSE(diagnostics.has_errors());
  return lines.empty() ? "none" : lines.front().value;
}

TEST(EnvironmentFile, ReadsValuesAsComposeDoes) {
  EXPECT_EQ(ValueOf("A=b c"), "b c");
  EXPECT_EQ(ValueOf("export A=b # note"), "b");
  EXPECT_EQ(ValueOf("A=b#c"), "b#c");
  EXPECT_EQ(ValueOf("A='$x # y'"), "$x # y");
  EXPECT_EQ(ValueOf("A=\"a\\n\\\"b\\\"\" # c"), "a\n\"b\"");
  EXPECT_EQ(ValueOf("A=\"a\nb\"\r\n"), "a\nb");
  EXPECT_EQ(ValueOf("A="), "");
  EXPECT_EQ(ValueOf("A"), "none");
}

TEST(EnvironmentFile, KeepsTheCommentAbove) {
  Diagnostics diagnostics;
  const auto lines = Lines("# old\n\n## Where it\n# listens\nPORT=1\nNEXT=2\n", &diagnostics);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].comment, "Where it listens");
  EXPECT_EQ(lines[1].comment, "");
}

TEST(EnvironmentFile, RefusesWhatComposeRefuses) {
  Diagnostics diagnostics;
  Lines("A=1\nthis is = wrong\nB=\"open\n", &diagnostics);
  ASSERT_EQ(diagnostics.errors(), 2u);
  EXPECT_EQ(diagnostics.findings()[0].line, 2);
  EXPECT_EQ(diagnostics.findings()[1].line, 3);
  EXPECT_EQ(diagnostics.findings()[1].rule, "import-env-line");
}

}  // namespace
}  // namespace container_app
