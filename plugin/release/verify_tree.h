// SPDX-License-Identifier: GPL-2.0-or-later
// Version file, changelog and extra files of one tree say the same.
#pragma once

#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "release/release_policy.h"
#include "release/tree.h"

namespace container_app {

/// The place of the version in the changelog's first heading.
Place TopPlace(const TreeVersion& current);

/// The place of the version: in the version file, without one in the changelog.
Place VersionPlace(const TreeVersion& current);

/// Checks a tree; the findings are those of Verify() about files.
bool VerifyTree(const Tree& tree, const ReleasePolicy& policy, TreeVersion* current,
                std::vector<SourceFile>* extra, Diagnostics* diagnostics);

/// The same for the source package whose top is the current folder, without git; nothing is wrong
/// where neither policy nor version file is.
bool VerifySourcePackage(const FileReader& files, Diagnostics* diagnostics);

}  // namespace container_app
