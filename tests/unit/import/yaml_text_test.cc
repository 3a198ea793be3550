// SPDX-License-Identifier: GPL-2.0-or-later
#include "import/yaml_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/node_edit.h"

namespace container_app {
namespace {

/// The text after a change of its tree.
std::string After(const std::string& text, const std::function<void(yaml::Node* root)>& change) {
  const SourceFile file{"x.yml", text};
  Diagnostics diagnostics;
  yaml::Node before;
  EXPECT_TRUE(yaml::Parse(file, &before, &diagnostics));
  EXPECT_TRUE(yaml::ResolveMergeKeys(&before, &diagnostics));
  yaml::Node after = before;
  change(&after);
  const std::string written = ChangedYaml(file, before, after);
  const SourceFile again{"y.yml", written};
  yaml::Node read;
  EXPECT_TRUE(yaml::Parse(again, &read, &diagnostics)) << written;
  EXPECT_TRUE(yaml::ResolveMergeKeys(&read, &diagnostics));
  EXPECT_TRUE(MeanTheSame(read, after)) << written;
  return written;
}

constexpr char kText[] =
    "# What it is.\n"
    "\n"
    "services:\n"
    "    # The first.\n"
    "    web:   # it listens\n"
    "        image: 'a:1'   # pinned\n"
    "        restart: always\n"
    "\n"
    "        # Of the host.\n"
    "        ports: [ \"80:80\" ]\n"
    "    db:\n"
    "        command: |\n"
    "            # not a comment\n"
    "            run\n";

TEST(ChangedYaml, CopiesWhatDidNotChange) {
  EXPECT_EQ(After(kText, [](yaml::Node*) {}), kText);
}

TEST(ChangedYaml, KeepsCommentsAroundAChange) {
  const std::string text = After(kText, [](yaml::Node* root) {
    yaml::Node* web = FindNode(root, {"services", "web"});
    RemoveNode(web, "restart");
    SetNode(web, "image", TextNode("a:2"));
  });
  EXPECT_THAT(text, testing::HasSubstr("    # The first.\n"));
  EXPECT_THAT(text, testing::HasSubstr("        image: a:2 # pinned\n"));
  EXPECT_THAT(text, testing::HasSubstr("        # Of the host.\n        ports: [ \"80:80\" ]\n"));
  EXPECT_THAT(text, testing::HasSubstr("            # not a comment\n"));
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("restart")));
}

TEST(ChangedYaml, WritesAnchorsAnewWhereTheyChange) {
  const std::string text =
      After("x-all: &all {restart: always}\na: {<<: *all, b: 1}\nc:\n  <<: *all\n  d: 2\n",
            [](yaml::Node* root) { RemoveNode(FindNode(root, "c"), "restart"); });
  EXPECT_THAT(text, testing::HasSubstr("c:\n  d: 2\n"));
}

TEST(ChangedYaml, QuotesWhatWouldBeSomethingElse) {
  for (const std::string value : {"yes", "1.10", "", " a", "a: b", "a #b", "- x", "*a", "null",
                                  "a\"b\\c", "{a}", "x:", "multi\nline\n", "@a", "%a", "8080:80"}) {
    After("a: 1\n", [&](yaml::Node* root) { SetNode(root, "a", TextNode(value)); });
  }
}

TEST(ChangedYaml, WritesListsOfMappings) {
  const std::string text = After("a:\n- b: 1\n  c: 2\n- d\n", [](yaml::Node* root) {
    SetNode(&FindNode(root, "a")->items[0], "c", TextNode("three"));
  });
  EXPECT_EQ(text, "a:\n  - b: 1\n    c: three\n  - d\n");
}

}  // namespace
}  // namespace container_app
