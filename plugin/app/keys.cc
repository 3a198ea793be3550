// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/keys.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/forms.h"
#include "app/image_lock.h"
#include "app/key_rules.h"
#include "base/text.h"

namespace container_app {
namespace {

std::string Path(const KeyTable& table, std::string_view name) {
  return table.path.empty() ? std::string(name) : fmt::format("{} -> {}", table.path, name);
}

/// The fix of a finding: what the key takes and means.
std::string Meaning(const Key& key) {
  std::string_view doc = key.doc;
  if (doc.ends_with('.')) doc.remove_suffix(1);
  return fmt::format("it is {}: {}", TypeWords(key.value.type).in_message, doc);
}

/// Long values are cut in messages: the source line shows the rest.
std::string Shown(std::string_view text) {
  constexpr std::size_t kMost = 40;
  return fmt::format("{}{}", text.substr(0, kMost), text.size() <= kMost ? "" : "…");
}

class Reader {
 public:
  Reader(const KeyTable& table, void* object, Diagnostics* diagnostics)
      : table_(table), object_(object), diagnostics_(diagnostics) {}

  void Read(const yaml::Entry& entry) {
    const auto key = std::find_if(table_.keys.begin(), table_.keys.end(),
                                  [&](const Key& k) { return k.name == entry.key.text; });
    if (key == table_.keys.end()) return CheckUnknown(entry.key);
    if (entry.value.IsNull()) return;  // as if the key was not there
    if (object_ && key->value.fill) key->value.fill(entry.value, *key, object_);
    CheckValue(*key, entry.value);
  }

  void CheckMissing(const yaml::Node& node) {
    for (const Key& key : table_.keys) {
      const yaml::Node* value = node.Find(key.name);
      if (!key.required || (value && (!value->IsNull() || key.value.type == KeyType::kScalar)))
        continue;
      diagnostics_->Report(value ? value->place : node.place, kKeyMissing,
                           fmt::format("'{}' is missing", Path(table_, key.name)), Meaning(key));
    }
  }

 private:
  void CheckUnknown(const yaml::Node& key) {
    if (table_.others == OtherKeys::kAllowed) return;
    std::vector<std::string_view> names;
    for (const Key& known : table_.keys) names.push_back(known.name);
    std::string fix = DidYouMean(key.text, names);
    if (table_.path.empty() && key.text == "package_name") {
      fix = "the name of the package is computed from app_id, prefix and suffix; remove the key";
    }
    if (fix.empty()) fix = fmt::format("known here: {}", fmt::join(names, ", "));
    std::string what = fmt::format("unknown key '{}'", Path(table_, Shown(key.text)));
    if (table_.others == OtherKeys::kReported) {
      diagnostics_->Report(key.place, kConfigKeyUnknown, std::move(what), std::move(fix));
    } else {
      diagnostics_->Report(key.place, kKeyUnknown, std::move(what), std::move(fix));
    }
  }

  void WrongType(const Key& key, const yaml::Node& node, std::string fix = "") {
    diagnostics_->Report(node.place, kKeyType,
                         fmt::format("'{}' has to be {}, not {}", Path(table_, key.name),
                                     TypeWords(key.value.type).in_message, node.TypeName()),
                         fix.empty() ? Meaning(key) : std::move(fix));
  }

  void CheckValue(const Key& key, const yaml::Node& node) {
    switch (key.value.type) {
      case KeyType::kString:
        CheckString(key, node);
        return;
      case KeyType::kInteger:
        CheckInteger(key, node);
        return;
      case KeyType::kBoolean:
        if (!node.AsBool()) WrongType(key, node, "write true or false, without quotes");
        return;
      case KeyType::kTimeSpan:
        CheckTimeSpan(key, node);
        return;
      case KeyType::kScalar:
        if (!node.is_scalar()) return WrongType(key, node);
        CheckControls(key, node);
        return;
      case KeyType::kStringList:
        if (!node.is_sequence()) return WrongType(key, node, ListHint(node));
        for (const yaml::Node& item : node.items) CheckString(key, item);
        return;
      case KeyType::kStringMap:
        if (!node.is_mapping()) return WrongType(key, node);
        for (const yaml::Entry& entry : node.entries) CheckMapEntry(key, entry);
        return;
      case KeyType::kMapping:
        ReadMapping(key, node);
        return;
      case KeyType::kMappingList:
        if (!node.is_sequence()) return WrongType(key, node, ListHint(node));
        for (const yaml::Node& item : node.items) ReadMapping(key, item);
        return;
    }
  }

