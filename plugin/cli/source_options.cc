// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/source_options.h"

#include "cli/common.h"

namespace container_app {
namespace {

void AddAffixes(CLI::App* command, SourceChoices* choices) {
  command
      ->add_option(
          "--prefix", choices->prefixes,
          "package names start with PREFIX-, those of the DIRs after it up to the next one")
      ->allow_extra_args(false)
      ->type_name("PREFIX");
  command->add_option("--suffix", choices->suffixes, "package names end with -SUFFIX, likewise")
      ->allow_extra_args(false)
      ->type_name("SUFFIX")
      ->default_str(AffixOptions().suffix);
}

}  // namespace

void AddSourceChoices(CLI::App* command, SourceChoices* choices) {
  command->add_option("DIR", choices->folders, "folders of definitions")->required();
  AddAffixes(command, choices);
  command->add_option("--source", choices->source.name, "name of the source package")
      ->type_name("NAME");
  command
      ->add_option("--source-version", choices->source.version,
                   "version of a source of several definitions (default: the day)")
      ->type_name("VERSION");
  command->add_option("--maintainer", choices->source.maintainer, "maintainer of the source")
      ->type_name("'NAME <ADDRESS>'");
  command
      ->add_option("--distribution", choices->source.distribution,
                   "distribution the changelog names")
      ->type_name("NAME")
      ->capture_default_str();
}

void SetAffixes(const CLI::App& command, SourceChoices* choices) {
  Affixes now{"", AffixOptions().suffix};
  if (!choices->prefixes.empty()) now.prefix = choices->prefixes.front();
  if (!choices->suffixes.empty()) now.suffix = choices->suffixes.front();
  auto prefix = choices->prefixes.begin();
  auto suffix = choices->suffixes.begin();
  for (const CLI::Option* option : command.parse_order()) {  // Each as often as it was given.
    if (option == command.get_option("--prefix")) now.prefix = *prefix++;
    if (option == command.get_option("--suffix")) now.suffix = *suffix++;
    if (option == command.get_option("DIR")) choices->affixes.push_back(now);
  }
}

bool LoadApps(const FileReader& files, const SourceChoices& choices, std::vector<App>* apps,
              Diagnostics* diagnostics) {
  // A plan points into its definition, so the list must not move.
  apps->resize(choices.folders.size());
  BuildContext context;
  context.timestamp = choices.source.timestamp;
  const ErrorMark errors(*diagnostics);
  for (std::size_t i = 0; i < apps->size(); ++i) {
    context.affixes = choices.affixes[i];
    LoadApp(files, choices.folders[i], context, &(*apps)[i], diagnostics);
  }
  return errors.none();
}

}  // namespace container_app
