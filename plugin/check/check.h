// SPDX-License-Identifier: GPL-2.0-or-later
// Rules over a whole definition. What concerns one key alone is in the key tables.
#pragma once

#include <span>
#include <string_view>

#include "app/definition.h"
#include "base/diagnostics.h"
#include "policy/naming.h"

namespace container_app {

/// The version that the package gets from a changelog.
struct PackageVersion {
  std::string_view text;  ///< Empty where none is known: before the package is built.
  bool shared = false;    ///< The changelog is that of several packages.
};

/// What a rule looks at and where it reports.
struct RuleContext {
  const Definition& definition;
  const Names& names;
  const PackageVersion& version;
  Diagnostics* diagnostics;
};

/// One rule: its id is in every message it makes, names its test case and its line in the manual.
struct Rule {
  std::string_view id;
  Severity severity;
  std::string_view doc;  ///< One sentence: what is found.
  void (*check)(const Rule& rule, const RuleContext& context);
};

/// All rules, in the order they run.
std::span<const Rule> Rules();

/// A rule id that a reader (not a rule) reports, for the manual.
struct ReaderRule {
  std::string_view id;
  std::string_view doc;
  Severity severity = Severity::kError;
};
std::span<const ReaderRule> ReaderRules();

/// Runs every rule. Whether errors were found is for `diagnostics` to say.
void CheckDefinition(const Definition& definition, const Names& names, Diagnostics* diagnostics,
                     const PackageVersion& version = {});

}  // namespace container_app