  void ReadMapping(const Key& key, const yaml::Node& node) {
    void* object = object_ && key.value.open ? key.value.open(node, object_) : nullptr;
    ReadKeys(node, *key.value.mapping, object, diagnostics_);
  }

  static std::string ListHint(const yaml::Node& node) {
    return node.is_scalar() ? "write it as an item: a line of its own that starts with '- '" : "";
  }

  void CheckString(const Key& key, const yaml::Node& node) {
    if (!node.IsString()) {
      WrongType(key, node,
                node.is_scalar() && !node.text.empty()
                    ? fmt::format("put it in quotes: \"{}\"", Shown(node.text))
                    : "");
      return;
    }
    if (CheckControls(key, node)) CheckForm(key, node);
  }

  void CheckMapEntry(const Key& key, const yaml::Entry& entry) {
    if (key.form.accepts && !key.form.accepts(entry.key.text)) {
      diagnostics_->Report(entry.key.place, key.form.rule,
                           fmt::format("'{}' in '{}' is not {}", Shown(entry.key.text),
                                       Path(table_, key.name), key.form.words),
                           "rename it");
    }
    if (!entry.value.IsString()) {
      diagnostics_->Report(
          entry.value.place, kKeyType,
          fmt::format("'{}' has to be a string, not {}",
                      Path(table_, fmt::format("{} -> {}", key.name, entry.key.text)),
                      entry.value.TypeName()),
          entry.value.is_scalar() ? fmt::format("put it in quotes: \"{}\"", Shown(entry.value.text))
                                  : Meaning(key));
      return;
    }
    if (!CheckControls(key, entry.value) || key.form.values.empty()) return;
    if (std::find(key.form.values.begin(), key.form.values.end(), entry.value.text) ==
        key.form.values.end()) {
      NotAChoice(key, entry.value);
    }
  }

  bool CheckControls(const Key& key, const yaml::Node& node) {
    if (!HasControl(node.text, key.many_lines)) return true;
    return diagnostics_->Report(
        node.place, kKeyControlCharacter,
        fmt::format("'{}' contains a control character or a line break", Path(table_, key.name)),
        "write it on one line");
  }

  void CheckForm(const Key& key, const yaml::Node& node) {
    if (!key.form.values.empty() && std::find(key.form.values.begin(), key.form.values.end(),
                                              node.text) == key.form.values.end()) {
      NotAChoice(key, node);
    } else if (key.form.accepts && !key.form.accepts(node.text)) {
      diagnostics_->Report(node.place, key.form.rule,
                           fmt::format("'{}' is '{}'", Path(table_, key.name), Shown(node.text)),
                           fmt::format("it has to be {}", key.form.words));
    }
  }

  void NotAChoice(const Key& key, const yaml::Node& node) {
    std::string fix = DidYouMean(node.text, key.form.values);
    if (key.form.values.size() <= 12 || fix.empty()) {
      fix = fmt::format("it has to be one of {}", fmt::join(key.form.values, ", "));
    }
    diagnostics_->Report(node.place, key.form.rule,
                         fmt::format("'{}' is '{}'", Path(table_, key.name), Shown(node.text)),
                         std::move(fix));
  }

