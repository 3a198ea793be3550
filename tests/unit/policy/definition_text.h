// SPDX-License-Identifier: GPL-2.0-or-later
// A definition from its texts, for tests of what is decided about it.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "app/definition.h"
#include "support/memory_file_system.h"

namespace container_app {

/// The definition with `metadata` added to the keys every app has, and `services` below
/// `services:`.
inline Definition DefinitionOf(const std::string& metadata, const std::string& services) {
  MemoryFileSystem files;
  files.Add("app/metadata.yaml", R"(name: Berth Book
app_id: berth-book
version: "1.2"
description: Book of berths
maintainer: Ada Pilot <ada@berth.example>
license: MIT
tags: [role::container-app]
debian_section: misc
architecture: all
)" + metadata);
  files.Add("app/docker-compose.yml", "services:\n" + services);
  files.Add("app/config.yml", "version: \"1.0\"\ngroups: []\n");
  Definition definition;
  Diagnostics diagnostics;
  EXPECT_TRUE(ReadDefinition(files, "app", &definition, &diagnostics));
  for (const Finding& finding : diagnostics.findings()) ADD_FAILURE() << FormatFinding(finding);
  return definition;
}

}  // namespace container_app
