// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `source`.
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
  std::vector<std::string> prefixes;
  std::vector<std::string> suffixes;
  std::vector<Affixes> affixes;  ///< Of each folder.
  std::string out;
  SourceOptions source;
  bool force = false;
};

/// The affixes of each folder, by the order of the arguments: an affix holds for the folders after
/// it, up to the next affix of its kind. The first one holds also for the folders before it.
std::vector<Affixes> AffixesInOrder(const CLI::App& command, const SourceVerbOptions& options) {
  Affixes now{"", AffixOptions().suffix};
  if (!options.prefixes.empty()) now.prefix = options.prefixes.front();
  if (!options.suffixes.empty()) now.suffix = options.suffixes.front();
  auto prefix = options.prefixes.begin();
  auto suffix = options.suffixes.begin();
  std::vector<Affixes> affixes;
  for (const CLI::Option* option : command.parse_order()) {  // Each as often as it was given.
    if (option == command.get_option("--prefix")) now.prefix = *prefix++;
    if (option == command.get_option("--suffix")) now.suffix = *suffix++;
    if (option == command.get_option("DIR")) affixes.push_back(now);
  }
  return affixes;
}

/// Reads and checks every definition, so that all findings are reported at once.
bool LoadApps(const FileReader& files, const SourceVerbOptions& options, std::vector<App>* apps,
              Diagnostics* diagnostics) {
  // A plan points into its definition, so the list must not move.
  apps->resize(options.folders.size());
  BuildContext context;
  context.timestamp = options.source.timestamp;
  const ErrorMark errors(*diagnostics);
  for (std::size_t i = 0; i < apps->size(); ++i) {
    context.affixes = options.affixes[i];
    LoadApp(files, options.folders[i], context, &(*apps)[i], diagnostics);
  }
  return errors.none();
}

int Source(SourceVerbOptions options) {
  DiskFileSystem files;
  Diagnostics diagnostics;
  TemplateSet templates;
  std::vector<App> apps;
  SourcePackage package;
  std::string tree;
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

void AddAffixes(CLI::App* command, SourceVerbOptions* options) {
  command
      ->add_option(
          "--prefix", options->prefixes,
          "package names start with PREFIX-, those of the DIRs after it up to the next one")
      ->allow_extra_args(false)
      ->type_name("PREFIX");
  command->add_option("--suffix", options->suffixes, "package names end with -SUFFIX, likewise")
      ->allow_extra_args(false)
      ->type_name("SUFFIX")
      ->default_str(AffixOptions().suffix);
}

}  // namespace

std::function<int()> AddSourceVerb(CLI::App* command) {
  const auto options = std::make_shared<SourceVerbOptions>();
  command->add_option("DIR", options->folders, "folders of definitions")->required();
  command->add_option("-o,--output", options->out, "write SOURCE-VERSION/ below this folder")
      ->required()
      ->type_name("OUT");
  AddAffixes(command, options.get());
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
  return [options, command] {
    options->affixes = AffixesInOrder(*command, *options);
    return Source(*options);
  };
}

}  // namespace container_app
