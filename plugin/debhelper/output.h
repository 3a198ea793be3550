// SPDX-License-Identifier: GPL-2.0-or-later
// What becomes of one package, and how it gets into the build tree.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/files.h"
#include "debhelper/autoscript.h"
#include "debhelper/environment.h"
#include "debhelper/messages.h"
#include "debhelper/options.h"

namespace container_app {

struct PackageFile {
  std::string path;  ///< Relative to the root of the package.
  unsigned mode = 0644;
  std::string content;
};

/// Text for a maintainer script, before or after what the script does about the units.
struct ScriptBlock {
  enum class Order { kBeforeUnits, kAfterUnits };
  std::string script;  ///< preinst, postinst, prerm or postrm
  std::string text;
  Order order = Order::kBeforeUnits;
};

struct PackageOutput {
  std::vector<PackageFile> files;
  std::vector<ScriptBlock> blocks;
  std::string unit_folder;          ///< Where the units are, as a path of `files`.
  std::vector<UnitToManage> units;  ///< Each is one of `files`.
  /// Name, such as `container-app:Depends`, and items.
  std::vector<std::pair<std::string, std::vector<std::string>>> substvars;
  std::vector<std::string> triggers;  ///< Lines for the package's triggers.
};

/// A file of the build tree as it has to become.
struct PendingWrite {
  std::string path;
  std::string content;
  unsigned mode = 0644;
};

/// Works out all writes for a package without writing any. False after telling why.
bool PlanWrites(const FileReader& files, const BuildEnvironment& environment,
                const DhOptions& options, const std::string& version, const std::string& package,
                const PackageOutput& output, std::vector<PendingWrite>* writes, Messages* messages);

/// Writes, each file complete or not at all; nothing with --no-act. False after telling why.
bool ApplyWrites(const std::vector<PendingWrite>& writes, const DhOptions& options,
                 FileSystem* files, Messages* messages);

}  // namespace container_app
