// SPDX-License-Identifier: GPL-2.0-or-later
// What the verbs that make source packages share: the definitions, and the choices about the
// source.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "cli/command_line.h"
#include "package/source_package.h"

namespace container_app {

/// DIR…, `--prefix` and `--suffix` more than once, `--source`, `--source-version`, `--maintainer`
/// and `--distribution`.
struct SourceChoices {
  std::vector<std::string> folders;
  std::vector<std::string> prefixes;
  std::vector<std::string> suffixes;
  std::vector<Affixes> affixes;  ///< Of each folder; see SetAffixes().
  SourceOptions source;
};
void AddSourceChoices(Command command, SourceChoices* choices);

/// Once the arguments are read: the affixes of each folder, by their order. An affix holds for the
/// folders after it, up to the next of its kind. The first one holds also for those before it.
void SetAffixes(Command command, SourceChoices* choices);

/// Reads and checks every definition, so that all findings are reported at once. False after an
/// error.
bool LoadApps(const FileReader& files, const SourceChoices& choices, std::vector<App>* apps,
              Diagnostics* diagnostics);

}  // namespace container_app
