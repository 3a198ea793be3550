// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/source_options.h"

#include "cli/common.h"

namespace container_app {
namespace {

void AddAffixes(Command command, SourceChoices* choices) {
  command
      .AddOption("--prefix", &choices->prefixes,
                 "package names start with PREFIX-, those of the DIRs after it up to the next one")
      .OneWord()
      .TypeName("PREFIX");
  command.AddOption("--suffix", &choices->suffixes, "package names end with -SUFFIX, likewise")
      .OneWord()
      .TypeName("SUFFIX")
      .ShowDefault(AffixOptions().suffix);
}

}  // namespace

void AddSourceChoices(Command command, SourceChoices* choices) {
  command.AddOption("DIR", &choices->folders, "folders of definitions").Required();
  AddAffixes(command, choices);
  command.AddOption("--source", &choices->source.name, "name of the source package")
      .TypeName("NAME");
  command
      .AddOption("--source-version", &choices->source.version,
                 "version of a source of several definitions (default: the day)")
      .TypeName("VERSION");
  command.AddOption("--maintainer", &choices->source.maintainer, "maintainer of the source")
      .TypeName("'NAME <ADDRESS>'");
  command
      .AddOption("--distribution", &choices->source.distribution,
                 "distribution the changelog names")
      .TypeName("NAME")
      .ShowDefault();
}

void SetAffixes(Command command, SourceChoices* choices) {
  Affixes now{"", AffixOptions().suffix};
  if (!choices->prefixes.empty()) now.prefix = choices->prefixes.front();
  if (!choices->suffixes.empty()) now.suffix = choices->suffixes.front();
  auto prefix = choices->prefixes.begin();
  auto suffix = choices->suffixes.begin();
  for (const std::string& name : command.Given()) {
    if (name == "--prefix") now.prefix = *prefix++;
    if (name == "--suffix") now.suffix = *suffix++;
    if (name == "DIR") choices->affixes.push_back(now);
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
