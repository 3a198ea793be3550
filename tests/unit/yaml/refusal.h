// SPDX-License-Identifier: GPL-2.0-or-later
// Texts that have to be refused.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "yaml/document.h"

namespace container_app::yaml {

/// All findings of a text that has to be refused.
inline std::string Refusal(std::string text, bool merge = false) {
  const SourceFile file{"f.yml", std::move(text)};
  Node root;
  Diagnostics diagnostics;
  bool accepted = Parse(file, &root, &diagnostics);
  if (accepted && merge) accepted = ResolveMergeKeys(&root, &diagnostics);
  EXPECT_FALSE(accepted);
  EXPECT_TRUE(diagnostics.has_errors());
  std::string all;
  for (const Finding& finding : diagnostics.findings()) all += FormatFinding(finding);
  return all;
}

}  // namespace container_app::yaml
