// SPDX-License-Identifier: GPL-2.0-or-later
// What is no YAML, where a mistake is shown, and in which words.
#include <gtest/gtest.h>

#include "unit/yaml/refusal.h"
#include "yaml/document.h"

namespace container_app::yaml {
namespace {

struct SyntaxCase {
  const char* text;
  const char* message;
};

class SyntaxTest : public ::testing::TestWithParam<SyntaxCase> {};

TEST_P(SyntaxTest, ExplainsTheMistake) {
  EXPECT_EQ(Refusal(GetParam().text), GetParam().message) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Mistakes, SyntaxTest,
    ::testing::Values(
        SyntaxCase{"description: Note: this\n",
                   "f.yml:1:18: error: this is not YAML: a ': ' stands where no key can be; "
                   "put quotes around a value that holds ': ', or fix the indentation "
                   "[yaml-syntax]\n"
                   "    description: Note: this\n"
                   "                     ^\n"},
        SyntaxCase{"a:\n  b: 1\n c: 2\n",
                   "f.yml:3:2: error: this is not YAML: this is not a key of the "
                   "mapping that begins in line 1; indent all keys of one mapping alike, and "
                   "put quotes around a value that holds quotes [yaml-syntax]\n"
                   "     c: 2\n"
                   "     ^\n"},
        SyntaxCase{
            "a: 'open\nb: 1\n",
            "f.yml:1:4: error: this is not YAML: the quote that opens here is not closed in the "
            "rest of the file; close it with '; within the text, write ' twice [yaml-syntax]\n"
            "    a: 'open\n"
            "       ^\n"},
        SyntaxCase{"a: @home\n",
                   "f.yml:1:4: error: this is not YAML: a text cannot begin with '@'; "
                   "put quotes around a value "
                   "that begins with this character [yaml-syntax]\n"
                   "    a: @home\n"
                   "       ^\n"},
        SyntaxCase{
            "a: [1, 2\nb: 3\n",
            "f.yml:2:2: error: this is not YAML: a ':' stands where no key can be, as the '[' "
            "of line 1 is open; close it with ']', or put quotes around a value that holds ':' "
            "[yaml-syntax]\n"
            "    b: 3\n"
            "     ^\n"},
        SyntaxCase{
            "a: \"C:\\windows\"\n",
            "f.yml:1:7: error: this is not YAML: the '\\' here is not the start of an escape; "
            "write the backslash twice, or use single "
            "quotes, where backslashes mean nothing [yaml-syntax]\n"
            "    a: \"C:\\windows\"\n"
            "          ^\n"},
        SyntaxCase{
            "a: 1\nnonsense\nb: 2\n",
            "f.yml:2:1: error: this is not YAML: a key is expected here, but no ': ' follows it; "
            "write the line as 'key: value', or indent it as part of the value above "
            "[yaml-syntax]\n"
            "    nonsense\n"
            "    ^\n"}));

struct Strict {
  const char* text;
  const char* message;  ///< A part of it, from the place on.
};

class StrictTest : public ::testing::TestWithParam<Strict> {};

TEST_P(StrictTest, RefusesWhatAMoreLenientReaderAccepts) {
  EXPECT_NE(Refusal(GetParam().text).find(GetParam().message), std::string::npos)
      << Refusal(GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, StrictTest,
    ::testing::Values(
        Strict{"a: 'x\n---\nb: y\n",
               ":1:4: error: this is not YAML: the quote that opens here is "
               "not closed before the '---' of line 2"},
        Strict{"a: \"x\n  \\uD800\"\n",
               ":2:3: error: this is not YAML: there is no character "
               "U+D800 in the text whose quote opens in line 1"},
        Strict{"a: \"\\xg0\"\n",
               ":1:5: error: this is not YAML: 2 hexadecimal digits have to "
               "follow '\\x'"},
        Strict{"a: 1\nbare\n", ":2:1: error: this is not YAML: a key is expected here"},
        Strict{"a: 1\n%FOO\n", ":2:1: error: this is not YAML: a line cannot begin with '%'"},
        Strict{"%FOO\n---\na: 1\n", ":1:1: error: this is not YAML: a line cannot begin with '%'"},
        Strict{"%YAML 1.1\na: 1\n", ":2:1: error: this is not YAML: no '---' follows"},
        Strict{"...\n", ":1:1: error: this is not YAML: '...' ends a document"},
        Strict{": b\n", ":1:1: error: this is not YAML: no key stands before this ':'"},
        Strict{"a: [: b]\n", ":1:5: error: this is not YAML: a ':' stands where no key can be"},
        Strict{"a: [1,, 2]\n", ":1:7: error: this is not YAML: nothing stands before this ','"},
        Strict{"a: [1, 2}\n",
               ":1:9: error: this is not YAML: '}' does not close the '[' of line 1"},
        Strict{"a: {b: 1\nc: 2\n", ":2:2: error: this is not YAML: a ':' stands where no key"},
        Strict{"a: {b: 1\n",
               ":1:4: error: this is not YAML: the '{' that opens here is not closed"},
        Strict{"a: 1]\nb: ]\n", ":2:4: error: this is not YAML: no bracket is open for this ']'"},
        Strict{"a: [- b]\n",
               ":1:5: error: this is not YAML: a '-' stands within the '[' of line 1"},
        Strict{"a: - b\n", ":1:4: error: this is not YAML: a list cannot begin here"},
        Strict{"a: ? b\n", ":1:4: error: this is not YAML: a key that is marked by '?'"},
        Strict{"a: | text\n", ":1:6: error: this is not YAML: text stands behind '|' or '>'"},
        Strict{"a: |0\n", ":1:5: error: this is not YAML: text stands behind '|' or '>'"},
        Strict{"a: &x &y b\n", ":1:7: error: this is not YAML: a value has two anchors"},
        Strict{"a: &b*c d\n", ":1:6: error: this is not YAML: '&' is not followed by the name"},
        Strict{"a: {b: !}\n", ":1:8: error: this is not YAML: '!' is not a tag"},
        Strict{"a: !<x\n", ":1:4: error: this is not YAML: '!<x' is not a tag"},
        Strict{"a: `b`\n", ":1:4: error: this is not YAML: a text cannot begin with '`'"},
        Strict{"- a\nb: 1\n", ":2:1: error: this is not YAML: the value of the file ends before"},
        Strict{"x:\n  - a\n  b: 1\n",
               ":3:3: error: this is not YAML: this is not a key of the mapping "
               "that begins in line 1"},
        Strict{"  a: 1\nb: 2\n",
               ":2:1: error: this is not YAML: the value of the file ends before"},
        Strict{"a:\n  - b\n c: 1\n", ":3:2: error: this is not YAML"},
        Strict{"-\ta: 1\n", "[yaml-tab]"}, Strict{"a: |\n  x\n\ty\n", "[yaml-tab]"},
        Strict{"a: 1\n...\nb: 2\n", ":3:1: error: a second document begins here"}));

TEST(SyntaxTest, CountsColumnsInCharacters) {
  EXPECT_EQ(Refusal("ключ: {é: 1, ü: é: 2}\n"),
            "f.yml:1:18: error: this is not YAML: a ':' stands where no key can be, as the '{' of "
            "line 1 is open; close it with '}', or put quotes around a value that holds ':' "
            "[yaml-syntax]\n"
            "    ключ: {é: 1, ü: é: 2}\n"
            "                     ^\n");
}

}  // namespace
}  // namespace container_app::yaml
