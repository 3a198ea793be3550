// SPDX-License-Identifier: GPL-2.0-or-later
// What has to hold of a change before or after it is merged.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "release/facts.h"

namespace container_app {

enum class VerifyMode {
  kMerge,   ///< The result of a merge: versions are up to what was merged.
  kAuthor,  ///< A change before it is merged: it leaves versions alone.
};

/// Checks the tree, and with `options.base` the change since then. Reports every fault: of the
/// files `version-file`, `changelog-*`, `version-changelog`, `version-pattern`, `version-differs`;
/// against what is published `version-behind`, `version-archive`; of the change `version-fell`,
/// `bump-due`, `version-touched`, `app-version`. `notes` are sentences that do not report faults.
bool Verify(const FileReader& files, const Repository& repository, const ReleasePolicy& policy,
            const DecisionOptions& options, VerifyMode mode, std::vector<std::string>* notes,
            Diagnostics* diagnostics);

}  // namespace container_app
