// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `init`.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "base/run_command.h"
#include "base/text.h"
#include "cli/common.h"
#include "cli/verbs.h"
#include "import/draft_writer.h"
#include "import/import.h"
#include "package/second_opinion.h"

namespace container_app {
namespace {

struct InitVerbOptions {
  std::string folder;
  std::vector<std::string> from;
  std::string environment;
  ImportOptions import;
  AffixOptions affixes;
  bool force = false;
  bool sync = false;
  bool no_compose = false;
};

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string AskGit(const std::string& key) {
  std::string output;
  ReadCommand({"git", "config", "--get", key}, std::chrono::seconds(10), &output);
  return std::string(Trim(output));
}

/// `Name <address>` as Debian's tools know the maintainer, or as git does.
std::string Maintainer() {
  std::string address = Variable("DEBEMAIL");
  if (address.find('<') != std::string::npos) return address;
  std::string name = Variable("DEBFULLNAME");
  if (address.empty()) address = Variable("EMAIL");
  if (name.empty()) name = AskGit("user.name");
  if (address.empty()) address = AskGit("user.email");
  return name.empty() || address.empty() ? "" : fmt::format("{} <{}>", name, address);
}

/// One app of a call, and how it ended.
struct Outcome {
  std::string origin;
  std::string folder;
  bool written = false;
  bool accepted = false;
  Draft draft;
  WrittenDraft files;
  Diagnostics diagnostics;
};

bool JoinFiles(const std::string& folder, const std::vector<std::string>& files, std::string* text,
               std::string* why) {
  ScratchFolder home;
  if (!home.Make(why)) return false;
  ComposeProgram program;
  program.home = home.path();
  program.limit = std::chrono::seconds(30);
  if (!FindCompose(&program, why)) return false;
  const ComposeAnswer answer = JoinByCompose(program, folder, files, text);
  if (answer.kind == ComposeAnswer::Kind::kAccepts) return true;
  const bool refuses = answer.kind == ComposeAnswer::Kind::kRefuses;
  *why = refuses ? "it refuses them: " + answer.text : answer.text;
  return false;
}

void KeepUpstream(Draft* draft) {
  for (const std::string name : {"metadata.yaml", "docker-compose.yml", "config.yml"}) {
    draft->files[fmt::format("{}/{}", kUpstreamFolder, name)] = draft->files[name];
  }
}

/// Whether `check` accepts what was written.
bool IsAccepted(const InitVerbOptions& options, const FileReader& files, SecondOpinion* opinion,
                Outcome* outcome) {
  BuildContext context;
  context.affixes = {options.affixes.prefix, options.affixes.suffix};
  const ErrorMark errors(outcome->diagnostics);
  App app;
  if (LoadApp(files, outcome->folder, context, &app, &outcome->diagnostics) && opinion) {
    opinion->Ask({{&app, &outcome->diagnostics}});
  }
  return errors.none();
}

void Write(const InitVerbOptions& options, FileSystem* files, SecondOpinion* opinion,
           Outcome* outcome) {
  if (outcome->folder.empty()) outcome->folder = outcome->draft.app_id;
  if (!options.from.empty()) KeepUpstream(&outcome->draft);
  if (options.sync && !SyncDraft(outcome->folder, *files, &outcome->draft, &outcome->diagnostics)) {
    return;
  }
  outcome->written = WriteDraft(outcome->draft, outcome->folder, options.force || options.sync,
                                files, &outcome->files, &outcome->diagnostics);
  outcome->accepted = outcome->written && IsAccepted(options, *files, opinion, outcome);
}

void ImportOne(const InitVerbOptions& options, const AppSource& source, FileSystem* files,
               SecondOpinion* opinion, bool many, Outcome* outcome) {
  Foreign foreign;
  ImportOptions import = options.import;
  if (!many) import.folder = options.folder;
  outcome->origin = source.origin;
  if (!ReadForeign(*files, source, JoinFiles, &foreign, &outcome->diagnostics) ||
      !ImportApp(*files, &foreign, import, &outcome->draft, &outcome->diagnostics)) {
    return;
  }
  outcome->folder = options.folder;
  if (many) {
    outcome->folder =
        fmt::format("{}/{}", options.folder.empty() ? "." : options.folder, outcome->draft.app_id);
  }
  Write(options, files, opinion, outcome);
}

std::string Count(std::size_t number, std::string_view what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

std::vector<std::string> Shown(const std::vector<std::string>& names) {
  std::vector<std::string> shown;
  for (const std::string& name : names) {
    if (!name.starts_with(kUpstreamFolder)) shown.push_back(ShowControls(name));
  }
  return shown;
}

/// What was written and what is left to a person, on standard output.
void Tell(const Outcome& outcome) {
  std::string out = fmt::format("{}: {}\n", ShowControls(outcome.folder),
                                Join(Shown(outcome.files.written), ", "));
  const std::vector<std::string> replaced = Shown(outcome.files.replaced);
  if (!replaced.empty()) out += fmt::format("replaced: {}\n", Join(replaced, ", "));
  int number = 0;
  for (const Told& told : WhatToTell(outcome.draft)) {
    if (told.decision && number == 0) out += "\nTo decide:\n";
    if (told.decision) {
      out += fmt::format("{}. {}:\n", ++number, told.heading);
    } else {
      out += fmt::format("\n{}:\n", told.heading);
    }
    for (const std::string& item : told.items) {
      out += fmt::format("{}- {}\n", told.decision ? "   " : "", ShowControls(item));
    }
  }
  out += fmt::format("\nNext: container-app check {}\n", ShowControls(outcome.folder));
  std::fputs(out.c_str(), stdout);
}

std::size_t Decisions(const Draft& draft) {
  const std::vector<Told> told = WhatToTell(draft);
  return static_cast<std::size_t>(
      std::count_if(told.begin(), told.end(), [](const Told& one) { return one.decision; }));
}

/// A line for one app of many, in the place of the progress.
void TellShort(const Outcome& outcome, bool terminal) {
  const std::string said =
      !outcome.written ? "not imported"
      : !outcome.accepted
          ? "written, but check refuses it"
          : fmt::format("{}, {} to decide", Count(outcome.files.written.size() - 3, "file"),
                        Decisions(outcome.draft));
  if (terminal) std::fputs("\r\033[K", stderr);
  std::fputs(
      fmt::format("{}: {}\n", ShowControls(outcome.written ? outcome.folder : outcome.origin), said)
          .c_str(),
      stdout);
  std::fflush(stdout);
}

/// Imports the apps; `missing` paths had none.
int ImportAll(const InitVerbOptions& options, const std::vector<AppSource>& sources,
              std::size_t missing, DiskFileSystem* files, SecondOpinion* opinion) {
  const bool many = sources.size() + missing > 1;
  const bool terminal = isatty(STDERR_FILENO) != 0;
  int status = kExitOk;
  std::size_t failed = missing;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (many && terminal) {
      std::fputs(fmt::format("\r\033[K{} of {}: {}", i + 1, sources.size(),
                             ShowControls(sources[i].origin))
                     .c_str(),
                 stderr);
    }
    Outcome outcome;
    ImportOne(options, sources[i], files, opinion, many, &outcome);
    if (many) TellShort(outcome, terminal);
    outcome.diagnostics.Sort();
    PrintFindings(outcome.diagnostics, false);
    if (!many && outcome.written) Tell(outcome);
    if (!outcome.accepted) ++failed;
    status = std::max(status, StatusOf(outcome.diagnostics));
    const auto& findings = outcome.diagnostics.findings();
    const bool conflict = std::any_of(findings.begin(), findings.end(), [](const Finding& one) {
      return one.rule == "init-conflict";
    });
    if (conflict) status = std::max(status, static_cast<int>(kExitFindings));
  }
  if (many) {
    std::fputs(
        fmt::format("{} imported, {} failed\n", sources.size() + missing - failed, failed).c_str(),
        stdout);
  }
  return failed > 0 ? std::max(status, static_cast<int>(kExitFindings)) : status;
}

int InitNothing(InitVerbOptions options, DiskFileSystem* files, SecondOpinion* opinion) {
  Outcome outcome;
  outcome.folder = options.folder.empty() ? "." : options.folder;
  if (options.import.name.empty()) {
    char* real = options.folder.empty() ? get_current_dir_name() : nullptr;
    std::string path = real ? real : options.folder;
    std::free(real);
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    options.import.name = path.substr(path.rfind('/') + 1);
  }
  if (NewApp(options.import, &outcome.draft, &outcome.diagnostics)) {
    Write(options, files, opinion, &outcome);
  }
  outcome.diagnostics.Sort();
  PrintFindings(outcome.diagnostics, false);
  if (outcome.written) Tell(outcome);
  return StatusOf(outcome.diagnostics);
}

int Init(InitVerbOptions options) {
  DiskFileSystem files;
  Diagnostics diagnostics;
  options.import.maintainer = Maintainer();
  options.import.schemas = CONTAINER_APP_DATA_DIR "/schema";
  SecondOpinion opinion(files, TemplatesFolder());
  SecondOpinion* asked = options.no_compose ? nullptr : &opinion;
  std::vector<AppSource> sources;
  int status = kExitOk;
  if (options.from.empty()) {
    status = InitNothing(options, &files, asked);
  } else {
    FindAppSources(files, options.from, options.environment, &sources, &diagnostics);
    status = ImportAll(options, sources, diagnostics.errors(), &files, asked);
  }
  PrintFindings(diagnostics, false);
  for (const std::string& note : opinion.Notes()) PrintNote(note);
  return std::max(status, StatusOf(diagnostics));
}

}  // namespace

std::function<int()> AddInitVerb(Command command) {
  const auto options = std::make_shared<InitVerbOptions>();
  command.AddOption("DIR", &options->folder,
                    "write the definition here (default: the app_id; of several apps, below it)");
  const CommandOption from =
      command
          .AddOption("--from", &options->from,
                     "a Compose file, several that belong together, or folders of apps")
          .TypeName("COMPOSE");
  command.AddOption("--env", &options->environment, "values of variables (default: .env beside it)")
      .TypeName("FILE")
      .Needs(from);
  command.AddOption("--name", &options->import.name, "name of the app").TypeName("NAME");
  AddAffixOptions(command, &options->affixes);
  const CommandOption force =
      command.AddFlag("--force", &options->force, "replace files that are there");
  command
      .AddFlag("--sync", &options->sync,
               "join a newer version with the definition, which keeps what you changed")
      .Needs(from)
      .Excludes(force);
  AddNoComposeOption(command, &options->no_compose);
  return [options] { return Init(*options); };
}

}  // namespace container_app
