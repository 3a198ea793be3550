// SPDX-License-Identifier: GPL-2.0-or-later
#include "import/references.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace container_app {
namespace {

using testing::ElementsAre;

std::string Marked(std::string_view text) {
  return ReplaceReferences(text, [](const Reference& reference) {
    return "<" + reference.name + reference.operation + reference.word + ">";
  });
}

TEST(References, FindsAllForms) {
  EXPECT_EQ(Marked("$A-${B}:${C:-x}"), "<A>-<B>:<C:-x>");
  EXPECT_EQ(Marked("${A-1}${B:?no}${C+yes}"), "<A-1><B:?no><C+yes>");
}

TEST(References, WordsMayHoldReferences) {
  EXPECT_EQ(Marked("${A:-${B:-c}/d}/e"), "<A:-${B:-c}/d>/e");
}

TEST(References, LeavesDollarsThatAreNone) { EXPECT_EQ(Marked("$$A $1 $ ${"), "$$A $1 $ ${"); }

TEST(References, SplitsOutsideOfReferencesOnly) {
  EXPECT_THAT(SplitOutside("${A:-b:c}:/d:ro", ':'), ElementsAre("${A:-b:c}", "/d", "ro"));
  EXPECT_THAT(SplitOutside("", ':'), ElementsAre(""));
}

TEST(References, MakesNames) {
  EXPECT_EQ(VariableName("my-app.key"), "MY_APP_KEY");
  EXPECT_EQ(VariableName("2fa"), "V_2FA");
  EXPECT_EQ(VariableName("!?"), "VALUE");
  EXPECT_EQ(PlainName("My App_2"), "my-app-2");
  EXPECT_EQ(PlainName("ÄÖ"), "");
}

}  // namespace
}  // namespace container_app
