// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/control.h"

#include <gtest/gtest.h>

namespace container_app {
namespace {

TEST(ControlTest, ReadsCommentsContinuationsAndLinesOfBlanks) {
  const SourceFile file{"debian/control",
                        "# licence\n"
                        "\n"
                        "Source: foo\n"
                        "Build-Depends: debhelper-compat (= 13),\n"
                        "# inside\n"
                        "               bar,\n"
                        " \t \n"
                        "Package: foo\n"
                        "# between\n"
                        "ARCHITECTURE:\tall  \n"
                        "Description: short\n"
                        " long\n"
                        " .\n"
                        "  verbatim\n"
                        "\n\n"
                        "Package: bar"};
  std::vector<ControlStanza> stanzas;
  Diagnostics diagnostics;
  ASSERT_TRUE(ReadControl(file, &stanzas, &diagnostics));
  ASSERT_EQ(stanzas.size(), 3u);
  EXPECT_EQ(stanzas[0].line, 3);
  EXPECT_EQ(stanzas[0].Value("build-depends"), "debhelper-compat (= 13),\n              bar,");
  EXPECT_EQ(stanzas[1].Value("Architecture"), "all");
  EXPECT_EQ(stanzas[1].Find("Architecture")->line, 10);
  EXPECT_EQ(stanzas[1].Find("Description")->value, "short\nlong\n.\n verbatim");
  EXPECT_EQ(stanzas[2].Value("Package"), "bar");
  EXPECT_EQ(stanzas[2].Find("Section"), nullptr);
}

TEST(ControlTest, ReportsEveryFaultWithItsLine) {
  const SourceFile file{"debian/control",
                        " stray\nSource: foo\nnonsense\nsource: bar\n-Bad: x\nNo Name: y\n"};
  std::vector<ControlStanza> stanzas;
  Diagnostics diagnostics;
  EXPECT_FALSE(ReadControl(file, &stanzas, &diagnostics));
  std::string lines;
  for (const Finding& finding : diagnostics.findings()) {
    EXPECT_EQ(finding.rule, "control-syntax");
    lines += std::to_string(finding.line) + " ";
  }
  EXPECT_EQ(lines, "1 3 4 5 6 ");
  EXPECT_EQ(diagnostics.findings()[2].what, "the field 'source' is already on line 2");
}

}  // namespace
}  // namespace container_app
