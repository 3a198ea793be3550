// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/source_description.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "package/source_wrap.h"

namespace container_app {
namespace {

TEST(SynopsisTest, IsInTheFormOfPolicy) {
  EXPECT_EQ(Synopsis("A web app to manage accounts.", "x-container"), "web app to manage accounts");
  EXPECT_EQ(Synopsis("Log book for harbours", "log"), "book for harbours");
  EXPECT_EQ(Synopsis("Logging of harbours", "log"), "Logging of harbours");
  EXPECT_EQ(Synopsis("Media, music etc.", "x-container"), "Media, music etc.");
  EXPECT_EQ(Synopsis("Dashboard", "x-container"), "Dashboard (container app)");
  EXPECT_EQ(Synopsis("grafana container", "grafana-container"),
            "grafana container (container app)");
}

TEST(ExtendedDescriptionTest, WrapsProseAndKeepsLists) {
  const std::string text = ExtendedDescription(
      "First\nparagraph.\n\nFeatures:\n- one\n- two\n\n    code  kept\n", "synopsis", "App");
  EXPECT_EQ(text.find("First paragraph.\n\nFeatures:\n - one\n - two\n\n     code  kept\n\nThis "),
            0u)
      << text;
}

TEST(ExtendedDescriptionTest, NeverBeginsWithTheSynopsisOrBlanks) {
  EXPECT_EQ(ExtendedDescription("Does things.", "Does things", "App").find("This package"), 0u);
  EXPECT_EQ(ExtendedDescription("- one", "synopsis", "App").find("This package"), 0u);
  EXPECT_EQ(ExtendedDescription(".hidden", "synopsis", "App").find("This package"), 0u);
  EXPECT_EQ(ExtendedDescription("", "synopsis", "App").find("This package"), 0u);
}

TEST(ExtendedDescriptionTest, HasNoEmptyParagraph) {
  const std::string text = ExtendedDescription("\n\n.\none\n\n.\n\ntwo\n\n\n", "synopsis", "App");
  EXPECT_EQ(text.find("\n\n\n"), std::string::npos);
  EXPECT_EQ(text.find("one\n\ntwo\n\nThis package"), 0u) << text;
}

TEST(ExtendedDescriptionTest, NoLineReachesColumn80) {
  std::string words;
  for (int i = 0; i < 200; ++i) words += std::string(1 + i % 17, 'w') + ' ';
  std::string pictures;
  for (int i = 0; i < 90; ++i) pictures += "\U0001F3AF word ";
  std::string letters;
  for (int i = 0; i < 300; ++i) letters += "\u5bb9\u5668\uff0c";
  for (const std::string& text : {words, pictures, letters, "Docker" + letters}) {
    for (const std::string before : {"", "- ", "    ", "          * ", "\t\t", "."}) {
      const std::string made = ExtendedDescription("One.\n\n" + before + text, "synopsis", "App");
      for (const std::string_view line : Split(made, '\n')) {
        EXPECT_LE(TerminalWidth(line), 79u) << line;
        EXPECT_FALSE(line.starts_with("\uff0c")) << line;
      }
      EXPECT_FALSE(HasLongLine(made));
      // Nothing but blanks is added or lost.
      const std::string dense = ReplaceAll(ReplaceAll(made, "\n", ""), " ", "");
      EXPECT_NE(dense.find(ReplaceAll(text, " ", "")), std::string::npos) << made;
    }
  }
}

TEST(ExtendedDescriptionTest, AnAddressIsNotBroken) {
  const std::string address = "https://example.org/" + std::string(70, 'x');
  const std::string text = ExtendedDescription("See " + address + " there.", "synopsis", "App");
  EXPECT_EQ(text.find("See\n" + address + "\nthere.\n"), 0u) << text;
  EXPECT_TRUE(HasLongLine(text));
}

TEST(TerminalWidthTest, CountsColumns) {
  EXPECT_EQ(TerminalWidth("a\u00e4\u2026"), 3u);
  EXPECT_EQ(TerminalWidth("\u5bb9\u3002\uac00\U0001f680"), 8u);
  EXPECT_EQ(TerminalWidth("e\u0301"), 1u);
  EXPECT_EQ(TerminalWidth(""), 0u);
}

}  // namespace
}  // namespace container_app
