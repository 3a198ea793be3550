// SPDX-License-Identifier: GPL-2.0-or-later
// The verbs of `container-app release`, each in a file of its own, and what they share.
#pragma once

#include <CLI/CLI.hpp>
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
void AddReleaseOptions(CLI::App* command, ReleaseOptions* options);

/// Parts of them: `--head`; `--policy`; both and where releases are found.
void AddHeadOption(CLI::App* command, ReleaseOptions* options);
void AddPolicyOption(CLI::App* command, ReleaseOptions* options);
void AddSourceOptions(CLI::App* command, ReleaseOptions* options);

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

std::function<int()> AddReleasePlanVerb(CLI::App* command);
std::function<int()> AddReleaseBumpVerb(CLI::App* command);
std::function<int()> AddReleaseVerifyVerb(CLI::App* command);
std::function<int()> AddReleaseNextRevisionVerb(CLI::App* command);
std::function<int()> AddReleaseChangelogVerb(CLI::App* command);

}  // namespace container_app
