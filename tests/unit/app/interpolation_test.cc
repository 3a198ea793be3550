// SPDX-License-Identifier: GPL-2.0-or-later
// The results here are those of docker compose 2.26; tests/cases/compose-config/interpolation-* ask
// it.
#include "app/interpolation.h"

#include <gtest/gtest.h>

namespace container_app {
namespace {

std::optional<std::string> Lookup(std::string_view name) {
  if (name == "SET") return "set";
  if (name == "OTHER") return "other";
  if (name == "EMPTY") return "";
  return std::nullopt;
}

std::string Result(std::string_view text) {
  std::string result;
  std::string error;
  return Interpolate(text, Lookup, &result, &error) ? result : "! " + error;
}

TEST(InterpolationTest, ReplacesPlainReferences) {
  EXPECT_EQ(Result("$SET-${SET}.$OTHER"), "set-set.other");
  EXPECT_EQ(Result("[$UNSET][${UNSET}]"), "[][]");
  EXPECT_EQ(Result("no reference"), "no reference");
}

TEST(InterpolationTest, TakesTwoDollarSignsForOneAndOthersForText) {
  EXPECT_EQ(Result("$$SET $$$SET $${SET}"), "$SET $set ${SET}");
  EXPECT_EQ(Result("$ $1 a$ $(cmd)"), "$ $1 a$ $(cmd)");
}

TEST(InterpolationTest, KnowsTheFormsWithAWord) {
  EXPECT_EQ(Result("${UNSET:-d} ${EMPTY:-d} ${EMPTY-d} ${SET:-d}"), "d d  set");
  EXPECT_EQ(Result("${UNSET:+a}|${EMPTY:+a}|${EMPTY+a}|${SET:+a}"), "||a|a");
  EXPECT_EQ(Result("${SET:?m} ${EMPTY?m}"), "set ");
  EXPECT_EQ(Result("${UNSET-:-x} ${UNSET:-a?b} ${UNSET--1}"), ":-x a?b -1");
}

TEST(InterpolationTest, NestsAndMatchesBraces) {
  EXPECT_EQ(Result("${UNSET:-${OTHER:-x}}"), "other");
  EXPECT_EQ(Result("${UNSET:-${UNSET2:-x}}"), "x");
  EXPECT_EQ(Result("${UNSET:-{\"a\":1}}"), "{\"a\":1}");
  EXPECT_EQ(Result("${UNSET:-a}b}"), "ab}");
  EXPECT_EQ(Result("${UNSET:-a$$b}"), "a$b");
  EXPECT_EQ(Result("${UNSET:-a}\n${UNSET:-b}"), "a\nb");
  // Compose looks past the character after a brace.
  EXPECT_EQ(Result("${UNSET:-{}"), "{");
  EXPECT_EQ(Result("${SET:-{{}}}x"), "set}x");
}

TEST(InterpolationTest, SaysWhichRequiredVariableHasNoValue) {
  EXPECT_EQ(Result("${UNSET:?set ${OTHER}}"),
            "! the required variable UNSET has no value: set other");
  EXPECT_EQ(Result("${EMPTY:?}"), "! the required variable EMPTY has no value");
}

TEST(InterpolationTest, RefusesWhatComposeCannotRead) {
  for (const char* text : {"${}", "${1A}", "${SET", "${SET:-x", "${SET:}", "${SET:=x}", "${SET%x}",
                           "${ SET}", "${SET }", "${SET:-${}}", "${SET:+${1}}", "${UNSET:-a\nb}"}) {
    EXPECT_TRUE(Result(text).starts_with("! '")) << text;
    EXPECT_TRUE(Result(text).ends_with("' holds a variable reference that Compose cannot read"))
        << Result(text);
    std::vector<VariableUse> uses;
    std::string error;
    EXPECT_FALSE(FindVariables(text, {}, &uses, &error)) << text;
  }
}

TEST(InterpolationTest, FindsEveryReferenceTheOuterBeforeTheNested) {
  std::vector<VariableUse> uses;
  std::string error;
  ASSERT_TRUE(FindVariables("$A ${B:-x${C?y}} $$D ${E+z}", {}, &uses, &error)) << error;
  ASSERT_EQ(uses.size(), 4u);
  EXPECT_EQ(uses[0].name, "A");
  EXPECT_EQ(uses[0].form, VariableUse::Form::kPlain);
  EXPECT_EQ(uses[1].name, "B");
  EXPECT_EQ(uses[1].form, VariableUse::Form::kDefault);
  EXPECT_TRUE(uses[1].empty_counts_as_unset);
  EXPECT_EQ(uses[1].word, "x${C?y}");
  EXPECT_FALSE(uses[1].nested);
  EXPECT_EQ(uses[2].name, "C");
  EXPECT_EQ(uses[2].form, VariableUse::Form::kRequired);
  EXPECT_FALSE(uses[2].empty_counts_as_unset);
  EXPECT_TRUE(uses[2].nested);
  EXPECT_EQ(uses[3].form, VariableUse::Form::kAlternative);
}

TEST(InterpolationTest, ReadsHostileTextsInLinearTime) {
  std::string many;
  std::string deep;
  for (int i = 0; i < 150000; ++i) many += "${A:-x}";
  for (int i = 0; i < 150000; ++i) deep += "${A:-";
  deep += std::string(150000, '}');
  EXPECT_EQ(Result(many), std::string(150000, 'x'));
  EXPECT_EQ(Result(deep), "! variable references are nested more than 32 deep");
}

}  // namespace
}  // namespace container_app
