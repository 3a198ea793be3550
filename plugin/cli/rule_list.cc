// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rule_list.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/table.h"
#include "check/check.h"
#include "deb/rules.h"
#include "images/rules.h"
#include "import/rules.h"
#include "package/rules.h"
#include "release/rules.h"
#include "template/rules.h"

namespace container_app {
namespace {

/// What a rule is about, for a person who looks for it.
struct ListedRule {
  std::string_view subject;
  const Rule* rule;
};

void Add(std::string_view subject, Rules rules, std::vector<ListedRule>* list) {
  for (const Rule* rule : rules) list->push_back({subject, rule});
}

/// Of all rooms, in the order of their ids.
std::vector<ListedRule> AllRules() {
  std::vector<ListedRule> list;
  Add("definition", DefinitionRules(), &list);
  Add("definition", kOpinionRules, &list);
  Add("init", kImportRules, &list);
  Add("source", kPackageRules, &list);
  Add("pin", kImageRules, &list);
  Add("release", kDebRules, &list);
  Add("release", kReleaseRules, &list);
  Add("template", kTemplateRules, &list);
  std::sort(list.begin(), list.end(),
            [](const ListedRule& a, const ListedRule& b) { return a.rule->id < b.rule->id; });
  return list;
}

}  // namespace

std::string RuleList() {
  std::vector<TableRow> rows;
  for (const auto& [subject, rule] : AllRules()) {
    const bool error = rule->severity == Severity::kError;
    rows.push_back({std::string(rule->id), error ? "error" : "warning", std::string(subject),
                    std::string(rule->says)});
  }
  std::string text;
  for (const std::string& line : TableLines(rows)) text += line + "\n";
  return text;
}

const Rule* RuleOf(std::string_view id) {
  const std::vector<ListedRule> rules = AllRules();
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const ListedRule& listed) { return listed.rule->id == id; });
  return found == rules.end() ? nullptr : found->rule;
}

}  // namespace container_app
