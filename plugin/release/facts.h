// SPDX-License-Identifier: GPL-2.0-or-later
// What a decision about the version depends on, and how it is found: in files, tags, an archive and
// the history.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "release/history.h"
#include "release/published.h"
#include "release/release_policy.h"
#include "release/repository.h"
#include "release/tree.h"

namespace container_app {

/// Where the latest published stable release was learnt.
enum class ReleasedFrom { kNothing, kOption, kArchive, kTags };

struct DecisionOptions {
  std::string base;  ///< Changes are those since here; empty: since the latest published release.
  /// Changes are those up to here; empty: HEAD, and files are read from the work tree.
  std::string head;
  std::optional<std::string> released;  ///< `--released`; an empty one: nothing is published.
  std::string archive;                  ///< Packages[.gz|.xz] or a folder that holds some.
  std::optional<Level> level;           ///< `--level`
};

/// All that a decision depends on, beside the policy.
struct Facts {
  TreeVersion current;
  std::vector<KnownBuild> builds;  ///< Of tags and archive.
  std::optional<KnownBuild> released;
  ReleasedFrom released_from = ReleasedFrom::kNothing;
  std::string since;  ///< The commit or tag that changes are counted from; empty: none.
  History history;
  std::vector<TagForm> other_tags;  ///< Tags with versions that the policy does not name.
  std::optional<Level> level;       ///< Given, not found.
};

/// Finds them. False after an error.
bool FindFacts(const FileReader& files, const Repository& repository, const ReleasePolicy& policy,
               const DecisionOptions& options, Facts* facts, Diagnostics* diagnostics);

}  // namespace container_app
