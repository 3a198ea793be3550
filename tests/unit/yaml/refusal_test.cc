// SPDX-License-Identifier: GPL-2.0-or-later
// What is refused, with which words, at which place.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "support/repeat.h"
#include "unit/yaml/refusal.h"
#include "yaml/document.h"

namespace container_app::yaml {
namespace {

TEST(RefusalTest, NamesEveryDuplicateKey) {
  EXPECT_EQ(
      Refusal("a: 1\nb: 2\n\"a\": 3\nc: {x: 1, x: 2}\n"),
      "f.yml:4:11: error: the key 'x' stands here again after line 4; remove one of the two, or "
      "join their values [yaml-duplicate-key]\n"
      "    c: {x: 1, x: 2}\n"
      "              ^\n"
      "f.yml:3:1: error: the key 'a' stands here again after line 1; remove one of the two, or "
      "join their values [yaml-duplicate-key]\n"
      "    \"a\": 3\n"
      "    ^\n");
}

TEST(RefusalTest, FindsADuplicateAmongManyKeys) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "k" + std::to_string(i) + ": x\n";
  EXPECT_NE(Refusal(text + "k7: y\n")
                .find("f.yml:101:1: error: the key 'k7' stands here again after "
                      "line 8;"),
            std::string::npos);
}

TEST(RefusalTest, SaysThatTabsCannotIndent) {
  const std::string expected =
      "f.yml:2:1: error: a tab is used as indentation; indent with blanks: YAML allows no tabs "
      "there "
      "[yaml-tab]\n"
      "     b: 1\n"
      "    ^\n";
  EXPECT_EQ(Refusal("a:\n\tb: 1\n"), expected);
}

TEST(RefusalTest, NamesNoLineBehindTheEnd) {
  EXPECT_EQ(Refusal("a: 1\n?b:\n  *").find("f.yml:3:4: error: "), 0u);
  EXPECT_EQ(Refusal("%YAML 1.2").find("f.yml:1:10: error: "), 0u);
  EXPECT_EQ(Refusal("%YAML 1.2\n").find("f.yml:2:1: error: "), 0u);
  EXPECT_EQ(Refusal("\xef\xbb\xbf*").find("f.yml:1:3: error: "), 0u);
}

TEST(RefusalTest, ShowsASecondDocument) {
  EXPECT_EQ(
      Refusal("a: 1\n---\nb: 2\n"),
      "f.yml:2:1: error: a second document begins here; keep one document per file: remove the "
      "line '---' [yaml-second-document]\n"
      "    ---\n"
      "    ^\n");
}

TEST(RefusalTest, TakesOnlyTextForKeys) {
  EXPECT_EQ(
      Refusal("{{ name }}: 1\n"),
      "f.yml:1:2: error: a key is a mapping; write the key as text; put quotes around one that "
      "begins with '{' or '[' [yaml-key-not-scalar]\n"
      "    {{ name }}: 1\n"
      "     ^\n");
}

TEST(RefusalTest, ShowsAnAliasWithoutAnchor) {
  EXPECT_EQ(
      Refusal("a: *none\nb: *.html\n"),
      "f.yml:1:4: error: no anchor '&none' stands before this; put '&none' before the value "
      "meant, or quotes around a text that begins with '*' [yaml-unknown-anchor]\n"
      "    a: *none\n"
      "       ^\n"
      "f.yml:2:5: error: this is not YAML: '*' is not followed by the name of an anchor; "
      "put quotes around a value that begins with '&' or '*'; a name has letters, digits, '-' and "
      "'_', and a blank after it [yaml-syntax]\n"
      "    b: *.html\n"
      "        ^\n");
}

TEST(RefusalTest, ShowsAnAliasWithinItself) {
  EXPECT_EQ(Refusal("a: &x\n  b: [*x]\n"),
            "f.yml:2:7: error: '*x' stands within the value that it names; write out what is meant "
            "here [yaml-alias-cycle]\n"
            "      b: [*x]\n"
            "          ^\n");
}

TEST(RefusalTest, StopsAnExplosionOfAliases) {
  std::string text = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'j'; ++c) {
    text += std::string(1, c) + ": &" + c + " [" +
            Repeat("*" + std::string(1, char(c - 1)) + ",", 10) + "]\n";
  }
  EXPECT_EQ(
      Refusal(text),
      "f.yml:5:29: error: the aliases up to here unfold into more than 100000 values or 8 MiB of "
      "text; use fewer aliases of aliases [yaml-alias-explosion]\n"
      "    e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,]\n"
      "                                ^\n");
  EXPECT_NE(Refusal("a: &a " + std::string(100000, 'x') + "\nb: [" + Repeat("*a,", 100) + "]\n")
                .find("yaml-alias-explosion"),
            std::string::npos);
}

