// SPDX-License-Identifier: GPL-2.0-or-later
// What is read, and where it stands.
#include "yaml/document.h"

#include <gtest/gtest.h>

namespace container_app::yaml {
namespace {

class DocumentTest : public ::testing::Test {
 protected:
  /// Parses text that has to be accepted.
  const Node& Read(std::string text) {
    file_ = {"f.yml", std::move(text)};
    EXPECT_TRUE(Parse(file_, &root_, &diagnostics_)) << AllFindings();
    EXPECT_TRUE(diagnostics_.findings().empty()) << AllFindings();
    return root_;
  }
  std::string AllFindings() const {
    std::string all;
    for (const Finding& finding : diagnostics_.findings()) all += FormatFinding(finding);
    return all;
  }
  /// "line:column" of a node.
  static std::string At(const Node& node) {
    return std::to_string(node.place.line) + ":" + std::to_string(node.place.column);
  }

  SourceFile file_;
  Node root_;
  Diagnostics diagnostics_;
};

TEST_F(DocumentTest, KeepsTheOrderAndThePlacesOfKeysAndValues) {
  const Node& root = Read("b: 1\na:\n  - x\n  - {k: \"v\"}\n");
  ASSERT_TRUE(root.is_mapping());
  ASSERT_EQ(root.entries.size(), 2u);
  EXPECT_EQ(root.entries[0].key.text, "b");
  EXPECT_EQ(At(root.entries[0].value), "1:4");
  EXPECT_EQ(At(root.entries[1].key), "2:1");
  const Node* list = root.Find("a");
  ASSERT_NE(list, nullptr);
  ASSERT_EQ(list->items.size(), 2u);
  EXPECT_EQ(At(list->items[0]), "3:5");
  EXPECT_EQ(At(list->items[1]), "4:5");
  EXPECT_EQ(At(*list->items[1].Find("k")), "4:9");
  EXPECT_EQ(root.Find("c"), nullptr);
}

TEST_F(DocumentTest, CountsColumnsInBytesAfterOtherLetters) {
  const Node& root = Read("ключ: {é: 1, z: 2}\na: ü\n");
  EXPECT_EQ(At(*root.Find("ключ")), "1:11");
  EXPECT_EQ(At(*root.Find("ключ")->Find("z")), "1:22");
  EXPECT_EQ(At(*root.Find("a")), "2:4");
}

TEST_F(DocumentTest, ReadsPastAByteOrderMarkAndCountsIt) {
  const Node& root = Read(
      "\xef\xbb\xbf"
      "a: 1\nb: 2\n");
  EXPECT_EQ(root.entries[0].key.text, "a");
  EXPECT_EQ(At(root.entries[0].key), "1:4");
  EXPECT_EQ(At(root.entries[1].key), "2:1");
}

TEST_F(DocumentTest, ReadsLinesThatEndAsOnWindows) {
  const Node& root = Read("a: x\r\nb: |\r\n  one\r\n  two\r\n");
  EXPECT_EQ(root.Find("a")->text, "x");
  EXPECT_EQ(root.Find("b")->text, "one\ntwo\n");
  EXPECT_EQ(At(root.entries[1].key), "2:1");
}

TEST_F(DocumentTest, TakesAnEmptyFileForNull) {
  for (const char* text : {"", "\n\n", "# only a comment\n", "---\n", "\xef\xbb\xbf"}) {
    EXPECT_TRUE(Read(text).IsNull()) << '"' << text << '"';
  }
}

TEST_F(DocumentTest, TakesAliasesForCopiesThatKeepTheOriginalPlaces) {
  const Node& root = Read("a: &x {k: v}\nb: *x\nc: [*x, &y text, *y]\n*y : value\n");
  EXPECT_EQ(root.Find("b")->Find("k")->text, "v");
  EXPECT_EQ(At(*root.Find("b")), "1:4");
  EXPECT_EQ(root.Find("c")->items[0].Find("k")->text, "v");
  EXPECT_EQ(root.Find("c")->items[2].text, "text");
  EXPECT_EQ(root.Find("text")->text, "value");
}

TEST_F(DocumentTest, LetsALaterAnchorReplaceAnEarlierOne) {
  const Node& root = Read("a: &x 1\nb: *x\nc: &x 2\nd: *x\n");
  EXPECT_EQ(root.Find("b")->text, "1");
  EXPECT_EQ(root.Find("d")->text, "2");
}

TEST_F(DocumentTest, UnfoldsMergeKeysTheOwnKeyFirstThenTheEarlierMapping) {
  Read(
      "x: &x {a: x, b: x}\ny: &y {b: y, c: y, <<: *x}\n"
      "one: {<<: *x, b: own}\nmany: {<<: [*y, *x], d: own}\nquoted: {\"<<\": *x}\n");
  ASSERT_TRUE(ResolveMergeKeys(&root_, &diagnostics_));
  EXPECT_EQ(root_.Find("one")->Find("a")->text, "x");
  EXPECT_EQ(root_.Find("one")->Find("b")->text, "own");
  const Node* many = root_.Find("many");
  EXPECT_EQ(many->entries.size(), 4u);
  EXPECT_EQ(many->Find("a")->text, "x");
  EXPECT_EQ(many->Find("b")->text, "y");
  EXPECT_EQ(many->Find("c")->text, "y");
  EXPECT_NE(root_.Find("quoted")->Find("<<"), nullptr);
}

TEST_F(DocumentTest, AppliesTheTagsOfTheCoreSchema) {
  const Node& root = Read("a: !!str 5\nb: !!int \"5\"\nc: ! 7\nd: !!float 1\ne: !!null ''\n");
  EXPECT_TRUE(root.Find("a")->IsString());
  EXPECT_EQ(root.Find("b")->AsInteger(), 5);
  EXPECT_TRUE(root.Find("c")->IsString());
  EXPECT_TRUE(root.Find("e")->IsNull());
}

TEST_F(DocumentTest, TellsNothingAndTheWordNullApart) {
  const Node& root = Read("a:\nnull: b\n~ : [~, null]\nc: {d: , e}\nf: &g\nh: &i null\n");
  EXPECT_EQ(root.Find("a")->text, "");
  EXPECT_EQ(At(*root.Find("a")), "1:3");
  EXPECT_EQ(root.Find("null")->text, "b");
  EXPECT_EQ(root.Find("~")->items[1].text, "null");
  EXPECT_EQ(At(*root.Find("c")->Find("d")), "4:8");
  EXPECT_EQ(root.Find("f")->text, "");
  EXPECT_EQ(root.Find("h")->text, "null");
  EXPECT_EQ(At(*root.Find("h")), "6:4");
}

TEST_F(DocumentTest, ReadsTextsAsOtherReadersDo) {
  const Node& root = Read(
      "a: \"x\n\n\n\"\nb: '\n\n'\nc: \"\\_\\u00e9\\_\"\nd: [http://x/?y=1, a?b]\ne: "
      "\"x\\x0a\\\n\n\"\n"
      "f: >+\n  x\n\n\ng: &k \"y\n\n\n\n\"\nh: >-\n  z\n  ");
  EXPECT_EQ(root.Find("a")->text, "x\n\n");
  EXPECT_EQ(root.Find("b")->text, "\n");
  EXPECT_EQ(root.Find("c")->text, "\u00a0é\u00a0");
  EXPECT_EQ(root.Find("d")->items[0].text, "http://x/?y=1");
  EXPECT_EQ(root.Find("d")->items[1].text, "a?b");
  EXPECT_EQ(root.Find("e")->text, "x\n\n");
  EXPECT_EQ(root.Find("f")->text, "x\n\n\n");
  EXPECT_EQ(root.Find("g")->text, "y\n\n\n");
  EXPECT_EQ(root.Find("h")->text, "z");
}

TEST_F(DocumentTest, ReadsTextsOfSeveralLinesBehindAnAnchorOrATag) {
  const Node& root = Read("- &a |\n  x\n- !!str >2\n    y\n- - &b z\n    z\n- &c k: &d v\n   v\n");
  EXPECT_EQ(root.items[0].text, "x\n");
  EXPECT_EQ(root.items[1].text, "  y\n");
  EXPECT_EQ(root.items[2].items[0].text, "z z");
  EXPECT_EQ(root.items[3].Find("k")->text, "v v");
}

TEST_F(DocumentTest, ReadsKeysThatAreMarked) {
  const Node& root = Read("? a\n: b\nc: {? d : e}\n");
  EXPECT_EQ(root.Find("a")->text, "b");
  EXPECT_EQ(root.Find("c")->Find("d")->text, "e");
}

TEST_F(DocumentTest, AllowsNestingUpToTheLimit) {
  EXPECT_TRUE(Read(std::string(64, '[') + std::string(64, ']')).is_sequence());
}

struct ScalarCase {
  const char* written;
  const char* type;
};

class ScalarTest : public ::testing::TestWithParam<ScalarCase> {};

TEST_P(ScalarTest, HasTheTypeOfTheCoreSchema) {
  const SourceFile file{"f.yml", std::string("k: ") + GetParam().written + "\n"};
  Node root;
  Diagnostics diagnostics;
  ASSERT_TRUE(Parse(file, &root, &diagnostics));
  EXPECT_EQ(root.Find("k")->TypeName(), GetParam().type) << GetParam().written;
}

INSTANTIATE_TEST_SUITE_P(
    Core, ScalarTest,
    ::testing::Values(
        ScalarCase{"", "nothing (null)"}, ScalarCase{"~", "nothing (null)"},
        ScalarCase{"null", "nothing (null)"}, ScalarCase{"NULL", "nothing (null)"},
        ScalarCase{"nUll", "a string"}, ScalarCase{"''", "a string"},
        ScalarCase{"\"null\"", "a string"}, ScalarCase{"true", "a boolean"},
        ScalarCase{"False", "a boolean"}, ScalarCase{"TRUE", "a boolean"},
        ScalarCase{"tRue", "a string"}, ScalarCase{"no", "a string"}, ScalarCase{"on", "a string"},
        ScalarCase{"y", "a string"}, ScalarCase{"0", "an integer"}, ScalarCase{"-5", "an integer"},
        ScalarCase{"+5", "an integer"}, ScalarCase{"0x1F", "an integer"},
        ScalarCase{"0o17", "an integer"}, ScalarCase{"99999999999999999999", "an integer"},
        ScalarCase{"0o18", "a string"}, ScalarCase{"0xg", "a string"},
        ScalarCase{"-0x1", "a string"}, ScalarCase{"0440", "a string"},
        ScalarCase{"00", "a string"}, ScalarCase{"472:0", "a string"},
        ScalarCase{"22:22", "a string"}, ScalarCase{"1_000", "a string"},
        ScalarCase{"3.8", "a decimal number"}, ScalarCase{"1.", "a decimal number"},
        ScalarCase{".5", "a decimal number"}, ScalarCase{"1e3", "a decimal number"},
        ScalarCase{"-.inf", "a decimal number"}, ScalarCase{".nan", "a decimal number"},
        ScalarCase{"1e", "a string"}, ScalarCase{".", "a string"}, ScalarCase{"[]", "a list"},
        ScalarCase{"+", "a string"}, ScalarCase{"1.2.3", "a string"},
        ScalarCase{"2001-01-01", "a string"}, ScalarCase{"'5'", "a string"},
        ScalarCase{"|\n  5", "a string"}, ScalarCase{"{}", "a mapping"}));

TEST(IntegerTest, HasTheValueWrittenOrNoneWhenItOverflows) {
  const auto value = [](std::string text) {
    Node node;
    node.plain = true;
    node.text = std::move(text);
    return node.AsInteger();
  };
  EXPECT_EQ(value("0"), 0);
  EXPECT_EQ(value("+12"), 12);
  EXPECT_EQ(value("-12"), -12);
  EXPECT_EQ(value("0x1F"), 31);
  EXPECT_EQ(value("0o17"), 15);
  EXPECT_EQ(value("9223372036854775807"), INT64_MAX);
  EXPECT_EQ(value("9223372036854775808"), std::nullopt);
  EXPECT_EQ(value("-9223372036854775808"), INT64_MIN);
  EXPECT_EQ(value("0440"), std::nullopt);
}

}  // namespace
}  // namespace container_app::yaml
