// SPDX-License-Identifier: GPL-2.0-or-later
// Which merges were carried out: debian/container-app.merges, an id a line. It is in the
// repository, since an orchestrator that tries again may do so in a new clone.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.h"

namespace container_app {

constexpr std::string_view kMergesFile = "debian/container-app.merges";

/// Letters, digits and `!#._/:@-`, 200 at most: a number, a hash, `group/project!42`. False with a
/// sentence in `reason`.
bool CheckMergeId(std::string_view id, std::string* reason);

/// True when the text of the file names the merge.
bool HoldsMerge(std::string_view text, std::string_view id);

/// The text with the merge at its end.
std::string WithMerge(std::string_view text, std::string_view id);

}  // namespace container_app
