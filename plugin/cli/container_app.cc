// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the program, its list of verbs.
#include <fmt/format.h>

#include <cstdio>

#include "cli/rule_list.h"
#include "cli/verbs.h"

namespace container_app {
namespace {

constexpr Verb kVerbs[] = {
    {"check", "check definitions and say what is wrong and how to fix it", AddCheckVerb},
    {"explain", "explain what an app will do, in words and drawings", AddExplainVerb},
    {"release", "decide when the version rises, raise it, and check that it was", AddReleaseVerb},
    {"render", "make the contents of packages, for dh_container_app(1)", AddRenderVerb},
    {"show", "show what would be installed, without building", AddShowVerb},
    {"source", "write a Debian source package for definitions", AddSourceVerb},
    {"status", "show how the apps installed on this device are", AddStatusVerb},
    {"wait", "wait until installed apps are ready", AddWaitVerb},
};

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
  app.require_subcommand(1);
  app.footer("Manual: container-app(1), container-app-definition(5)");
  std::function<int()> chosen;
  for (const Verb& verb : Verbs()) {
    CLI::App* command = app.add_subcommand(std::string(verb.name), std::string(verb.help));
    command->parse_complete_callback([&chosen, run = verb.add(command)] { chosen = run; });
  }
  try {
    app.parse(argc, argv);
    return chosen();
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitOk : kExitUsage;
  } catch (const std::exception& error) {
    fmt::print(stderr, "container-app: error: {}\n", error.what());
    return kExitFiles;
  }
}

}  // namespace container_app
