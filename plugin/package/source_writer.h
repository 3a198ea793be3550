// SPDX-License-Identifier: GPL-2.0-or-later
// Writing a source package to disk, whole or not at all.
#pragma once

#include <string>

#include "base/diagnostics.h"
#include "base/files.h"
#include "package/source_package.h"

namespace container_app {

/// Writes `folder`/NAME-VERSION/ and, for a version with a revision, the orig archive beside it.
/// Both are made under temporary names and renamed when complete. What is there already is an error
/// (`source-exists`) unless `force` is set; even then only the folder of a source of the same name,
/// without a version control system's folder in it, is replaced. Sets `tree` to the written folder.
bool WriteSourcePackage(const SourcePackage& package, const std::string& folder, bool force,
                        FileSystem* files, std::string* tree, Diagnostics* diagnostics);

}  // namespace container_app
