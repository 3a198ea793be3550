// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/diagnostics.h"

#include <gtest/gtest.h>

namespace container_app {
namespace {

constexpr Rule kBad{"bad", "A rule that reports errors."};
constexpr Rule kOdd{"odd", "A rule that warns.", Severity::kWarning};

TEST(ErrorMark, SeesErrorsAfterItWasMadeAndNoWarnings) {
  Diagnostics diagnostics;
  diagnostics.ReportFile("a", kBad, "before");
  const ErrorMark errors(diagnostics);
  EXPECT_TRUE(diagnostics.ReportFile("a", kOdd, "odd"));
  EXPECT_TRUE(errors.none());
  EXPECT_FALSE(diagnostics.ReportFile("a", kBad, "after"));
  EXPECT_FALSE(errors.none());
}

}  // namespace
}  // namespace container_app
