// SPDX-License-Identifier: GPL-2.0-or-later
#include "debhelper/snippets.h"

#include <gtest/gtest.h>

namespace container_app {
namespace {

std::string Section(std::string_view old_content, std::string_view script, std::string_view body,
                    std::string_view version = "1.0") {
  std::string content;
  std::string error;
  if (!SetScriptSection(old_content, script, version, body, &content, &error)) {
    return "refused: " + error;
  }
  return content;
}

constexpr std::string_view kOther =
    "# Automatically added by dh_other/2\nother\n# End automatically added section\n";

TEST(ScriptSectionTest, HasTheTwoLinesThatLintianLooksFor) {
  EXPECT_EQ(Section("", "postinst", "true"),
            "# Automatically added by dh_container_app/1.0\ntrue\n"
            "# End automatically added section\n");
}

TEST(ScriptSectionTest, GoesToTheEndButInRemovalScriptsToTheTop) {
  const std::string own = Section("", "postinst", "true\n");
  const std::string other(kOther);
  EXPECT_EQ(Section(kOther, "preinst", "true\n"), other + own);
  EXPECT_EQ(Section(kOther, "postinst", "true\n"), other + own);
  EXPECT_EQ(Section(kOther, "prerm", "true\n"), own + other);
  EXPECT_EQ(Section(kOther, "postrm", "true\n"), own + other);
}

TEST(ScriptSectionTest, TakesThePlaceOfItsOwnAndOfNoOther) {
  const std::string other(kOther);
  const std::string first = other + Section("", "postinst", "old\n", "0.9") + other;
  const std::string second = other + Section("", "postinst", "new\n") + other;
  EXPECT_EQ(Section(first, "postinst", "new\n"), second);
  EXPECT_EQ(Section(second, "postinst", "new\n"), second) << "twice is as good as once";
  EXPECT_EQ(Section(second, "prerm", "new\n"), second) << "and stays where it is";
  EXPECT_EQ(Section(second, "postinst", ""), other + other);
  EXPECT_EQ(Section(other, "postinst", ""), other);
}

TEST(ScriptSectionTest, OneSectionIsLeftOfSeveral) {
  const std::string own = Section("", "postinst", "new\n");
  EXPECT_EQ(Section(own + own, "postinst", "new\n"), own);
}

TEST(ScriptSectionTest, RefusesWhatItCouldNotFindAgain) {
  EXPECT_EQ(Section("", "postinst", "a\n# End automatically added section\n"),
            "refused: a script block holds a line that begins or ends a section");
  EXPECT_EQ(Section("# Automatically added by dh_container_app/1\ntrue\n", "postinst", "a"),
            "refused: the section of dh_container_app has no end");
}

std::string Merged(std::string_view old_content, const std::vector<std::string>& items) {
  std::string content;
  std::string error;
  if (!MergeSubstvar(old_content, "container-app:Depends", items, &content, &error)) {
    return "refused: " + error;
  }
  return content;
}

TEST(SubstvarTest, IsThereEvenWhenEmpty) {
  EXPECT_EQ(Merged("", {}), "container-app:Depends=\n");
  EXPECT_EQ(Merged("misc:Depends=foo\n", {}), "misc:Depends=foo\ncontainer-app:Depends=\n");
}

TEST(SubstvarTest, MergesSortedAndOnce) {
  const std::string once = Merged("", {"podman | docker.io", "bb (>= 1)", "aa"});
  EXPECT_EQ(once, "container-app:Depends=aa, bb (>= 1), podman | docker.io\n");
  EXPECT_EQ(Merged(once, {"aa", "bb (>= 1)", "podman | docker.io"}), once);
  EXPECT_EQ(Merged("container-app:Depends?=zz\nother=1", {"aa"}),
            "container-app:Depends?=aa, zz\nother=1\n");
  EXPECT_EQ(Merged("container-app:DependsMore=x\n", {"aa"}),
            "container-app:DependsMore=x\ncontainer-app:Depends=aa\n");
}

TEST(SubstvarTest, RefusesALineBreak) {
  EXPECT_EQ(Merged("", {"aa\nshlibs:Depends=evil"}),
            "refused: a line break in the substitution variable container-app:Depends");
}

}  // namespace
}  // namespace container_app
