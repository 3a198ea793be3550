// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/relation.h"

#include <gtest/gtest.h>

#include "command.h"

namespace container_app {
namespace {

std::string Canonical(std::string_view text) {
  RelationItem item;
  std::string reason;
  if (!ParseRelationItem(text, &item, &reason)) return "refused: " + reason;
  return FormatRelationItem(item);
}

TEST(RelationTest, ReadsAllPartsOfAnAlternative) {
  RelationItem item;
  std::string reason;
  ASSERT_TRUE(ParseRelationItem("aa:native (>= 1:2~) [!amd64 !i386] <!nocheck> <x1 y1> | bb", &item,
                                &reason))
      << reason;
  ASSERT_EQ(item.size(), 2u);
  EXPECT_EQ(item[0].name, "aa");
  EXPECT_EQ(item[0].architecture_qualifier, "native");
  EXPECT_EQ(item[0].op, ">=");
  EXPECT_EQ(item[0].version, "1:2~");
  EXPECT_EQ(item[0].architectures, (std::vector<std::string>{"!amd64", "!i386"}));
  ASSERT_EQ(item[0].profiles.size(), 2u);
  EXPECT_EQ(item[0].profiles[1], (std::vector<std::string>{"x1", "y1"}));
  EXPECT_EQ(item[1].name, "bb");
}

TEST(RelationTest, OneLetterNamesAreNoPackages) {
  EXPECT_EQ(Canonical("a"),
            "refused: 'a' is not a valid package name: a package name has at least two characters");
}

TEST(RelationTest, FormatsCanonically) {
  EXPECT_EQ(Canonical("foo(>=1)|bar:any"), "foo (>= 1) | bar:any");
  EXPECT_EQ(Canonical("bar<!nocheck>[amd64]"), "refused: '[amd64]' is not expected here");
  EXPECT_EQ(Canonical("  foo  (  = ${binary:Version} ) |\n bar[amd64 i386]<!nocheck>"),
            "foo (= ${binary:Version}) | bar [amd64 i386] <!nocheck>");
  EXPECT_EQ(Canonical("lib${n}-dev"), "lib${n}-dev");
}

TEST(RelationTest, RefusesWhatAptReadsInItsOwnWay) {
  EXPECT_EQ(Canonical("foo (> 1)"),
            "refused: the operator '>' is obsolete and means '>='; write '>>' or '>='");
  EXPECT_EQ(Canonical("foo (< 1)"),
            "refused: the operator '<' is obsolete and means '<='; write '<<' or '<='");
}

TEST(RelationTest, RefusesWithTheReason) {
  EXPECT_EQ(Canonical("foo ()"), "refused: '' does not start with one of << <= = >= >>");
  EXPECT_EQ(Canonical("foo (1)"), "refused: '1' does not start with one of << <= = >= >>");
  EXPECT_EQ(Canonical("foo (== 1)"), "refused: '== 1' does not start with one of << <= = >= >>");
  EXPECT_EQ(
      Canonical("foo (>= x)"),
      "refused: 'x' is not a valid version: the upstream version does not start with a digit");
  EXPECT_EQ(Canonical("foo (>= 1"), "refused: a '(' without ')'");
  EXPECT_EQ(Canonical("foo [amd64"), "refused: a '[' without ']'");
  EXPECT_EQ(Canonical("foo []"), "refused: the architecture list '[]' is empty");
  EXPECT_EQ(Canonical("foo [amd64 !i386]"),
            "refused: an architecture list negates all its names or none");
  EXPECT_EQ(Canonical("foo <>"), "refused: the profile list '<>' is empty");
  EXPECT_EQ(Canonical("foo <!nocheck"), "refused: a '<' without '>'");
  EXPECT_EQ(Canonical("foo | | bar"), "refused: an alternative is empty");
  EXPECT_EQ(Canonical("foo |"), "refused: an alternative is empty");
  EXPECT_EQ(Canonical("foo bar"), "refused: 'bar' is not expected here");
  EXPECT_EQ(Canonical("foo: bar"), "refused: '' is not a valid architecture");
  EXPECT_EQ(Canonical("foo${x"), "refused: a '${' without '}'");
  EXPECT_EQ(Canonical("(>= 1)"), "refused: a package name is missing before '(>= 1)'");
  EXPECT_EQ(Canonical("foo;$(id)"),
            "refused: 'foo;$' is not a valid package name: the character ';' is not "
            "allowed in a package name");
}

/// What we accept, dpkg-checkbuilddeps' own parser accepts and reads alike.
TEST(RelationTest, CanonicalTextIsWhatDpkgMakesOfIt) {
  for (const std::string text :
       {"foo(>=1)|bar:any", "foo  (  = 1.0-1 )", "bb |cc", "foo [ amd64  arm64 ]",
        "foo <!nocheck> <cross !stage1>", "foo:native (<< 2:1.0~) [!hurd-any] <a1>"}) {
    const TemporaryFile file(text);
    EXPECT_EQ(Canonical(text),
              RunCommand("perl -MDpkg::Deps -e 'local $/; print deps_parse(<>, build_dep => 1, "
                         "reduce_arch => 0, reduce_profiles => 0)->output' " +
                         file.path()))
        << text;
  }
}

std::string Expanded(std::string_view text, std::string_view prefix, std::string_view suffix) {
  std::string out;
  std::string reason;
  return ExpandAtReferences(text, prefix, suffix, &out, &reason) ? out : "refused: " + reason;
}

TEST(AtReferenceTest, ExpandsEachAlternativeAndKeepsItsRestrictions) {
  EXPECT_EQ(Expanded("@influxdb (>= 2.0)", "halos", "container"),
            "halos-influxdb-container (>= 2.0)");
  EXPECT_EQ(Expanded("@aa | @bb:any [amd64]|cc", "", "container"),
            "aa-container | bb-container:any [amd64]|cc");
  EXPECT_EQ(Expanded("@influxdb", "pre", ""), "pre-influxdb");
  EXPECT_EQ(Expanded("@influxdb(>= 2)", "", ""), "influxdb(>= 2)");
  EXPECT_EQ(Expanded("plain | other", "p", "s"), "plain | other");
}

TEST(AtReferenceTest, RefusesWhatBecomesNoPackageName) {
  EXPECT_EQ(Expanded("@", "", "container"), "refused: '@' is not followed by the name of an app");
  EXPECT_EQ(Expanded("aa | @ bb", "", "container"),
            "refused: '@' is not followed by the name of an app");
  EXPECT_EQ(Expanded("@@x", "", ""),
            "refused: '@@x' becomes '@x': the character '@' is not allowed in a package name");
  EXPECT_EQ(Expanded("@App", "", "c"),
            "refused: '@App' becomes 'App-c': a package name has no capital letters");
}

}  // namespace
}  // namespace container_app
