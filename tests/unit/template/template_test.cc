// SPDX-License-Identifier: GPL-2.0-or-later
#include "template/template.h"

#include <gtest/gtest.h>

#include "rendering.h"

namespace container_app {
namespace {

using Items = std::vector<Values>;
using Strings = std::vector<std::string>;

std::string TextOf(const std::string& text, const Values& values) {
  return RenderedText(Language::kText, text, values);
}

Strings ErrorsOf(const std::string& text, const Values& values) {
  return RenderErrors(Language::kText, text, values);
}

TEST(TemplateTest, InsertsStringsIntegersAndBooleans) {
  EXPECT_EQ(TextOf("{{a}}-{{ b }}-{{c}}\n", Values().Set("a", "x").Set("b", 42).Set("c", true)),
            "x-42-true\n");
}

TEST(TemplateTest, KeepsEveryByteBetweenTags) {
  const std::string text = "  a\t\n\r\n\n{ } }} \\ é\n  b  ";
  EXPECT_EQ(TextOf(text, Values()), text);
  EXPECT_EQ(TextOf("", Values()), "");
}

TEST(TemplateTest, LinesOfSectionsAndCommentsLeaveNothingBehind) {
  const std::string text =
      "a\n  {{#on}}\nb\n  {{/on}}\n{{! why }}\n{{^on}}\nc\n{{/on}}\nd{{! x }}\n";
  EXPECT_EQ(TextOf(text, Values().Set("on", true)), "a\nb\nd\n");
  EXPECT_EQ(TextOf(text, Values().Set("on", false)), "a\nc\nd\n");
}

TEST(TemplateTest, SectionsWithinALineKeepTheLine) {
  EXPECT_EQ(TextOf("a{{#on}} b{{/on}}\n", Values().Set("on", true)), "a b\n");
  EXPECT_EQ(TextOf("a{{#on}} b{{/on}}\n", Values().Set("on", false)), "a\n");
}

TEST(TemplateTest, TextIsTrueUnlessEmpty) {
  EXPECT_EQ(TextOf("{{#a}}[{{a}}]{{/a}}{{^a}}none{{/a}}", Values().Set("a", "x")), "[x]");
  EXPECT_EQ(TextOf("{{#a}}[{{a}}]{{/a}}{{^a}}none{{/a}}", Values().Set("a", "")), "none");
  EXPECT_EQ(TextOf("{{#a}}[{{{a}}}]{{/a}}", Values().Set("a", Rendered(""))), "");
}

TEST(TemplateTest, ListsRepeatAndSeeTheValuesAround) {
  const Items items = {Values().Set("k", "a").Set("v", 1), Values().Set("k", "b").Set("v", 2)};
  EXPECT_EQ(TextOf("{{#l}}\n{{p}}.{{k}}={{v}}\n{{/l}}\n{{^l}}\nnone\n{{/l}}\n",
                   Values().Set("l", items).Set("p", "x")),
            "x.a=1\nx.b=2\n");
  EXPECT_EQ(TextOf("{{#l}}{{k}}{{/l}}{{^l}}none{{/l}}", Values().Set("l", Items())), "none");
}

TEST(TemplateTest, ListsNestAndInnerNamesWin) {
  const Items inner = {Values().Set("n", "i")};
  const Items outer = {Values().Set("n", "o").Set("inner", inner)};
  EXPECT_EQ(TextOf("{{n}}{{#outer}}{{n}}{{#inner}}{{n}}{{/inner}}{{/outer}}",
                   Values().Set("n", "t").Set("outer", outer)),
            "toi");
}

TEST(TemplateTest, RenderedTextAloneOnItsLineStandsForWholeLines) {
  const std::string text = "a\n  {{{block}}}\nb\n";
  EXPECT_EQ(TextOf(text, Values().Set("block", Rendered("x\n\ny"))), "a\n  x\n\n  y\nb\n");
  EXPECT_EQ(TextOf(text, Values().Set("block", Rendered("x\n"))), "a\n  x\nb\n");
  EXPECT_EQ(TextOf(text, Values().Set("block", Rendered(""))), "a\nb\n");
  EXPECT_EQ(TextOf("[{{{block}}}]", Values().Set("block", Rendered("x\n"))), "[x\n]");
}

TEST(TemplateTest, AnUnknownNameIsAnErrorEvenWhereItIsNotShown) {
  EXPECT_EQ(ErrorsOf("a\n{{#on}}{{titel}}{{/on}}\n{{title}}",
                     Values().Set("on", false).Set("title", "x")),
            Strings{"2:8 template-unknown-value there is no value 'titel'"});
  EXPECT_EQ(ErrorsOf("{{#gone}}{{/gone}}{{^lost}}{{/lost}}{{{away}}}", Values()),
            (Strings{"1:1 template-unknown-value there is no value 'gone'",
                     "1:19 template-unknown-value there is no value 'lost'",
                     "1:37 template-unknown-value there is no value 'away'"}));
}

TEST(TemplateTest, AnUnknownNameInAListIsReportedOnce) {
  EXPECT_EQ(ErrorsOf("{{#l}}{{k}}{{x}}{{/l}}",
                     Values().Set("l", Items{Values().Set("k", 1), Values().Set("k", 2)})),
            Strings{"1:12 template-unknown-value there is no value 'x'"});
}

TEST(TemplateTest, AValueThatIsNeverNamedIsAnError) {
  EXPECT_EQ(ErrorsOf("{{a}}", Values().Set("a", "x").Set("b", "y")),
            Strings{"0:0 template-unused-value the value 'b' is not used"});
  EXPECT_EQ(ErrorsOf("{{a}}{{#l}}{{k}}{{/l}}",
                     Values().Set("a", "x").Set(
                         "l", Items{Values().Set("k", 1).Set("a", 2).Set("z", 3)})),
            (Strings{"0:0 template-unused-value the value 'a' of 'l' is not used",
                     "0:0 template-unused-value the value 'z' of 'l' is not used"}));
}

TEST(TemplateTest, PlainTextInThreeBracesIsAnError) {
  EXPECT_EQ(
      ErrorsOf("\n {{{a}}}", Values().Set("a", "x")),
      Strings{"2:2 template-raw-text 'a' is not rendered text and cannot stand in three braces"});
  EXPECT_EQ(
      ErrorsOf("{{&a}}", Values().Set("a", "x")),
      Strings{"1:1 template-raw-text 'a' is not rendered text and cannot stand in three braces"});
}

TEST(TemplateTest, RenderedTextInTwoBracesIsAnError) {
  EXPECT_EQ(
      ErrorsOf("{{a}}", Values().Set("a", Rendered("x"))),
      Strings{"1:1 template-escaped-rendered 'a' is rendered text, which is not escaped again"});
}

TEST(TemplateTest, KindsThatMakeNoSenseAreErrors) {
  EXPECT_EQ(ErrorsOf("{{a}}", Values().Set("a", Items())),
            Strings{"1:1 template-value-kind 'a' is a list, which has no text"});
  EXPECT_EQ(ErrorsOf("{{#a}}{{/a}}", Values().Set("a", 1)),
            Strings{"1:1 template-value-kind 'a' is a number, which is neither true nor false"});
}

TEST(TemplateTest, TextThatCannotBeExpressedIsAnErrorAndNothingIsWritten) {
  const Template parsed = Parsed(Language::kUnit, "[Unit]\nDescription={{a}}\n");
  std::string out = "kept";
  Diagnostics diagnostics;
  EXPECT_FALSE(parsed.Render(Values().Set("a", "x\nExecStart=y"), &out, &diagnostics));
  EXPECT_EQ(out, "kept");
  ASSERT_EQ(diagnostics.findings().size(), 1u);
  EXPECT_EQ(
      FormatFinding(diagnostics.findings()[0]),
      "templates/t.mustache:2:13: error: the value of 'a' cannot be written here: it holds a line "
      "break [template-inexpressible]\n    Description={{a}}\n                ^\n");
}

TEST(TemplateTest, FaultsOfATemplateHaveTheirPlace) {
  const auto errors = [](const std::string& text) { return ParseErrors(Language::kText, text); };
  EXPECT_EQ(errors("a\n {{b"), Strings{"2:2 template-syntax unclosed tag"});
  EXPECT_EQ(errors("a\n {{"), Strings{"2:2 template-syntax unclosed tag"});
  EXPECT_EQ(errors("\n{{#a}}x"), Strings{"2:1 template-syntax unclosed section \"a\""});
  EXPECT_EQ(errors("{{#a}}{{#b}}{{/a}}{{/b}}").size(), 1u);
  EXPECT_EQ(errors("x{{/a}}"), Strings{"1:2 template-syntax unopened section \"a\""});
  EXPECT_EQ(errors("{{a b}}"), Strings{"1:1 template-syntax 'a b' is not a name"});
  EXPECT_EQ(errors("{{.}}"), Strings{"1:1 template-syntax '.' is not a name"});
  EXPECT_EQ(errors("{{}}"), Strings{"1:1 template-syntax '' is not a name"});
  EXPECT_EQ(errors("{{>a}}"), Strings{"1:1 template-syntax this kind of tag has no meaning here"});
  EXPECT_EQ(errors("{{=<% %>=}}"),
            Strings{"1:1 template-syntax this kind of tag has no meaning here"});
}

TEST(TemplateTest, TheLastValueSetCounts) {
  EXPECT_EQ(TextOf("{{a}}", Values().Set("a", "x").Set("a", "y")), "y");
}

}  // namespace
}  // namespace container_app
