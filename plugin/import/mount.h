// SPDX-License-Identifier: GPL-2.0-or-later
// An entry of `volumes` of a service, in either form.
#pragma once

#include <string>

#include "import/draft.h"
#include "yaml/document.h"

namespace container_app {

struct ImportedMount {
  bool is_short = false;
  std::string type;    ///< bind, volume or another one of the long form.
  std::string source;  ///< As written; empty for a volume without a name.
  std::string target;
  std::string mode;  ///< Of the short form: `ro,z`.
  bool read_only = false;
};

/// Reads an entry; false for one that is not understood.
bool ReadMount(const yaml::Node& node, ImportedMount* mount);

/// Writes the source and type of a mount back into its entry.
void WriteMount(const ImportedMount& mount, yaml::Node* node);

/// One mount at a place: Docker refuses or hides a second one. `name` is the service's.
void DropSecondTargets(const std::string& name, yaml::Node* service, Draft* draft);

}  // namespace container_app
