// SPDX-License-Identifier: GPL-2.0-or-later
// What container-app says of words that are nearly right.
#include <gtest/gtest.h>

#include "typed.h"

namespace container_app {
namespace {

TEST(SuggestionTest, AVerbOrOptionThatIsNearlyRightIsNamed) {
  const auto said = [](const std::vector<std::string>& words) {
    const Outcome outcome = Type(words);
    EXPECT_EQ(outcome.status, kExitUsage);
    const std::size_t at = outcome.err.rfind("did you mean");
    return at == std::string::npos ? "" : outcome.err.substr(at);
  };
  EXPECT_EQ(said({"chek", "app"}), "did you mean 'check'?\n");
  EXPECT_EQ(said({"check", "--jsn", "app"}), "did you mean '--json'?\n");
  EXPECT_EQ(said({"release", "verifi"}), "did you mean 'verify'?\n");
  EXPECT_EQ(said({"check", "--zebra", "app"}), "");
}

}  // namespace
}  // namespace container_app
