// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/compose_forms.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/compose_rules.h"
#include "app/compose_scalar.h"
#include "app/compose_text_kind.h"
#include "app/interpolation.h"
#include "base/text.h"

namespace container_app::compose_forms {
namespace {

constexpr std::string_view kQuotes = "put quotes around it";

void AddPair(Pair pair, std::vector<Pair>* pairs) {
  const auto same = std::find_if(pairs->begin(), pairs->end(), [&](const Pair& other) {
    return other.name.value == pair.name.value;
  });
  if (same == pairs->end()) {
    pairs->push_back(std::move(pair));
  } else {
    *same = std::move(pair);
  }
}

void RefuseName(const Place& place, const Subject& subject, Diagnostics* diagnostics) {
  diagnostics->Report(place, kComposeEmptyName,
                      fmt::format("{} has an entry without a name", subject.Name()),
                      "write it as NAME=value");
}

std::string_view ComposeTypeName(const yaml::Node& node) {
  if (!node.is_scalar()) return node.TypeName();
  switch (ReadComposeScalar(node).type) {
    case ComposeScalar::Type::kInteger:
      return "an integer";
    case ComposeScalar::Type::kFloat:
      return "a decimal number";
    case ComposeScalar::Type::kTimestamp:
      return "a date";
    default:
      return node.TypeName();
  }
}

}  // namespace

std::string Subject::Name() const {
  return owner.empty() ? fmt::format("'{}'", key) : fmt::format("'{}' of {}", key, owner);
}

std::string WithDefaults(const std::string& text) {
  std::string result;
  std::string error;
  const auto unset = [](std::string_view) { return std::optional<std::string>(); };
  return Interpolate(text, unset, &result, &error) ? result : std::string();
}

void RefuseType(const yaml::Node& node, const Subject& subject, std::string_view wanted,
                Diagnostics* diagnostics) {
  std::string fix;
  if (node.IsNull()) {
    fix = "give it a value or remove the key";
  } else if (wanted == "a string" && node.is_scalar()) {
    fix = fmt::format("{}: \"{}\"", kQuotes, node.text);
  } else if (wanted.starts_with("a list") && node.is_scalar()) {
    fix = fmt::format("write it as a list: ['{}']", node.text);
  } else {
    fix = fmt::format("write {}", wanted);
  }
  diagnostics->Report(
      node.place, kComposeType,
      fmt::format("{} is {}, but Compose takes {}", subject.Name(), ComposeTypeName(node), wanted),
      std::move(fix));
}

void CheckKeys(const yaml::Node& mapping, std::span<const std::string_view> known,
               std::string_view owner, Diagnostics* diagnostics) {
  for (const yaml::Entry& entry : mapping.entries) {
    const std::string_view key = entry.key.text;
    if (key.starts_with("x-") || std::find(known.begin(), known.end(), key) != known.end()) {
      continue;
    }
    const std::string nearest = DidYouMean(key, known);
    diagnostics->Report(entry.key.place, kComposeUnknownKey,
                        fmt::format("'{}' is not a key of {}", key, owner),
                        nearest.empty() ? "remove it; keys of your own begin with 'x-'" : nearest);
  }
}

bool IsMapping(const yaml::Node& node, const Subject& subject, Diagnostics* diagnostics) {
  if (node.is_mapping()) return true;
  RefuseType(node, subject, "a mapping", diagnostics);
  return false;
}

bool ReadText(const yaml::Node& node, const Subject& subject, Located<std::string>* text,
              Diagnostics* diagnostics) {
  if (!node.is_scalar() || !ReadComposeScalar(node).is_string()) {
    RefuseType(node, subject, "a string", diagnostics);
    return false;
  }
  *text = {node.text, node.place};
  return true;
}

bool ReadTextOf(const yaml::Node& mapping, const Subject& subject, Located<std::string>* text,
                Diagnostics* diagnostics) {
  const yaml::Node* node = mapping.Find(subject.key);
  return !node || ReadText(*node, subject, text, diagnostics);
}

bool ReadFlag(const yaml::Node& node, const Subject& subject, std::optional<Located<bool>>* flag,
              Diagnostics* diagnostics) {
  std::optional<bool> value = node.AsBool();
  if (!value && node.is_scalar() && ReadComposeScalar(node).is_string()) {
    value = ReadComposeBoolean(WithDefaults(node.text));
    // The variable may be set to a boolean where the app runs.
    if (!value && HoldsVariable(node.text)) return true;
  }
  if (!value) {
    RefuseType(node, subject, "true or false", diagnostics);
    return false;
  }
  *flag = Located<bool>{*value, node.place};
  return true;
}

void ReadTexts(const yaml::Node& node, const Subject& subject,
               std::vector<Located<std::string>>* texts, Diagnostics* diagnostics) {
  if (!node.is_sequence()) return RefuseType(node, subject, "a list of strings", diagnostics);
  const std::string owner = subject.Name();
  for (const yaml::Node& item : node.items) {
    Located<std::string> text;
    if (ReadText(item, {"an item", owner}, &text, diagnostics)) texts->push_back(std::move(text));
  }
}

void ReadTextOrTexts(const yaml::Node& node, const Subject& subject,
                     std::vector<Located<std::string>>* texts, Diagnostics* diagnostics) {
  if (!node.is_scalar()) return ReadTexts(node, subject, texts, diagnostics);
  Located<std::string> text;
  if (ReadText(node, subject, &text, diagnostics)) texts->push_back(std::move(text));
}

bool ReadAsText(const yaml::Node& node, const Subject& subject, Located<std::string>* text,
                Diagnostics* diagnostics) {
  if (!node.is_scalar()) {
    RefuseType(node, subject, "a string, a number, a boolean or nothing", diagnostics);
    return false;
  }
  ComposeScalar scalar = ReadComposeScalar(node);
  const bool infinite = scalar.type == ComposeScalar::Type::kFloat &&
                        scalar.text.find_first_of("nN") != std::string::npos;  // .inf and .nan
  if (infinite) {
    RefuseType(node, subject, "a string", diagnostics);
    return false;
  }
  const bool date = scalar.type == ComposeScalar::Type::kTimestamp;
  const bool number =
      scalar.type == ComposeScalar::Type::kInteger || scalar.type == ComposeScalar::Type::kFloat;
  if ((number || date) && scalar.text != node.text) {
    diagnostics->Report(node.place, kComposeNumberChanged,
                        fmt::format("Compose makes {} of the {} {} here", scalar.text,
                                    date ? "date" : "number", node.text),
                        fmt::format("{} if you mean the text: \"{}\"", kQuotes, node.text));
  }
  *text = {std::move(scalar.text), node.place};
  return true;
}

void ReadPairs(const yaml::Node& node, const Subject& subject, std::vector<Pair>* pairs,
               Diagnostics* diagnostics) {
  const std::string owner = subject.Name();
  if (node.is_mapping()) {
    for (const yaml::Entry& entry : node.entries) {
      Pair pair{{entry.key.text, entry.key.place}, std::nullopt};
      if (entry.key.text.empty()) {
        RefuseName(entry.key.place, subject, diagnostics);
        continue;
      }
      if (!entry.value.IsNull()) {
        pair.value.emplace();
        const Subject value{entry.key.text, owner};
        if (!ReadAsText(entry.value, value, &*pair.value, diagnostics)) continue;
      }
      pairs->push_back(std::move(pair));
    }
    return;
  }
  if (!node.is_sequence()) return RefuseType(node, subject, "a mapping or a list", diagnostics);
  std::vector<Located<std::string>> items;
  ReadTexts(node, subject, &items, diagnostics);
  for (const Located<std::string>& item : items) {
    const std::size_t equals = item.value.find('=');
    Pair pair{{item.value.substr(0, equals), item.place}, std::nullopt};
    if (pair.name.value.empty()) {
      RefuseName(item.place, subject, diagnostics);
      continue;
    }
    if (equals != std::string::npos) {
      pair.value = Located<std::string>{item.value.substr(equals + 1), item.place};
    }
    AddPair(std::move(pair), pairs);
  }
}

}  // namespace container_app::compose_forms
