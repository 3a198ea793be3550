// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/text.h"

#include <gmock/gmock.h>

namespace container_app {
namespace {

using testing::ElementsAre;

TEST(TextTest, ShowsControlsSoThatNoneReachesATerminal) {
  EXPECT_EQ(ShowControls("a\x1b[31mb\n\x7f\tc"), "a\\x1b[31mb\\x0a\\x7f c");
  EXPECT_EQ(ShowControls("Mäder"), "Mäder");
}

TEST(TextTest, FindsTheFirstByteThatIsNotUtf8) {
  EXPECT_EQ(FirstInvalidUtf8("Grüße €😀"), std::string_view::npos);
  EXPECT_EQ(FirstInvalidUtf8("ab\xff"), 2u);
  EXPECT_EQ(FirstInvalidUtf8("\xc0\x80"), 0u) << "overlong";
  EXPECT_EQ(FirstInvalidUtf8("x\xed\xa0\x80"), 1u) << "surrogate";
  EXPECT_EQ(FirstInvalidUtf8("\xf4\x90\x80\x80"), 0u) << "beyond U+10FFFF";
  EXPECT_EQ(FirstInvalidUtf8("a\xe2\x82"), 1u) << "cut short";
}

TEST(TextTest, CountsCharactersNotBytesAsWidth) { EXPECT_EQ(DisplayWidth("aä€😀"), 4u); }

TEST(TextTest, SplitsKeepingEmptyParts) {
  EXPECT_THAT(Split("/a//b", '/'), ElementsAre("", "a", "", "b"));
  EXPECT_THAT(Split("", '/'), ElementsAre(""));
}

TEST(TextTest, WrapsAtBlanksAndGivesLongWordsALineOfTheirOwn) {
  EXPECT_THAT(Wrap("one two  three four", 9), ElementsAre("one two", "three", "four"));
  EXPECT_THAT(Wrap("a longerthanfive b", 5), ElementsAre("a", "longerthanfive", "b"));
  EXPECT_THAT(Wrap("  ", 5), ElementsAre());
}

TEST(TextTest, TakesShellVariableNamesAsIdentifiers) {
  EXPECT_TRUE(IsIdentifier("_A1"));
  EXPECT_FALSE(IsIdentifier("1A"));
  EXPECT_FALSE(IsIdentifier(""));
  EXPECT_FALSE(IsIdentifier("A\n")) << "a whole match, not a line of it";
}

TEST(TextTest, CountsEdits) {
  EXPECT_EQ(EditDistance("", "abc"), 3u);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3u);
  EXPECT_EQ(EditDistance("same", "same"), 0u);
}

TEST(TextTest, SuggestsWhatIsNearAndNothingElse) {
  const std::vector<std::string_view> names{"mdns", "port", "host_port"};
  EXPECT_EQ(NearestName("mdsn", names), "mdns");
  EXPECT_EQ(NearestName("zebra", names), "");
  EXPECT_EQ(DidYouMean("prot", names), "did you mean 'port'?");
}

TEST(TextTest, ReplacesEveryOccurrenceOnce) {
  EXPECT_EQ(ReplaceAll("a$b$$", "$", "$$"), "a$$b$$$$");
}

}  // namespace
}  // namespace container_app
