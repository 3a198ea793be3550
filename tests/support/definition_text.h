// SPDX-License-Identifier: GPL-2.0-or-later
// A definition from its texts, for tests of what is decided about it.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "app/definition.h"
#include "policy/naming.h"
#include "support/berth_book.h"

namespace container_app {

/// How tests name packages: the one of Berth Book is berth-book-container.
inline const Affixes kAffixes{"", "container"};
/// CONTAINER_DATA_ROOT of that package.
inline const std::string kData = "/var/lib/container-apps/berth-book-container/data";
/// One service that has nothing but an image.
inline constexpr const char* kOneService = "  book:\n    image: berth/book:1.2\n";
/// Values for variables in a service.
inline constexpr const char* kDefaults = "default_config: {SUB: charts, ID: '472', EMPTY: ''}\n";

/// A service of the Compose file with an image and `keys`, which are lines of four spaces.
inline std::string ServiceText(const std::string& name, const std::string& keys) {
  return "  " + name + ":\n    image: a:1\n" + keys;
}

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
