// SPDX-License-Identifier: GPL-2.0-or-later
// A small definition that nothing is to be said about.
#pragma once

#include <string>
#include <vector>

#include "support/memory_file_system.h"

namespace container_app {

inline void AddBerthBook(const std::string& folder, MemoryFileSystem* files) {
  files->Add(folder + "/metadata.yaml", R"(name: Berth Book
app_id: berth-book
version: "1.2"
description: Book of berths
long_description: Who lies where.
maintainer: Ada Pilot <ada@berth.example>
license: MIT
tags: [role::container-app]
debian_section: misc
architecture: all
)");
  files->Add(folder + "/docker-compose.yml",
             "services:\n  book:\n    image: berth/book:1.2\n    read_only: true\n");
  files->Add(folder + "/config.yml", "version: \"1.0\"\ngroups: []\n");
}

/// A config.yml with a field for each variable, without defaults.
inline std::string FormAskingFor(const std::vector<std::string>& variables) {
  std::string form = "version: '1.0'\ngroups:\n- id: general\n  label: General\n  fields:\n";
  for (const std::string& name : variables) {
    form += "  - {id: " + name + ", label: A, type: string, default: null, required: true}\n";
  }
  return form;
}

}  // namespace container_app
