// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rule_list.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <sstream>

namespace container_app {
namespace {

TEST(RuleListTest, EachRuleHasAnIdOfItsOwnAndASentence) {
  static const std::regex kLine("([a-z]+[a-z0-9]*(-[a-z0-9]+)*) +(error|warning) +[a-z]+ +.+\\.");
  std::set<std::string> ids;
  std::istringstream list(RuleList());
  for (std::string line; std::getline(list, line);) {
    std::smatch match;
    ASSERT_TRUE(std::regex_match(line, match, kLine)) << line;
    EXPECT_TRUE(ids.insert(match[1]).second) << line << " is there twice";
  }
  EXPECT_GT(ids.size(), 200u);
  EXPECT_TRUE(ids.contains("yaml-tab"));
  EXPECT_TRUE(ids.contains("state-unclassed"));
}

}  // namespace
}  // namespace container_app
