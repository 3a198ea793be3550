// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/changelog.h"

#include <gtest/gtest.h>

#include "command.h"

namespace container_app {
namespace {

TEST(ChangelogTest, ReadsTheTopEntryAsDpkgDoes) {
  const SourceFile file{
      "debian/changelog",
      "foo-app (1:2.0~rc1-3) unstable experimental; urgency=high, binary-only=yes\n"
      "\n  * First.\n    More.\n\n"
      " -- Jane Q. Doe <jane@example.org>  Fri, 29 Feb 2008 23:59:07 -0330\n\n"
      "foo-app (1.0) unstable; urgency=low\n\n  * Old.\n\n"
      " -- Jane Q. Doe <jane@example.org>  Thu, 01 Jan 1970 00:00:00 +0000\n"};
  ChangelogEntry entry;
  Diagnostics diagnostics;
  ASSERT_TRUE(ParseTopChangelogEntry(file, &entry, &diagnostics));
  const TemporaryFile copy(file.text);
  const auto field = [&](const std::string& name) {
    std::string value = RunCommand("dpkg-parsechangelog -l" + copy.path() + " -S" + name);
    return value.substr(0, value.find('\n'));
  };
  EXPECT_EQ(entry.source, field("Source"));
  EXPECT_EQ(entry.version, field("Version"));
  EXPECT_EQ(entry.distribution, field("Distribution"));
  EXPECT_EQ(entry.urgency, field("Urgency"));
  EXPECT_EQ(entry.maintainer, field("Maintainer"));
  EXPECT_EQ(entry.date, field("Date"));
  EXPECT_EQ(std::to_string(entry.timestamp), field("Timestamp"));
  EXPECT_EQ(entry.line, 1);
  EXPECT_EQ(entry.trailer_line, 6);
}

TEST(ChangelogTest, WritesWhatDpkgReads) {
  ChangelogEntry entry;
  entry.source = "foo-app";
  entry.version = "1.2-3";
  entry.distribution = "unstable";
  entry.urgency = "medium";
  entry.maintainer = "Jürgen Doe <j@example.org>";
  entry.changes = {
      "A change that is told at such length that it does not fit on a single line of "
      "eighty columns and has to be folded.",
      "Another."};
  for (const std::int64_t timestamp : {0LL, 951782400LL, 1709251199LL, 4102444800LL, -86401LL}) {
    entry.timestamp = timestamp;
    const TemporaryFile file(FormatChangelogEntry(entry));
    EXPECT_EQ(RunCommand("dpkg-parsechangelog -l" + file.path() + " -STimestamp"),
              std::to_string(timestamp) + "\n");
    EXPECT_EQ(RunCommand("LC_ALL=C date -u -R -d @" + std::to_string(timestamp)),
              FormatRfc5322Date(timestamp) + "\n");
    EXPECT_EQ(RunCommand("dpkg-parsechangelog -l" + file.path() + " -SVersion 2>&1"), "1.2-3\n");
    EXPECT_EQ(RunCommand("wc -L < " + file.path()).size(), 3u) << "no line longer than 99 columns";
  }
}

std::string Rule(const std::string& text) {
  const SourceFile file{"c", text};
  ChangelogEntry entry;
  Diagnostics diagnostics;
  if (ParseTopChangelogEntry(file, &entry, &diagnostics)) return "accepted";
  const Finding& finding = diagnostics.findings().at(0);
  return finding.rule + " " + std::to_string(finding.line) + ":" + std::to_string(finding.column);
}

TEST(ChangelogTest, RefusesWithAPlace) {
  const std::string trailer = " -- A <a@b>  Thu, 01 Jan 1970 00:00:00 +0000\n";
  EXPECT_EQ(Rule("foo (1) x; urgency=low\n\n  * A\n\n" + trailer), "accepted");
  EXPECT_EQ(Rule("\n# note\nfoo (1) x; urgency=low\n\n  * A\n\n" + trailer), "accepted");
  EXPECT_EQ(Rule(""), "changelog-entry 0:0");
  EXPECT_EQ(Rule("foo 1\n"), "changelog-heading 1:1");
  EXPECT_EQ(Rule("foo (1);\n"), "changelog-heading 1:1");
  EXPECT_EQ(Rule("Foo (1) x; urgency=low\n"), "changelog-heading 1:1");
  EXPECT_EQ(Rule("foo (x) y; urgency=low\n"), "changelog-version 1:6");
  EXPECT_EQ(Rule("foo (1) y; urgency=low\n\n* A\n"), "changelog-entry 3:1");
  EXPECT_EQ(Rule("foo (1) y; urgency=low\n\n  * A\n"), "changelog-entry 0:0");
  EXPECT_EQ(Rule("foo (1) y; urgency=low\n -- A <a@b> Thu, 01 Jan\n"), "changelog-trailer 2:1");
  EXPECT_EQ(Rule("foo (1) y; urgency=low\n -- A <a@b>  Thu, 31 Feb 2020 00:00:00 +0000\n"),
            "changelog-date 2:14");
}

}  // namespace
}  // namespace container_app
