// SPDX-License-Identifier: GPL-2.0-or-later
// Edits of changelogs, read again by dpkg-parsechangelog.
#include "deb/changelog_edit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "base/text.h"
#include "command.h"

namespace container_app {
namespace {

constexpr std::int64_t kTime = 1790000000;
const char* const kTrailer = " -- Ada Pilot <ada@x.example>  Sun, 22 Nov 2020 02:00:00 +0100\n";

std::string Entry(const std::string& heading, const std::string& changes) {
  return heading + "\n\n" + changes + "\n" + kTrailer;
}

ChangelogEntry Addition() {
  ChangelogEntry entry;
  entry.source = "berth";
  entry.version = "1.3.0-1";
  entry.distribution = "unstable";
  entry.urgency = "high";
  entry.maintainer = "Bo Deckhand <bo@x.example>";
  entry.timestamp = kTime;
  entry.changes = {
      "Ring the bell at noon, and at midnight as well, unless somebody is asleep on "
      "board. Closes: #12",
      "Über alles."};
  return entry;
}

/// What dpkg makes of a changelog; a warning of it fails the test.
std::string AskDpkg(const std::string& text, const std::string& options) {
  const TemporaryFile file(text);
  return RunCommand("dpkg-parsechangelog -l" + file.path() + " " + options + " 2>&1");
}

std::string Edited(const std::string& old, const ChangelogEntry& addition, bool extends) {
  const SourceFile file{"debian/changelog", old};
  std::string text;
  Diagnostics diagnostics;
  const bool good = extends ? ExtendChangelogEntry(file, addition, {}, &text, &diagnostics)
                            : AddChangelogEntry(file, addition, &text, &diagnostics);
  EXPECT_EQ(good, diagnostics.findings().empty());
  return good ? text : diagnostics.findings()[0].rule;
}

TEST(ChangelogEditTest, ANewEntryIsAboveAllOldBytes) {
  const std::string first = Entry("berth (1.2.3-1) unstable; urgency=medium", "  * First.\n");
  const std::string second = Entry("berth (1.2.3-2) sid  experimental;  urgency=low  ",
                                   "  [ Bo ]\n  * Second.\n\n  - odd \t \n");
  for (const std::string& old : {first, second + "\n" + first, second + "\n\n\n" + first,
                                 first + "\n\nLocal variables:\nmode: debian-changelog\nEnd:\n"}) {
    const std::string text = Edited(old, Addition(), false);
    ASSERT_TRUE(text.ends_with("\n\n" + old)) << text;
    const std::string parsed = AskDpkg(text, "--all");
    EXPECT_EQ(parsed.find("warning"), std::string::npos) << parsed;
    EXPECT_EQ(AskDpkg(text, "-SVersion"), "1.3.0-1\n");
    EXPECT_EQ(AskDpkg(text, "-SDistribution"), "unstable\n");
    EXPECT_EQ(AskDpkg(text, "-SUrgency"), "high\n");
    EXPECT_EQ(AskDpkg(text, "-SMaintainer"), "Bo Deckhand <bo@x.example>\n");
    EXPECT_EQ(AskDpkg(text, "-STimestamp"), std::to_string(kTime) + "\n");
    EXPECT_EQ(AskDpkg(text, "-SCloses"), "12\n");
    // What dpkg reads below is what it read before.
    EXPECT_EQ(AskDpkg(text, "--offset 1 --count 9 --format rfc822"),
              AskDpkg(old, "--all --format rfc822"));
  }
}

TEST(ChangelogEditTest, BulletsAreFoldedAt80Columns) {
  const std::string old = Entry("berth (1.2.3-1) unstable; urgency=medium", "  * First.\n");
  const std::string text = Edited(old, Addition(), false);
  EXPECT_TRUE(text.starts_with(
      "berth (1.3.0-1) unstable; urgency=high\n\n"
      "  * Ring the bell at noon, and at midnight as well, unless somebody is asleep on\n"
      "    board. Closes: #12\n"
      "  * Über alles.\n\n"
      " -- Bo Deckhand <bo@x.example>  Mon, 21 Sep 2026 14:13:20 +0000\n\n"))
      << text;
}

TEST(ChangelogEditTest, AnUnreleasedEntryGetsMoreAndKeepsTheRest) {
  const std::string below = Entry("berth (1.2.3-1) unstable; urgency=medium", "  * First.\n");
  const std::string tail = " -- Bo Deckhand <bo@x.example>  Mon, 21 Sep 2026 14:13:20 +0000\n";
  const std::string bullets =
      "\n  [ Bo Deckhand ]\n"
      "  * Ring the bell at noon, and at midnight as well, unless somebody is asleep on\n"
      "    board. Closes: #12\n  * Über alles.\n";
  const std::string first = "  [ Ada Pilot ]\n  * A.\n";
  struct {
    std::string heading, changes, new_heading, new_changes;
  } const cases[] = {
      {"berth (1.3.0-1) UNRELEASED; urgency=low", "\n  * A.\n\n",
       "berth (1.3.0-1) unstable; urgency=high", "\n" + first + bullets + "\n"},
      {"berth (1.2.9-1)  UNRELEASED sid ;  Urgency = low , binary-only=yes", "\n  * A.\n\n\n", "",
       "\n" + first + bullets + "\n\n"},
      {"berth (1.2.9-1) UNRELEASED;  Urgency=low, binary-only=yes", "  * A.\n",
       "berth (1.3.0-1) unstable;  Urgency=high, binary-only=yes", first + bullets + "\n"},
      {"berth (1.2.9-1) UNRELEASED;", "\n  [ Bo ]\n  * A.\n \t\n",
       "berth (1.3.0-1) unstable; urgency=high", "\n  [ Bo ]\n  * A.\n" + bullets + " \t\n"},
      {"berth (1.2.9-1) UNRELEASED; binary-only=yes", "\n  * A.\n\n",
       "berth (1.3.0-1) unstable; urgency=high, binary-only=yes", "\n" + first + bullets + "\n"}};
  for (const auto& c : cases) {
    const std::string text =
        Edited(c.heading + "\n" + c.changes + kTrailer + "\n" + below, Addition(), true);
    if (c.new_heading.empty()) {
      EXPECT_EQ(text, "changelog-heading") << "dpkg complains, too";
      continue;
    }
    EXPECT_EQ(text, c.new_heading + "\n" + c.new_changes + tail + "\n" + below);
    EXPECT_EQ(AskDpkg(text, "--all 2>&1 >/dev/null"), "");
  }
}

/// The lines between heading and trailer.
std::string ChangesOf(const std::string& text) {
  const std::size_t begin = text.find('\n') + 2;
  return text.substr(begin, text.find("\n -- ") - begin);
}

TEST(ChangelogEditTest, ABulletIsNeverUnderAnotherName) {
  ChangelogEntry addition = Addition();
  addition.changes = {"One.", "Two.", "Three."};
  const std::string old = Entry("berth (1.2.9-1) UNRELEASED; urgency=low", "  * A.\n");
  const std::string plain = "  * One.\n  * Two.\n  * Three.\n";
  // All of the one who signs.
  EXPECT_EQ(ChangesOf(Edited(old, addition, false)), plain);
  addition.authors = {"Bo Deckhand", "", "Bo Deckhand"};
  EXPECT_EQ(ChangesOf(Edited(old, addition, false)), plain);
  // Of several, in their order.
  addition.authors = {"Cy", "Cy", ""};
  EXPECT_EQ(ChangesOf(Edited(old, addition, false)),
            "  [ Cy ]\n  * One.\n  * Two.\n\n  [ Bo Deckhand ]\n  * Three.\n");
  // The one who signed before keeps what is there.
  addition.authors = {"Ada Pilot", "Cy", "Cy"};
  EXPECT_EQ(ChangesOf(Edited(old, addition, true)),
            "  [ Ada Pilot ]\n  * A.\n  * One.\n\n  [ Cy ]\n  * Two.\n  * Three.\n");
  addition.maintainer = "Ada Pilot <other@x.example>";
  addition.authors.clear();
  EXPECT_EQ(ChangesOf(Edited(old, addition, true)), "  * A.\n" + plain);
}

TEST(ChangelogEditTest, BulletsAreTakenOut) {
  const SourceFile file{
      "debian/changelog",
      Entry(
          "berth (1.2.9-1) UNRELEASED; urgency=low",
          "  [ Bo ]\n  * A long\n    one.\n\n  [ Cy ]\n  * Two.\n  * Two.\n\n  [ Bo ]\n  * B.\n")};
  ChangelogEntry addition = Addition();
  addition.changes.clear();
  const auto without = [&](const std::vector<std::string>& dropped) {
    std::string text;
    Diagnostics diagnostics;
    EXPECT_TRUE(ExtendChangelogEntry(file, addition, dropped, &text, &diagnostics));
    EXPECT_EQ(AskDpkg(text, "--all 2>&1 >/dev/null"), "");
    return ChangesOf(text);
  };
  EXPECT_EQ(without({"A long one.", "Two."}), "  [ Cy ]\n  * Two.\n\n  [ Bo ]\n  * B.\n");
  EXPECT_EQ(without({"Two.", "B.", "Two."}), "  [ Bo ]\n  * A long\n    one.\n");
  addition.changes = {"Release 1.3.0."};
  EXPECT_EQ(without({"Two.", "B.", "Two.", "A long one."}), "  * Release 1.3.0.\n");
}

TEST(ChangelogEditTest, DistributionAndUrgencyStayUnlessGiven) {
  ChangelogEntry addition = Addition();
  addition.distribution.clear();
  addition.urgency.clear();
  const std::string text =
      Edited(Entry("berth (1.2.9-1)  UNRELEASED;  urgency=low (odd)", "  * A.\n"), addition, true);
  EXPECT_TRUE(text.starts_with("berth (1.3.0-1)  UNRELEASED;  urgency=low (odd)\n")) << text;
  EXPECT_EQ(AskDpkg(text, "-SUrgency"), "low\n");
}

TEST(ChangelogEditTest, RefusesWithTheRule) {
  const std::string good = Entry("berth (1.2.3-1) unstable; urgency=medium", "  * First.\n");
  const auto refused = [&](const std::string& old) { return Edited(old, Addition(), false); };
  EXPECT_EQ(refused(ReplaceAll(good, "\n", "\r\n")), "changelog-line-ends");
  EXPECT_EQ(refused(good.substr(0, good.size() - 1)), "changelog-line-ends");
  EXPECT_EQ(refused(ReplaceAll(good, "berth", "bert")), "changelog-source");
  EXPECT_EQ(refused(ReplaceAll(good, "1.2.3-1", "1.3.0-1")), "changelog-order");
  EXPECT_EQ(refused(ReplaceAll(good, "1.2.3-1", "1:1.0-1")), "changelog-order");
  EXPECT_EQ(refused(ReplaceAll(good, "1.2.3-1", "1.3.0-1.1")), "changelog-order");
  EXPECT_EQ(refused(ReplaceAll(good, "2020", "2030")), "changelog-date-order");
  EXPECT_TRUE(refused(ReplaceAll(good, "1.2.3-1", "1.3.0~rc1-1")).starts_with("berth (1.3.0-1)"));
  EXPECT_TRUE(refused(ReplaceAll(good, "1.2.3-1", "1.2.3")).starts_with("berth (1.3.0-1)"));
}

/// Every way in which dpkg complains of an entry.
TEST(ChangelogEditTest, RefusesWhatDpkgComplainsOf) {
  const std::string good = Entry("berth (1.2.3-1) unstable; urgency=medium", "  * First.\n");
  const std::string spoilt[] = {ReplaceAll(good, " (", "("),
                                ReplaceAll(good, ";", ""),
                                ReplaceAll(good, "unstable", ""),
                                ReplaceAll(good, "unstable", "un_stable"),
                                ReplaceAll(good, "1.2.3-1", "a.2.3-1"),
                                ReplaceAll(good, "1.2.3-1", "1.2_3"),
                                ReplaceAll(good, "1.2.3-1", ""),
                                ReplaceAll(good, "1.2.3-1", "x:1.0"),
                                ReplaceAll(good, "urgency=medium", "urgency"),
                                ReplaceAll(good, "urgency=medium", "urgency="),
                                ReplaceAll(good, "urgency=medium", "urgency=medium, urgency=low"),
                                ReplaceAll(good, "urgency=medium", "urgency=!"),
                                ReplaceAll(good, "urgency=medium", "haste=medium"),
                                ReplaceAll(good, "urgency=medium", "binary-only=no"),
                                ReplaceAll(good, "  * First.\n\n", ""),
                                ReplaceAll(good, "  * First.", "* First."),
                                ReplaceAll(good, "  * First.", " * First."),
                                ReplaceAll(good, "  * First.\n\n", "  * First.\n\n" + good),
                                ReplaceAll(good, " -- Ada", " --Ada"),
                                ReplaceAll(good, " -- Ada", "-- Ada"),
                                ReplaceAll(good, " -- Ada Pilot <ada@x.example>", " -- Ada Pilot"),
                                ReplaceAll(good, ">  Sun", "> Sun"),
                                ReplaceAll(good, "Sun,", "So,"),
                                ReplaceAll(good, "Nov", "November"),
                                ReplaceAll(good, "Nov", "Brumaire"),
                                ReplaceAll(good, "22 Nov", "32 Nov"),
                                ReplaceAll(good, "02:00:00", "26:00:00"),
                                ReplaceAll(good, "+0100", "+01:00"),
                                ReplaceAll(good, "+0100", "CET"),
                                good.substr(0, good.find(" --")),
                                "",
                                "\n\n",
                                "  * First.\n\n" + std::string(kTrailer),
                                "# a comment\n"};
  for (const std::string& text : spoilt) {
    const TemporaryFile file(text);
    // The status of dpkg-parsechangelog is 0 for a warning, 255 for an error.
    const std::string told = RunCommand("dpkg-parsechangelog -l" + file.path() + " 2>&1; true");
    if (told.find("warning") == std::string::npos && told.find("error") == std::string::npos &&
        !Trim(told).empty()) {
      ADD_FAILURE() << "dpkg takes this: " << text << told;
    }
    const std::string edited = Edited(text, Addition(), false);
    EXPECT_EQ(edited.find('\n'), std::string::npos) << "taken: " << edited;
  }
}

}  // namespace
}  // namespace container_app
