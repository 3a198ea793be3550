// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `source`.
#include <cstdio>
#include <memory>

#include "cli/common.h"
#include "cli/source_options.h"
#include "cli/verbs.h"
#include "package/source_writer.h"

namespace container_app {
namespace {

struct SourceVerbOptions {
  SourceChoices choices;
  std::string out;
  bool force = false;
};

int Source(SourceVerbOptions options) {
  DiskFileSystem files;
  Diagnostics diagnostics;
  TemplateSet templates;
  std::vector<App> apps;
  SourcePackage package;
  std::string tree;
  options.choices.source.timestamp = ReleaseTimestamp();
  const bool good =
      LoadSourceTemplates(files, TemplatesFolder(), &templates, &diagnostics) &&
      LoadApps(files, options.choices, &apps, &diagnostics) &&
      MakeSourcePackage(apps, options.choices.source, templates, &package, &diagnostics) &&
      WriteSourcePackage(package, options.out, options.force, &files, &tree, &diagnostics);
  diagnostics.Sort();
  PrintFindings(diagnostics, false);
  if (!good) return std::max(StatusOf(diagnostics), static_cast<int>(kExitFindings));
  std::printf("%s\n", tree.c_str());
  return kExitOk;
}

}  // namespace

std::function<int()> AddSourceVerb(Command command) {
  const auto options = std::make_shared<SourceVerbOptions>();
  AddSourceChoices(command, &options->choices);
  command.AddOption("-o,--output", &options->out, "write SOURCE-VERSION/ below this folder")
      .Required()
      .TypeName("OUT");
  command.AddFlag("--force", &options->force, "replace what an earlier run wrote");
  return [options, command] {
    SetAffixes(command, &options->choices);
    return Source(*options);
  };
}

}  // namespace container_app
