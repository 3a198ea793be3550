// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `check`.
#include <memory>

#include "cli/common.h"
#include "cli/verbs.h"
#include "package/load.h"

namespace container_app {
namespace {

struct CheckOptions {
  std::vector<std::string> folders;
  AffixOptions affixes;
  bool strict = false;
  bool json = false;
};

int Check(const CheckOptions& options) {
  const DiskFileSystem files;
  int status = kExitOk;
  for (const std::string& folder : options.folders) {
    Diagnostics diagnostics;
    App app;
    BuildContext context;
    context.affixes = {options.affixes.prefix, options.affixes.suffix};
    LoadApp(files, folder, context, &app, &diagnostics);
    if (options.strict) diagnostics.MakeWarningsErrors();
    diagnostics.Sort();
    PrintFindings(diagnostics, options.json);
    status = std::max(status, StatusOf(diagnostics));
  }
  return status;
}

}  // namespace

std::function<int()> AddCheckVerb(CLI::App* command) {
  const auto options = std::make_shared<CheckOptions>();
  command->add_option("DIR", options->folders, "folders of definitions")->required();
  AddAffixOptions(command, &options->affixes);
  command->add_flag("--strict", options->strict, "take warnings as errors");
  command->add_flag("--json", options->json, "print findings as JSON, one a line, on stdout");
  return [options] { return Check(*options); };
}

}  // namespace container_app
