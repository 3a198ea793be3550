// SPDX-License-Identifier: GPL-2.0-or-later
// The verbs of `container-app release`, each in a file of its own, and what they share.
#pragma once

#include <span>
#include <string>

#include "base/diagnostics.h"
#include "cli/verbs.h"
#include "release/decision.h"

namespace container_app {

/// Options that plan, bump and verify share: `--base`, `--head`, `--released`, `--archive`,
/// `--level`, `--policy`, `--json`.
struct ReleaseOptions {
  DecisionOptions decision;
  std::string policy;
  std::string level;
  bool json = false;
};

/// Declares all of them; the repository is that of the current folder.
void AddReleaseOptions(Command command, ReleaseOptions* options);

/// Some of them: `--head`; `--policy`; both, `--released` and `--archive`.
void AddHeadOption(Command command, ReleaseOptions* options);
void AddPolicyOption(Command command, ReleaseOptions* options);
void AddSourceOptions(Command command, ReleaseOptions* options);

/// The repository, its policy and what is decided about it.
struct Release {
  Repository repository;
  SourceFile policy_file;
  ReleasePolicy policy;
  Decision decision;
};

/// Opens the repository of the current folder and reads its policy.
bool OpenRelease(const ReleaseOptions& options, Release* release, Diagnostics* diagnostics);

/// Does that and decides.
bool LoadRelease(const ReleaseOptions& options, Release* release, Diagnostics* diagnostics);

/// The decision for a person, a line for each answer, or as a JSON object on one line.
std::string FormatDecision(const Decision& decision, bool json);

std::span<const Verb> ReleaseVerbs();

std::function<int()> AddReleasePlanVerb(Command command);
std::function<int()> AddReleaseBumpVerb(Command command);
std::function<int()> AddReleaseVerifyVerb(Command command);
std::function<int()> AddReleaseNextRevisionVerb(Command command);
std::function<int()> AddReleaseChangelogVerb(Command command);

}  // namespace container_app
