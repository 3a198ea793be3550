// SPDX-License-Identifier: GPL-2.0-or-later
// A Debian source package made of definitions. Pure but for reading the carried files' bytes later.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "package/load.h"
#include "render/artifact.h"

namespace container_app {

/// The choices of the maintainer; empty text means the default named here.
struct SourceOptions {
  std::string name;     ///< Of the source; default: the package of the only definition.
  std::string version;  ///< Of the source; default: of the only definition, else the day, 20261122.
  std::string maintainer;  ///< `Name <address>`; default: of the definitions, when they agree.
  std::string distribution = "unstable";
  std::int64_t timestamp = 0;  ///< Of the changelog entries, seconds since the epoch.
};

/// A source package as values. Paths are relative to the top of its folder.
struct SourcePackage {
  std::string name;
  std::string version;
  std::string upstream_version;  ///< Without epoch and revision; names folder and archive.
  bool has_revision = false;     ///< Then 3.0 (quilt) with an orig archive, else 3.0 (native).
  std::int64_t timestamp = 0;
  std::vector<Artifact> upstream;   ///< The definitions.
  std::vector<Artifact> packaging;  ///< debian/

  std::string FolderName() const { return name + "-" + upstream_version; }
  std::string OrigName() const { return name + "_" + upstream_version + ".orig.tar.xz"; }
};

/// The texts of `templates/source/` below the installation's `folder`, parsed. False when one is
/// missing or malformed.
bool LoadSourceTemplates(const FileReader& files, const std::string& folder, TemplateSet* templates,
                         Diagnostics* diagnostics);

/// Puts a source package together for checked `apps`: one at its top, or several below `apps/`.
/// Reports what the options lack or contradict (`source-name`, `source-version`,
/// `source-maintainer`, `source-distribution`, `source-duplicate`, `source-affixes`); false after
/// an error.
bool MakeSourcePackage(const std::vector<App>& apps, const SourceOptions& options,
                       const TemplateSet& templates, SourcePackage* package,
                       Diagnostics* diagnostics);

}  // namespace container_app
