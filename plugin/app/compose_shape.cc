// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/compose_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "app/compose_rules.h"
#include "app/compose_scalar.h"
#include "app/interpolation.h"

namespace container_app {
namespace {

using compose_forms::Subject;

const Rule& RuleOf(ComposeTextKind kind) {
  switch (kind) {
    case ComposeTextKind::kDuration:
      return kComposeDuration;
    case ComposeTextKind::kPort:
      return kComposePort;
    case ComposeTextKind::kMount:
      return kComposeVolume;
    default:
      return kComposeValue;
  }
}

class ShapeCheck {
 public:
  ShapeCheck(std::vector<ComposeTypedText>* typed, Diagnostics* diagnostics)
      : typed_(typed), diagnostics_(diagnostics) {}

  void Check(const yaml::Node& node, const Subject& subject, const ComposeShape& shape) {
    if (!(TypeOf(node) & shape.types)) {
      return compose_forms::RefuseType(node, subject, shape.wanted, diagnostics_);
    }
    if (node.is_mapping()) return CheckMapping(node, subject, shape);
    if (node.is_sequence()) return CheckList(node, subject, shape);
    CheckScalar(node, subject, shape);
  }

 private:
  /// Neither .inf nor .nan.
  static bool IsFinite(const yaml::Node& node) {
    return node.text.find_first_of("nN") == std::string::npos;
  }

  static unsigned TypeOf(const yaml::Node& node) {
    if (node.is_mapping()) return ComposeShape::kMapping;
    if (node.is_sequence()) return ComposeShape::kList;
    switch (ReadComposeScalar(node).type) {
      case ComposeScalar::Type::kNull:
        return ComposeShape::kNull;
      case ComposeScalar::Type::kBool:
        return ComposeShape::kBoolean;
      case ComposeScalar::Type::kInteger:
        return ComposeShape::kInteger;
      case ComposeScalar::Type::kFloat:
        return IsFinite(node) ? unsigned{ComposeShape::kDecimal} : 0;
      case ComposeScalar::Type::kString:
        return ComposeShape::kText;
      case ComposeScalar::Type::kTimestamp:
        return ComposeShape::kDate;
    }
    return 0;
  }

  void CheckMapping(const yaml::Node& node, const Subject& subject, const ComposeShape& shape) {
    const std::string owner = subject.Name();
    if (!shape.others) CheckKeys(node, owner, shape);
    for (const yaml::Entry& entry : node.entries) {
      const std::string_view key = entry.key.text;
      const auto member = std::find_if(shape.members.begin(), shape.members.end(),
                                       [&](const ComposeMember& one) { return one.key == key; });
      const ComposeShape* below = member == shape.members.end() ? shape.others : member->shape;
      if (below) Check(entry.value, {key, owner}, *below);
    }
    for (const ComposeMember& member : shape.members) {
      if (!member.required || node.Find(member.key)) continue;
      diagnostics_->Report(node.place, kComposeKeyMissing,
                           fmt::format("{} has no '{}'", owner, member.key),
                           fmt::format("add '{}:'", member.key));
    }
  }

  void CheckKeys(const yaml::Node& node, const std::string& owner, const ComposeShape& shape) {
    std::vector<std::string_view> known;
    for (const ComposeMember& member : shape.members) known.push_back(member.key);
    compose_forms::CheckKeys(node, known, owner, diagnostics_);
    if (!shape.closed) return;
    for (const yaml::Entry& entry : node.entries) {
      if (!entry.key.text.starts_with("x-")) continue;
      diagnostics_->Report(entry.key.place, kComposeUnknownKey,
                           fmt::format("'{}' is not a key of {}", entry.key.text, owner),
                           "remove it");
    }
  }

  void CheckList(const yaml::Node& node, const Subject& subject, const ComposeShape& shape) {
    const std::string owner = subject.Name();
    std::set<std::string_view> seen;
    for (const yaml::Node& item : node.items) {
      if (shape.items) Check(item, {"an item", owner}, *shape.items);
      if (!shape.unique || !item.is_scalar() || seen.insert(item.text).second) continue;
      diagnostics_->Report(item.place, kComposeItemTwice,
                           fmt::format("'{}' is twice in {}", item.text, owner), "remove one");
    }
  }

  void CheckScalar(const yaml::Node& node, const Subject& subject, const ComposeShape& shape) {
    const ComposeScalar scalar = ReadComposeScalar(node);
    if (scalar.is_string() && HoldsVariable(node.text)) {
      if (shape.text.kind == ComposeTextKind::kAny) return;
      typed_->push_back({{node.text, node.place}, subject.Name(), shape.text});
      return;
    }
    ComposeTextForm form = shape.text;
    if (scalar.type == ComposeScalar::Type::kInteger) {
      form.kind = ComposeTextKind::kInteger;  // for its range
    } else if (!scalar.is_string()) {
      return;
    }
    std::string fix;
    const std::string reason = RefusedComposeText(form, scalar.text, &fix);
    if (reason.empty()) return;
    diagnostics_->Report(node.place, RuleOf(shape.text.kind),
                         fmt::format("{} is '{}', {}", subject.Name(), node.text, reason), fix);
  }

  std::vector<ComposeTypedText>* typed_;
  Diagnostics* diagnostics_;
};

}  // namespace

bool CheckComposeShape(const yaml::Node& node, const Subject& subject, const ComposeShape& shape,
                       std::vector<ComposeTypedText>* typed, Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  ShapeCheck(typed, diagnostics).Check(node, subject, shape);
  return errors.none();
}

}  // namespace container_app
