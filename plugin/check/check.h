// SPDX-License-Identifier: GPL-2.0-or-later
// Rules over a whole definition. What concerns one key alone is in the key tables.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "app/definition.h"
#include "base/diagnostics.h"
#include "policy/plan.h"

namespace container_app {

/// The version that the package gets from a changelog.
struct PackageVersion {
  std::string_view text;  ///< Empty where none is known: before the package is built.
  bool shared = false;    ///< The changelog is that of several packages.
};

/// What a rule looks at and where it reports.
struct RuleContext {
  const Plan& plan;
  const PackageVersion& version;
  Diagnostics* diagnostics;

  const Definition& definition() const { return plan.definition(); }
};

/// A rule over a whole definition, and the function that looks for what breaks it.
struct CheckRule : Rule {
  void (*check)(const Rule& rule, const RuleContext& context);
};

/// All of them, in the order they run.
std::span<const CheckRule> CheckRules();

/// All that can be found in a definition: by the readers, then by the rules above.
std::vector<const Rule*> DefinitionRules();

/// Runs every rule. Whether errors were found is for `diagnostics` to say.
void CheckDefinition(const Plan& plan, Diagnostics* diagnostics,
                     const PackageVersion& version = {});

}  // namespace container_app
