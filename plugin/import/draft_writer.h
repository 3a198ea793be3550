// SPDX-License-Identifier: GPL-2.0-or-later
// Writing a draft, and joining it with a definition that is there.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "import/draft.h"

namespace container_app {

struct WrittenDraft {
  std::vector<std::string> written;   ///< Paths in the definition.
  std::vector<std::string> replaced;  ///< Those of them that were there.
};

/// The folder of a definition that keeps what an import wrote, for the next `--sync`.
inline constexpr std::string_view kUpstreamFolder = ".upstream";

/// Writes all files of the draft below `folder`, or none. What is there already is an error
/// (`init-exists`) unless `force` is set.
bool WriteDraft(const Draft& draft, const std::string& folder, bool force, FileSystem* files,
                WrittenDraft* written, Diagnostics* diagnostics);

/// Joins the draft with the definition in `folder`, which an earlier import made: what the
/// maintainer changed since stays. The draft becomes the result. A place that both changed keeps
/// the maintainer's text and is reported (`init-conflict`). False after an error.
bool SyncDraft(const std::string& folder, const FileReader& files, Draft* draft,
               Diagnostics* diagnostics);

}  // namespace container_app
