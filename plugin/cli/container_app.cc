// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the program, its list of verbs.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "base/text.h"
#include "cli/rule_list.h"
#include "cli/verbs.h"

namespace container_app {
namespace {

constexpr Verb kVerbs[] = {
    {"build", "build packages from definitions, and install them", AddBuildVerb},
    {"changed", "name the apps of a repository whose files changed", AddChangedVerb},
    {"check", "check definitions and say what is wrong and how to fix it", AddCheckVerb},
    {"diff", "say what is different between two versions of an app", AddDiffVerb},
    {"explain", "explain what an app will do, in words and drawings", AddExplainVerb},
    {"init", "make a definition, from a Compose file for example", AddInitVerb},
    {"pin", "write the digests of a definition's images beside their tags", AddPinVerb},
    {"release", "decide when the version rises, raise it, and check that it was", AddReleaseVerb},
    {"render", "make the contents of packages, for dh_container_app(1)", AddRenderVerb},
    {"run", "try an app without a package, until Ctrl-C", AddRunVerb},
    {"schema", "print the JSON schema of metadata.yaml or config.yml", AddSchemaVerb},
    {"show", "show what would be installed, without building", AddShowVerb},
    {"source", "write a Debian source package for definitions", AddSourceVerb},
    {"status", "show how the apps installed on this device are", AddStatusVerb},
    {"wait", "wait until installed apps are ready", AddWaitVerb},
};

/// The words that `command` takes at this place: its verbs, and its options.
std::vector<std::string> KnownWords(const CLI::App& command) {
  std::vector<std::string> words;
  for (const CLI::App* verb : command.get_subcommands(nullptr)) words.push_back(verb->get_name());
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
  }
  return words;
}

/// Goes along the verbs of the command line to the first word that is neither a verb nor an option
/// there, and says which one is meant. Empty without such a word, or one like it.
std::string MeantWord(const CLI::App& app, int argc, char** argv) {
  const CLI::App* command = &app;
  for (int i = 1; i < argc; ++i) {
    const std::string word = std::string(argv[i]).substr(0, std::string(argv[i]).find('='));
    const std::vector<std::string> known = KnownWords(*command);
    if (std::find(known.begin(), known.end(), word) != known.end()) {
      if (!word.starts_with("-")) command = command->get_subcommand(word);
      continue;
    }
    const bool takes_verb = !command->get_subcommands(nullptr).empty();
    if (!word.starts_with("--") && !takes_verb) continue;
    const std::vector<std::string_view> names(known.begin(), known.end());
    const std::string meant = DidYouMean(word, names);
    return meant.empty() ? "" : fmt::format("'{}': {}\n", ShowControls(word), meant);
  }
  return "";
}

}  // namespace

std::span<const Verb> Verbs() { return kVerbs; }

int RunContainerApp(int argc, char** argv) {
  CLI::App app("Container applications as Debian packages", "container-app");
  app.set_version_flag("--version", "container-app " CONTAINER_APP_VERSION);
  app.add_flag_callback(
      "--list-rules",
      [] {
        fmt::print("{}", RuleList());
        throw CLI::Success();
      },
      "list all rules that are checked, and what each asks for");
  app.footer("Manual: container-app(1), container-app-definition(5)");
  std::function<int()> chosen;
  Command command(&app);
  for (const Verb& verb : Verbs()) command.AddVerb(verb.name, verb.help, verb.add, &chosen);
  try {
    app.parse(argc, argv);
    return chosen();
  } catch (const CLI::ParseError& error) {
    if (app.exit(error) == 0) return kExitOk;
    fmt::print(stderr, "{}", MeantWord(app, argc, argv));
    return kExitUsage;
  } catch (const std::exception& error) {
    fmt::print(stderr, "container-app: error: {}\n", error.what());
    return kExitFiles;
  }
}

}  // namespace container_app
