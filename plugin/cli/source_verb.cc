// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdio>
#include <memory>

#include "cli/common.h"
#include "cli/verbs.h"
#include "package/source_package.h"
#include "package/source_writer.h"

namespace container_app {
namespace {

struct SourceVerbOptions {
  std::vector<std::string> folders;
  std::string out;
  AffixOptions affixes;
  SourceOptions source;
  bool force = false;
};

/// Reads and checks every definition, so that all findings are told at once.
bool LoadApps(const FileReader& files, const SourceVerbOptions& options, std::vector<App>* apps,
              Diagnostics* diagnostics) {
  // A plan points into its definition, so the list must not move.
  apps->resize(options.folders.size());
  BuildContext context;
  context.affixes = options.source.affixes;
  context.timestamp = options.source.timestamp;
  bool good = true;
  for (std::size_t i = 0; i < apps->size(); ++i) {
    good = LoadApp(files, options.folders[i], context, &(*apps)[i], diagnostics) && good;
  }
  return good;
}

int Source(SourceVerbOptions options) {
  DiskFileSystem files;
  Diagnostics diagnostics;
  TemplateSet templates;
  std::vector<App> apps;
  SourcePackage package;
  std::string tree;
  options.source.affixes = {options.affixes.prefix, options.affixes.suffix};
  options.source.timestamp = ReleaseTimestamp();
  const bool good =
      LoadSourceTemplates(files, TemplatesFolder(), &templates, &diagnostics) &&
      LoadApps(files, options, &apps, &diagnostics) &&
      MakeSourcePackage(apps, options.source, templates, &package, &diagnostics) &&
      WriteSourcePackage(package, options.out, options.force, &files, &tree, &diagnostics);
  diagnostics.Sort();
  PrintFindings(diagnostics, false);
  if (!good) return std::max(StatusOf(diagnostics), static_cast<int>(kExitFindings));
  std::printf("%s\n", tree.c_str());
  return kExitOk;
}

}  // namespace

std::function<int()> AddSourceVerb(CLI::App* command) {
  const auto options = std::make_shared<SourceVerbOptions>();
  command->add_option("DIR", options->folders, "folders of definitions")->required();
  command->add_option("-o,--output", options->out, "write SOURCE-VERSION/ below this folder")
      ->required()
      ->type_name("OUT");
  AddAffixOptions(command, &options->affixes);
  command->add_flag("--force", options->force, "replace what an earlier run wrote");
  command->add_option("--source", options->source.name, "name of the source package")
      ->type_name("NAME");
  command
      ->add_option("--source-version", options->source.version,
                   "version of a source of several definitions (default: the day)")
      ->type_name("VERSION");
  command->add_option("--maintainer", options->source.maintainer, "maintainer of the source")
      ->type_name("'NAME <ADDRESS>'");
  command
      ->add_option("--distribution", options->source.distribution,
                   "distribution the changelog names")
      ->type_name("NAME")
      ->capture_default_str();
  return [options] { return Source(*options); };
}

}  // namespace container_app
