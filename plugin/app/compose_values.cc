// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/compose_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/compose_forms.h"
#include "app/compose_rules.h"
#include "app/compose_scalar.h"
#include "app/compose_texts.h"
#include "base/text.h"

namespace container_app {
namespace {

using compose_forms::RefuseType;
using compose_forms::Subject;

using ServiceForm = ServiceKey::Form;

/// The text as it is when no variable is set; nothing when it is empty then.
std::optional<std::string> KnownText(const yaml::Node& node) {
  std::string known = compose_forms::WithDefaults(node.text);
  if (known.empty() && HoldsVariable(node.text)) return std::nullopt;
  return known;
}

void RefuseValue(const yaml::Node& node, const Subject& subject, std::string_view reason,
                 std::string fix, Diagnostics* diagnostics) {
  if (HoldsVariable(node.text)) return;  // which may have a value where the app runs
  diagnostics->Report(node.place, kComposeValue,
                      fmt::format("{} is '{}', {}", subject.Name(), node.text, reason),
                      std::move(fix));
}

void ReadCommand(const yaml::Node& node, const Subject& subject,
                 std::vector<Located<std::string>>* words, Diagnostics* diagnostics) {
  if (node.IsNull()) return;
  compose_forms::ReadTextOrTexts(node, subject, words, diagnostics);
  if (!node.is_scalar() || words->empty()) return;
  const std::optional<std::string> text = KnownText(node);
  std::size_t end = 0;
  if (!text) return;
  if (!SplitComposeCommand(*text, &end)) {
    return RefuseValue(node, subject, "where quotes or parentheses are not in pairs",
                       "write it as a list: ['program', 'argument']", diagnostics);
  }
  if (end == text->size()) return;
  diagnostics->Report(node.place, kComposeCommandCut,
                      fmt::format("Compose runs no shell and reads {} only up to '{}'",
                                  subject.Name(), text->substr(end, 1)),
                      "write it as a list: ['sh', '-c', '…'] for a shell");
}

}  // namespace

void ReadComposeValue(const yaml::Node& node, std::string_view owner, const ServiceKey& key,
                      ComposeService* service, Diagnostics* diagnostics) {
  const Subject subject{key.key, owner};
  // Of a key without member.
  Located<std::string> text;
  std::vector<Located<std::string>> checked;
  std::optional<Located<bool>> flag;
  std::vector<compose_forms::Pair> pairs;
  auto* const texts = key.texts ? &(service->*key.texts) : &checked;
  switch (key.form) {
    case ServiceForm::kShape:
      CheckComposeShape(node, subject, *key.shape, &service->typed_texts, diagnostics);
      return;
    case ServiceForm::kOwn:
      return key.read(node, owner, service, diagnostics);
    case ServiceForm::kText:
      compose_forms::ReadText(node, subject, key.text ? &(service->*key.text) : &text, diagnostics);
      return;
    case ServiceForm::kFlag:
      if (HoldsVariable(node.text)) {
        service->typed_texts.push_back(
            {{node.text, node.place}, subject.Name(), {.kind = ComposeTextKind::kBoolean}});
      }
      compose_forms::ReadFlag(node, subject, key.flag ? &(service->*key.flag) : &flag, diagnostics);
      return;
    case ServiceForm::kTexts:
      return compose_forms::ReadTexts(node, subject, texts, diagnostics);
    case ServiceForm::kTextOrTexts:
      return compose_forms::ReadTextOrTexts(node, subject, texts, diagnostics);
    case ServiceForm::kPairs:
      return compose_forms::ReadPairs(node, subject, &pairs, diagnostics);
    case ServiceForm::kCommand:
      return ReadCommand(node, subject, texts, diagnostics);
  }
}

}  // namespace container_app
