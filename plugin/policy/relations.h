// SPDX-License-Identifier: GPL-2.0-or-later
// Relations of the package: what the runtime needs and what the definition declares.
#pragma once

#include <string>
#include <vector>

#include "app/metadata.h"
#include "base/diagnostics.h"
#include "policy/attachment.h"
#include "policy/naming.h"

namespace container_app {

/// Relation fields, each item a whole `a | b` group in canonical form.
struct Relations {
  std::vector<std::string> depends;
  std::vector<std::string> recommends;
  std::vector<std::string> suggests;
  std::vector<std::string> provides;
  std::vector<std::string> conflicts;
  std::vector<std::string> breaks;
};

/// Expands `@name`, checks every item with libapt-pkg and puts what running needs first, then what
/// an integration needs. Reports items that are not a relation (`relation`); false after an error.
bool MakeRelations(const Metadata& metadata, const Affixes& affixes, const Attachment& attachment,
                   Relations* relations, Diagnostics* diagnostics);

}  // namespace container_app
