// SPDX-License-Identifier: GPL-2.0-or-later
// A definition from its texts, for tests of what is decided about it.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "app/definition.h"
#include "support/berth_book.h"

namespace container_app {

/// The definition with `metadata` added to the keys every app has, and `services` below
/// `services:`.
inline Definition DefinitionOf(const std::string& metadata, const std::string& services) {
  MemoryFileSystem files;
  AddBerthBook("app", &files);
  files.files["app/metadata.yaml"].content += metadata;
  files.Add("app/docker-compose.yml", "services:\n" + services);
  Definition definition;
  Diagnostics diagnostics;
  EXPECT_TRUE(ReadDefinition(files, "app", &definition, &diagnostics));
  for (const Finding& finding : diagnostics.findings()) ADD_FAILURE() << FormatFinding(finding);
  return definition;
}

}  // namespace container_app
