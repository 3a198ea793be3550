// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/release_verbs.h: the verb `release verify`.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "cli/annotations.h"
#include "cli/common.h"
#include "cli/release_verbs.h"
#include "release/verify.h"
#include "release/verify_tree.h"

namespace container_app {
namespace {

struct VerifyOptions {
  ReleaseOptions release;
  std::string mode = "merge";
  std::string format = "text";
};

void Print(const VerifyOptions& options, const std::vector<std::string>& notes,
           const Diagnostics& diagnostics) {
  if (options.format == "text") {
    PrintFindings(diagnostics, options.release.json);
    for (const std::string& note : notes) fmt::print(stderr, "container-app: {}\n", note);
    return;
  }
  const std::string text = options.format == "github" ? FormatGithub(diagnostics.findings())
                                                      : FormatGitlab(diagnostics.findings());
  std::fwrite(text.data(), 1, text.size(), stdout);
}

/// An unpacked source package has files to compare, but neither tags nor history.
bool VerifyUnpacked(const std::string& why, std::vector<std::string>* notes,
                    Diagnostics* diagnostics) {
  notes->push_back("only files are compared, neither tags nor history: " + why);
  return VerifySourcePackage(DiskFileSystem(), diagnostics);
}

bool VerifyHere(const VerifyOptions& options, std::vector<std::string>* notes,
                Diagnostics* diagnostics) {
  const DecisionOptions& decision = options.release.decision;
  const VerifyMode mode = options.mode == "author" ? VerifyMode::kAuthor : VerifyMode::kMerge;
  const bool needs_git = !decision.base.empty() || !decision.head.empty();
  Repository repository;
  Diagnostics opening;
  if (!needs_git && !OpenRepository(".", &repository, &opening)) {
    return VerifyUnpacked(opening.findings().front().what, notes, diagnostics);
  }
  Release release;
  return OpenRelease(options.release, &release, diagnostics) &&
         Verify(DiskFileSystem(), release.repository, release.policy, decision, mode, notes,
                diagnostics);
}

int RunVerify(const VerifyOptions& options) {
  Diagnostics diagnostics;
  std::vector<std::string> notes;
  const bool good = VerifyHere(options, &notes, &diagnostics);
  diagnostics.Sort();
  Print(options, good ? notes : std::vector<std::string>(), diagnostics);
  return good ? kExitOk : std::max(StatusOf(diagnostics), static_cast<int>(kExitFindings));
}

}  // namespace

std::function<int()> AddReleaseVerifyVerb(Command command) {
  const auto options = std::make_shared<VerifyOptions>();
  command
      .AddOption("--base", &options->release.decision.base,
                 "verify the change since this commit, too")
      .TypeName("REF");
  AddSourceOptions(command, &options->release);
  command
      .AddOption("--mode", &options->mode,
                 "merge: after the bump; author: a change that leaves versions alone")
      .TypeName("MODE")
      .OneOf({"author", "merge"})
      .ShowDefault();
  const CommandOption json =
      command.AddFlag("--json", &options->release.json, "print JSON, one object a line, on stdout");
  command.AddOption("--format", &options->format, "text, or annotations for github or gitlab")
      .TypeName("FORMAT")
      .OneOf({"text", "github", "gitlab"})
      .Excludes(json)
      .ShowDefault();
  return [options] { return RunVerify(*options); };
}

}  // namespace container_app