TEST(RefusalTest, StopsDeepNestingWrittenOrUnfolded) {
  EXPECT_EQ(Refusal("a: " + std::string(64, '[') + "\n"),
            "f.yml:1:67: error: more than 64 levels of nesting; no definition needs this; look for "
            "brackets that are not closed [yaml-too-deep]\n"
            "    a: " +
                std::string(64, '[') + "\n" + std::string(70, ' ') + "^\n");
  EXPECT_NE(Refusal("- &a " + std::string(40, '[') + std::string(40, ']') + "\n- " +
                    std::string(40, '[') + "*a" + std::string(40, ']') + "\n")
                .find("what this alias names nests too deeply here"),
            std::string::npos);
}

TEST(RefusalTest, ShowsEveryControlCharacter) {
  EXPECT_EQ(Refusal(std::string("a: 1\x07\nb: \0\n", 11)),
            "f.yml:1:5: error: the file holds the control character 0x07; remove it "
            "[yaml-control-character]\n"
            "    a: 1\\x07\n"
            "        ^\n"
            "f.yml:2:4: error: the file holds the control character 0x00; remove it "
            "[yaml-control-character]\n"
            "    b: \\x00\n"
            "       ^\n");
  for (const char* control : {"\x7f", "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xef\xbb\xbf",
                              "\xef\xbf\xbe", "\x1b", "\r"}) {
    EXPECT_NE(Refusal(std::string("a: x") + control + "y\n").find("yaml-control-character"),
              std::string::npos);
  }
}

TEST(RefusalTest, ShowsControlCharactersWrittenAsEscapes) {
  EXPECT_EQ(
      Refusal("a: \"\\x07\"\n"),
      "f.yml:1:4: error: the text holds a control character written as an escape; remove it: of "
      "these only \\n and \\t are accepted [yaml-control-character]\n"
      "    a: \"\\x07\"\n"
      "       ^\n");
  for (const char* escape : {"\\0", "\\u0000", "\\r", "\\e", "\\N", "\\L", "\\P", "\\x7f"}) {
    EXPECT_NE(Refusal(std::string("a: \"") + escape + "\"\n").find("yaml-control-character"),
              std::string::npos)
        << escape;
  }
}

TEST(RefusalTest, ShowsTheFirstByteThatIsNotUtf8) {
  EXPECT_EQ(
      Refusal("a: 1\nb: caf\xe9\n"),
      "f.yml:2:7: error: the byte 0xe9 is not UTF-8 text; save the file with the encoding UTF-8 "
      "[yaml-not-utf8]\n"
      "    b: caf\xe9\n"
      "          ^\n");
}

TEST(RefusalTest, ReadsNoMoreThanOneMebibyte) {
  EXPECT_EQ(
      Refusal("a: " + std::string(1 << 20, 'x')),
      "f.yml: error: the file has 1048579 bytes, more than the 1048576 that are read; keep data "
      "out of the definition [yaml-too-large]\n");
}

TEST(RefusalTest, KnowsOnlyTheTagsOfTheCoreSchema) {
  EXPECT_EQ(
      Refusal("a: !reset null\nb: !!int five\nc: !mine 1\n"),
      "f.yml:1:4: error: the tag '!reset' changes another compose file, but this is the first "
      "one; remove it: there is nothing before this file that it could change [yaml-tag]\n"
      "    a: !reset null\n"
      "       ^\n"
      "f.yml:2:4: error: the value is not what its tag '!!int' says; remove the tag or fix the "
      "value [yaml-tag]\n"
      "    b: !!int five\n"
      "       ^\n"
      "f.yml:3:4: error: the tag '!mine' is not known; remove it, or put quotes around a text "
      "that begins with '!' [yaml-tag]\n"
      "    c: !mine 1\n"
      "       ^\n");
}

TEST(RefusalTest, MergesOnlyMappings) {
  EXPECT_EQ(
      Refusal("a: &a 1\nb: {<<: *a}\nc: {<<: [*a, {}]}\n", true),
      "f.yml:1:4: error: '<<' merges an integer, but only mappings can be merged; name an anchor "
      "of a mapping, or a list of such anchors: '<<: *name' [yaml-merge]\n"
      "    a: &a 1\n"
      "       ^\n"
      "f.yml:1:4: error: '<<' merges an integer, but only mappings can be merged; name an anchor "
      "of a mapping, or a list of such anchors: '<<: *name' [yaml-merge]\n"
      "    a: &a 1\n"
      "       ^\n");
}

}  // namespace
}  // namespace container_app::yaml
