// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over relations that dpkg reads, but refuses in their field of a binary package
// (dpkg-gencontrol(1), deb-control(5)).
#include <fmt/format.h>

#include <functional>

#include "check/rules.h"
#include "deb/relation.h"

namespace container_app {
namespace {

struct RelationField {
  std::string_view name;
  std::vector<Located<std::string>> Metadata::*items;
  bool alternatives;
};
constexpr RelationField kFields[] = {
    {"depends", &Metadata::depends, true},      {"recommends", &Metadata::recommends, true},
    {"suggests", &Metadata::suggests, true},    {"provides", &Metadata::provides, false},
    {"conflicts", &Metadata::conflicts, false}, {"breaks", &Metadata::breaks, false}};

/// Calls `visit(field, text, item)` for each relation that can be read.
void ForEachRelation(const RuleContext& context,
                     const std::function<void(const RelationField&, const Located<std::string>&,
                                              const RelationItem&)>& visit) {
  const Metadata& metadata = context.definition().metadata;
  for (const RelationField& field : kFields) {
    for (const Located<std::string>& text : metadata.*field.items) {
      std::string expanded;
      std::string reason;
      RelationItem item;
      if (!ExpandAtReferences(text.value, "", "", &expanded, &reason)) continue;
      if (ParseRelationItem(expanded, &item, &reason)) visit(field, text, item);
    }
  }
}

void CheckArchitectures(const Rule& rule, const RuleContext& context) {
  const bool all = context.definition().metadata.architecture.value == "all";
  ForEachRelation(context, [&](const RelationField&, const Located<std::string>& text,
                               const RelationItem& item) {
    for (const Relation& relation : item) {
      if (!all || relation.architectures.empty()) continue;
      context.diagnostics->Report(
          text.place, rule,
          fmt::format("'{}' is for some architectures, and the package is the same on all",
                      text.value),
          fmt::format("write '{}' alone, or another 'architecture' than all", relation.name));
      return;
    }
  });
}

void CheckProfiles(const Rule& rule, const RuleContext& context) {
  ForEachRelation(context, [&](const RelationField&, const Located<std::string>& text,
                               const RelationItem& item) {
    for (const Relation& relation : item) {
      if (relation.profiles.empty() && relation.architecture_qualifier != "native") continue;
      context.diagnostics->Report(
          text.place, rule, fmt::format("'{}' is a relation of builds", text.value),
          fmt::format("write '{}' alone: a device builds nothing", relation.name));
      return;
    }
  });
}

void CheckAlternatives(const Rule& rule, const RuleContext& context) {
  ForEachRelation(context, [&](const RelationField& field, const Located<std::string>& text,
                               const RelationItem& item) {
    if (field.alternatives || item.size() < 2) return;
    context.diagnostics->Report(text.place, rule,
                                fmt::format("'{}' takes no alternatives", field.name),
                                "write each as an item of its own");
  });
}

void CheckProvided(const Rule& rule, const RuleContext& context) {
  ForEachRelation(context, [&](const RelationField& field, const Located<std::string>& text,
                               const RelationItem& item) {
    const std::string& op = item.front().op;
    if (field.name != "provides" || op.empty() || op == "=") return;
    context.diagnostics->Report(text.place, rule,
                                fmt::format("'{}' has no version of its own", text.value),
                                "write '(= VERSION)', or no version");
  });
}

constexpr CheckRule kRelationRules[] = {
    {{"relation-architecture", "A package for all architectures has no relation for some of them."},
     CheckArchitectures},
    {{"relation-build", "A relation is not one of builds (`<profile>`, `:native`)."},
     CheckProfiles},
    {{"relation-alternatives", "`provides`, `conflicts` and `breaks` have no alternatives."},
     CheckAlternatives},
    {{"relation-provided", "A version in `provides` is an exact one."}, CheckProvided},
};

}  // namespace

std::span<const CheckRule> RelationRules() { return kRelationRules; }

}  // namespace container_app
