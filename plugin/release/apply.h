// SPDX-License-Identifier: GPL-2.0-or-later
// Carries out what was decided: the version file, the changelog, further files, apps.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "release/decision.h"
#include "release/release_policy.h"
#include "release/repository.h"
#include "release/transaction.h"

namespace container_app {

/// An app whose version has to go up.
struct AppBump {
  std::string folder;    ///< Of its metadata.yaml; relative to the current folder.
  std::string upstream;  ///< Its upstream version; empty: as it is, the revision goes up.
};

struct BumpOptions {
  std::string merge;  ///< Id of the merge that caused the bump; empty: no merge is noted.
  std::vector<AppBump> apps;
  std::string distribution;    ///< Empty: that of the decision, or of the entry that is extended.
  std::string urgency;         ///< Likewise.
  std::string maintainer;      ///< `Name <address>`, for the trailer.
  std::int64_t timestamp = 0;  ///< For the trailer; seconds since 1970 UTC.
};

/// The folder of the lock and of the record of a bump.
std::string ReleaseFolder(const Repository& repository);

/// Sets `done`: a bump for this merge was made before. Error `io-error`.
bool IsMergeDone(const FileReader& files, const Repository& repository, const std::string& merge,
                 bool* done, Diagnostics* diagnostics);

/// The changes of files that a decision needs; empty when it needs none. Nothing is written.
bool MakeChanges(const FileReader& files, const Repository& repository, const ReleasePolicy& policy,
                 const Decision& decision, const BumpOptions& options,
                 std::vector<FileChange>* changes, Diagnostics* diagnostics);

/// Writes the changes, all or none, with the lock held. Errors: `release-detached` when no branch
/// is checked out, `release-dirty` for a file that somebody has edited and not committed (what
/// earlier bumps wrote is not that), and those of ChangeFiles().
bool Apply(const FileReader& files, const Repository& repository,
           const std::vector<FileChange>& changes, Diagnostics* diagnostics);

}  // namespace container_app
