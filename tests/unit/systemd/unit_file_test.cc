// SPDX-License-Identifier: GPL-2.0-or-later
#include "support/unit_file.h"

#include <gtest/gtest.h>

#include "systemd_reader.h"

namespace container_app {
namespace {

using Strings = std::vector<std::string>;

UnitFile ParsedUnit(const std::string& text) {
  const SourceFile file{"test.service", text};
  UnitFile unit;
  Diagnostics diagnostics;
  EXPECT_TRUE(UnitFile::Parse(file, &unit, &diagnostics));
  for (const Finding& finding : diagnostics.findings()) ADD_FAILURE() << FormatFinding(finding);
  return unit;
}

Strings ErrorsOf(const std::string& text) {
  const SourceFile file{"test.service", text};
  UnitFile unit;
  Diagnostics diagnostics;
  EXPECT_FALSE(UnitFile::Parse(file, &unit, &diagnostics));
  Strings errors;
  for (const Finding& f : diagnostics.findings()) {
    errors.push_back(std::to_string(f.line) + ": " + f.what);
  }
  return errors;
}

const char kUnit[] =
    "# comment\n[Unit]\nDescription = two  words \nAfter=a.service\nAfter=\nAfter=b.service\n\n"
    "[Service]\nExecStart=/bin/echo \\\n# within\n    one \\\n  two\n; "
    "end\n[Unit]\nWants=c.service";

TEST(UnitFileTest, KeepsOrderAndRepetition) {
  const UnitFile unit = ParsedUnit(kUnit);
  EXPECT_EQ(unit.Sections(), (Strings{"Unit", "Service"}));
  EXPECT_EQ(unit.Keys("Unit"), (Strings{"Description", "After", "Wants"}));
  EXPECT_EQ(unit.Values("Unit", "After"), (Strings{"a.service", "", "b.service"}));
  EXPECT_EQ(unit.Values("Unit", "Description"), Strings{"two  words"});
  EXPECT_EQ(unit.Values("Unit", "Wants"), Strings{"c.service"});
  EXPECT_EQ(unit.Values("Service", "Wants"), Strings{});
}

TEST(UnitFileTest, JoinsContinuedLinesAsSystemdDoes) {
  SKIP_WITHOUT_SYSTEMD();
  const std::string text =
      "[Unit]\nDefaultDependencies=no\nDescription=one\\\n  two \\\n# not this\n; nor this\nthree"
      "\\\\\n[Service]\nExecStart=/bin/true\n";
  EXPECT_EQ(ParsedUnit(text).Values("Unit", "Description"),
            Properties(ReadBySystemd(text), "Description"));
}

TEST(UnitFileTest, ReportsEveryLineThatIsNoneOfSystemds) {
  EXPECT_EQ(
      ErrorsOf("A=b\n[Unit\nB\n[Unit]\n=c\nC=\\\nd\nE\n"),
      (Strings{"1: there is no section above this line",
               "2: the section's name is not closed by ']'", "3: a line of a unit is 'Key=value'",
               "5: a line of a unit is 'Key=value'", "8: a line of a unit is 'Key=value'"}));
}

}  // namespace
}  // namespace container_app