  void CheckInteger(const Key& key, const yaml::Node& node) {
    const auto value = node.AsInteger();
    if (!value) {
      return WrongType(key, node, node.is_scalar() && !node.plain ? "remove the quotes" : "");
    }
    if (*value >= key.form.minimum && *value <= key.form.maximum) return;
    const std::string range =
        key.form.maximum == INT64_MAX
            ? fmt::format("at least {}", key.form.minimum)
            : fmt::format("from {} to {}", key.form.minimum, key.form.maximum);
    diagnostics_->Report(node.place, key.form.rule,
                         fmt::format("'{}' is {}", Path(table_, key.name), *value),
                         fmt::format("it has to be {}", range));
  }

  void CheckTimeSpan(const Key& key, const yaml::Node& node) {
    // Tools that rewrite YAML change the digits of a float: 1e3, 0.10.
    if (node.IsFloat()) return WrongType(key, node, "write whole numbers with units: 1s 500ms");
    if (!node.IsString() && !node.AsInteger()) return WrongType(key, node);
    if (!CheckControls(key, node)) return;
    std::int64_t microseconds = 0;
    std::string why;
    if (ReadTimeSpan(node.text, &microseconds, &why)) return;
    diagnostics_->Report(
        node.place, key.form.rule,
        fmt::format("'{}' is '{}': {}", Path(table_, key.name), Shown(node.text), why),
        fmt::format("it has to be {}", key.form.words));
  }

  const KeyTable& table_;
  void* object_;
  Diagnostics* diagnostics_;
};

void AddRules(const KeyTable& table, std::vector<const Rule*>* rules) {
  for (const Key& key : table.keys) {
    const std::string_view id = key.form.rule.id;
    const bool known =
        std::any_of(rules->begin(), rules->end(), [&](const Rule* rule) { return rule->id == id; });
    if (!id.empty() && !known) rules->push_back(&key.form.rule);
    if (key.value.mapping) AddRules(*key.value.mapping, rules);
  }
}

}  // namespace

KeyTypeWords TypeWords(KeyType type) {
  switch (type) {
    case KeyType::kString:
      return {"string", "a string"};
    case KeyType::kInteger:
      return {"integer", "an integer"};
    case KeyType::kBoolean:
      return {"boolean", "true or false"};
    case KeyType::kTimeSpan:
      return {"time span", "a time span"};
    case KeyType::kScalar:
      return {"scalar", "a single value"};
    case KeyType::kStringList:
      return {"list of strings", "a list of strings"};
    case KeyType::kStringMap:
      return {"mapping of strings", "a mapping from names to strings"};
    case KeyType::kMapping:
      return {"mapping", "a mapping"};
    case KeyType::kMappingList:
      return {"list of mappings", "a list of mappings"};
  }
  return {};
}

bool ReadKeys(const yaml::Node& node, const KeyTable& table, void* object,
              Diagnostics* diagnostics) {
  if (!node.is_mapping()) {
    return diagnostics->Report(
        node.place, kKeyType,
        table.path.empty()
            ? fmt::format("the file has to be a mapping of keys to values, not {}", node.TypeName())
            : fmt::format("'{}' has to be a mapping, not {}", table.path, node.TypeName()),
        fmt::format("write its keys on lines of their own, such as '{}:'",
                    table.keys.front().name));
  }
  const ErrorMark errors(*diagnostics);
  Reader reader(table, object, diagnostics);
  for (const yaml::Entry& entry : node.entries) reader.Read(entry);
  reader.CheckMissing(node);
  return errors.none();
}

std::string DefaultOf(const Key& key) {
  if (key.required) return "";
  std::string initial = key.value.initial ? key.value.initial() : "";
  if (key.fallback.empty()) return initial;
  std::string words(key.fallback);
  const std::size_t at = words.find("{}");
  if (at != std::string::npos && !initial.empty()) words.replace(at, 2, initial);
  return words;
}

std::vector<const Rule*> KeyRules() {
  std::vector<const Rule*> rules(std::begin(kGeneralKeyRules), std::end(kGeneralKeyRules));
  AddRules(kMetadataKeys, &rules);
  AddRules(kConfigKeys, &rules);
  AddRules(kImageLockKeys, &rules);
  return rules;
}

}  // namespace container_app
