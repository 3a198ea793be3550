// SPDX-License-Identifier: GPL-2.0-or-later
// The files of a definition that are carried along, and which names in its folder mean nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/definition.h"
#include "base/diagnostics.h"
#include "base/files.h"

namespace container_app {

/// `folder` + `/` + `name`, without a `./` in front.
std::string PathIn(const std::string& folder, std::string_view name);

/// Hidden files and what editors leave behind. dh_clean(1) deletes the latter from every source
/// package, so nothing may depend on them.
bool IsScratchFile(std::string_view name);

/// Reports a name that some reader of file lists would misread (`file-name-control`,
/// `file-name-utf8`); false then.
bool CheckFileName(const std::string& path, Diagnostics* diagnostics);

/// Reports anything at `path` that is not a regular file (`definition-symlink`,
/// `definition-special`); false then.
bool CheckRegularFile(const FileStatus& status, const std::string& path, Diagnostics* diagnostics);

/// Reads a regular file of at most 1 MiB; more breaks `too_large`. False after an error.
bool ReadSourceFile(const FileReader& files, const std::string& path, const Rule& too_large,
                    SourceFile* source, Diagnostics* diagnostics);

/// The names in a folder of the definition. False, and reported, when it cannot be read.
bool ListFolder(const FileReader& files, const std::string& folder, std::vector<std::string>* names,
                Diagnostics* diagnostics);

/// Collects the files below `folder`, sorted by name. False after an error.
bool ReadCarriedFiles(const FileReader& files, const std::string& folder,
                      std::vector<CarriedFile>* carried, Diagnostics* diagnostics);

/// Reads `prestart.sh` or the stages in `prestart.d/`. False after an error.
bool ReadHooks(const FileReader& files, const std::string& folder, Definition* definition,
               Diagnostics* diagnostics);

}  // namespace container_app
