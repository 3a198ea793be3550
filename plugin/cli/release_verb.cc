// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/release_verbs.h: the verb `release`, what its verbs share.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/common.h"
#include "cli/release_verbs.h"

namespace container_app {
namespace {

using Json = nlohmann::ordered_json;

constexpr Verb kReleaseVerbs[] = {
    {"bump", "carry the plan out: version, changelog, further files", AddReleaseBumpVerb},
    {"changelog", "print the changes since a commit as bullets of a changelog",
     AddReleaseChangelogVerb},
    {"next-revision", "print the next build revision of the version that nobody has",
     AddReleaseNextRevisionVerb},
    {"plan", "decide what becomes of the version, and say why", AddReleasePlanVerb},
    {"verify", "check that version, changelog and history agree", AddReleaseVerifyVerb},
};

std::string_view SourceName(ReleasedFrom from) {
  constexpr std::string_view kNames[] = {"nothing", "option", "archive", "tags"};
  return kNames[static_cast<int>(from)];
}

std::string JsonLine(const Decision& decision) {
  const Json released = decision.released.empty() ? Json() : Json(decision.released);
  std::vector<std::string> texts;
  std::vector<std::string> authors;
  for (const Bullet& bullet : decision.bullets) {
    texts.push_back(bullet.text);
    authors.push_back(bullet.author);
  }
  const Json line{{"action", ActionName(decision.action)},
                  {"level", LevelName(decision.level)},
                  {"source", decision.source},
                  {"version", decision.version},
                  {"next_version", decision.next_version},
                  {"changelog_version", decision.changelog_version},
                  {"extends_top", decision.extends_top},
                  {"released", released},
                  {"released_from", SourceName(decision.released_from)},
                  {"released_name", decision.released_name},
                  {"cycle", decision.cycle_open ? "open" : "closed"},
                  {"bullets", texts},
                  {"authors", authors},
                  {"dropped", decision.dropped},
                  {"reasons", decision.reasons}};
  return line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

void AddHeadOption(Command command, ReleaseOptions* options) {
  command
      .AddOption("--head", &options->decision.head,
                 "changes are those up to this commit (default: HEAD, with the files as they are)")
      .TypeName("REF");
}

void AddPolicyOption(Command command, ReleaseOptions* options) {
  command
      .AddOption("--policy", &options->policy, "the policy (default: debian/container-app.release)")
      .TypeName("FILE");
}

void AddSourceOptions(Command command, ReleaseOptions* options) {
  AddHeadOption(command, options);
  const CommandOption released = command
                                     .AddOption("--released", &options->decision.released,
                                                "the latest published stable version; '' for none")
                                     .TypeName("VERSION");
  command
      .AddOption("--archive", &options->decision.archive,
                 "what is published, from this Packages file or folder of them")
      .TypeName("PATH")
      .Excludes(released);
  AddPolicyOption(command, options);
}

void AddReleaseOptions(Command command, ReleaseOptions* options) {
  command
      .AddOption("--base", &options->decision.base,
                 "changes are those since this commit (default: the latest published release)")
      .TypeName("REF");
  AddSourceOptions(command, options);
  command.AddOption("--level", &options->level, "none, patch, minor or major, whatever changed")
      .TypeName("LEVEL")
      .OneOf({"none", "patch", "minor", "major"});
  command.AddFlag("--json", &options->json, "print JSON, one object a line, on stdout");
}

bool OpenRelease(const ReleaseOptions& options, Release* release, Diagnostics* diagnostics) {
  return OpenRepository(".", &release->repository, diagnostics) &&
         ReadPolicy(DiskFileSystem(), release->repository.top, options.policy,
                    &release->policy_file, &release->policy, diagnostics);
}

bool LoadRelease(const ReleaseOptions& options, Release* release, Diagnostics* diagnostics) {
  DecisionOptions decision = options.decision;
  Level level = Level::kNone;
  if (ParseLevel(options.level, &level)) decision.level = level;
  return OpenRelease(options, release, diagnostics) &&
         Decide(DiskFileSystem(), release->repository, release->policy, decision,
                &release->decision, diagnostics);
}

std::string FormatDecision(const Decision& decision, bool json) {
  if (json) return JsonLine(decision);
  std::string out;
  for (const std::string& reason : decision.reasons) out += "- " + reason + "\n";
  switch (decision.action) {
    case Action::kNothing:
      out += fmt::format("{} stays, nothing is due\n", decision.version);
      break;
    case Action::kExtend:
      out += fmt::format("{} stays; changelog {}\n", decision.version, decision.changelog_version);
      break;
    case Action::kRaise:
    case Action::kStart:
      out += fmt::format("{} -> {}; changelog {}\n", decision.version, decision.next_version,
                         decision.changelog_version);
      break;
  }
  for (const Bullet& bullet : decision.bullets) out += "  * " + bullet.text + "\n";
  for (const std::string& text : decision.dropped) out += "  no longer * " + text + "\n";
  return out;
}

std::span<const Verb> ReleaseVerbs() { return kReleaseVerbs; }

std::function<int()> AddReleaseVerb(Command command) {
  command.SetFooter("Manual: container-app-release(1)");
  const auto chosen = std::make_shared<std::function<int()>>();
  for (const Verb& verb : ReleaseVerbs()) {
    command.AddVerb(verb.name, verb.help, verb.add, chosen.get());
  }
  return [chosen] { return (*chosen)(); };
}

}  // namespace container_app
