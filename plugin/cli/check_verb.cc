// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `check`.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <span>

#include "cli/annotations.h"
#include "cli/common.h"
#include "cli/verbs.h"
#include "package/second_opinion.h"

namespace container_app {
namespace {

struct CheckOptions {
  std::vector<std::string> folders;
  AffixOptions affixes;
  bool strict = false;
  bool json = false;
  std::string format = "text";
  bool no_compose = false;
};

/// As many definitions at once as keep some processors busy; each takes memory until it is told.
constexpr std::size_t kAtOnce = 64;

struct Checked {
  App app;
  Diagnostics diagnostics;
};

/// Checks the definitions in `folders`, and tells what is found: at once as text or JSON lines, for
/// other formats in `findings`. The exit status.
int CheckSome(const CheckOptions& options, std::span<const std::string> folders,
              const FileReader& files, SecondOpinion* opinion, std::vector<Finding>* findings) {
  std::vector<Checked> all(folders.size());
  std::vector<SecondOpinion::Request> questions;
  for (std::size_t i = 0; i < folders.size(); ++i) {
    BuildContext context;
    context.affixes = {options.affixes.prefix, options.affixes.suffix};
    Checked& checked = all[i];
    if (LoadApp(files, folders[i], context, &checked.app, &checked.diagnostics)) {
      questions.push_back({&checked.app, &checked.diagnostics});
    }
  }
  if (opinion) opinion->Ask(questions);
  int status = kExitOk;
  for (Checked& checked : all) {
    if (options.strict) checked.diagnostics.MakeWarningsErrors();
    checked.diagnostics.Sort();
    if (options.format == "text") {
      PrintFindings(checked.diagnostics, options.json);
    } else {
      const auto& found = checked.diagnostics.findings();
      findings->insert(findings->end(), found.begin(), found.end());
    }
    status = std::max(status, StatusOf(checked.diagnostics));
  }
  return status;
}

void PrintDocument(const std::string& format, std::span<const Finding> findings) {
  const std::string text = format == "github"   ? FormatGithub(findings)
                           : format == "gitlab" ? FormatGitlab(findings)
                                                : FormatSarif(findings);
  std::fwrite(text.data(), 1, text.size(), stdout);
}

int Check(const CheckOptions& options) {
  const DiskFileSystem files;
  SecondOpinion opinion(files, TemplatesFolder());
  std::span<const std::string> left = options.folders;
  const std::size_t at_once = options.no_compose ? 1 : kAtOnce;
  int status = kExitOk;
  std::vector<Finding> findings;
  while (!left.empty()) {
    const auto some = left.first(std::min(at_once, left.size()));
    const int found =
        CheckSome(options, some, files, options.no_compose ? nullptr : &opinion, &findings);
    status = std::max(status, found);
    left = left.subspan(some.size());
  }
  if (options.format != "text") PrintDocument(options.format, findings);
  for (const std::string& note : opinion.Notes()) PrintNote(note);
  return status;
}

}  // namespace

std::function<int()> AddCheckVerb(Command command) {
  const auto options = std::make_shared<CheckOptions>();
  command.AddOption("DIR", &options->folders, "folders of definitions").Required();
  AddAffixOptions(command, &options->affixes);
  AddNoComposeOption(command, &options->no_compose);
  command.AddFlag("--strict", &options->strict, "take warnings as errors");
  const CommandOption json =
      command.AddFlag("--json", &options->json, "print findings as JSON, one a line, on stdout");
  command
      .AddOption("--format", &options->format,
                 "text, or a report on stdout for github, gitlab or readers of sarif")
      .TypeName("FORMAT")
      .OneOf({"text", "github", "gitlab", "sarif"})
      .Excludes(json)
      .ShowDefault();
  return [options] { return Check(*options); };
}

}  // namespace container_app
