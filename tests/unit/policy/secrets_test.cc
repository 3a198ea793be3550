// SPDX-License-Identifier: GPL-2.0-or-later
#include "policy/secrets.h"

#include <gtest/gtest.h>

#include "support/definition_text.h"

namespace container_app {
namespace {

/// With one service that has these mounts.
bool Elsewhere(const std::string& mounts) {
  const std::string keys = mounts.empty() ? "" : "    volumes: [" + mounts + "]\n";
  const Definition definition =
      DefinitionOf(kDefaults, ServiceText("book", keys) + "volumes: {pages: {}}\n");
  return KeepsDataElsewhere(Installed(definition, kAffixes));
}

TEST(KeepsDataElsewhereTest, DataBelowItsFolderIsNot) {
  EXPECT_FALSE(Elsewhere(""));
  EXPECT_FALSE(Elsewhere("'${CONTAINER_DATA_ROOT}/book:/data'"));
}

TEST(KeepsDataElsewhereTest, VolumesAndOtherFoldersAre) {
  EXPECT_TRUE(Elsewhere("'${CONTAINER_DATA_ROOT}/book:/data', 'pages:/pages'"));
  EXPECT_TRUE(Elsewhere("'/srv/book:/data'"));
  EXPECT_TRUE(Elsewhere("'${UNKNOWN}/book:/data'"));
}

TEST(KeepsDataElsewhereTest, WhatKeepsNothingIsNot) {
  EXPECT_FALSE(Elsewhere("'/srv/book:/data:ro'"));
  EXPECT_FALSE(Elsewhere("'/run/book:/data'"));
  EXPECT_FALSE(Elsewhere("'/data'"));
}

}  // namespace
}  // namespace container_app
