// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/key_members.h"

#include <climits>

#include "app/forms.h"
#include "systemd/time_span.h"

namespace container_app::key_members {

void Fill(const yaml::Node& node, const Key&, std::string* text) {
  if (node.is_scalar()) *text = node.text;
}

void Fill(const yaml::Node& node, const Key&, Located<std::string>* text) {
  if (node.is_scalar()) *text = {node.text, node.place};
}

void Fill(const yaml::Node& node, const Key&, bool* flag) { *flag = node.AsBool().value_or(*flag); }

void Fill(const yaml::Node& node, const Key& key, Located<int>* count) {
  const auto value = node.AsInteger();
  const bool fits = value && *value >= key.form.minimum && *value <= key.form.maximum;
  *count = {fits ? static_cast<int>(*value) : 0, node.place};
}

void Fill(const yaml::Node& node, const Key&, std::optional<Located<int>>* number) {
  const auto value = node.AsInteger();
  if (!value || *value < INT_MIN || *value > INT_MAX) return;
  *number = Located<int>{static_cast<int>(*value), node.place};
}

void Fill(const yaml::Node& node, const Key&, std::optional<std::int64_t>* number) {
  *number = node.AsInteger();
}

void Fill(const yaml::Node& node, const Key&, LocatedTime* time) {
  std::string why;
  *time = {0, node.place};
  const bool readable = node.is_scalar() && !node.IsFloat();
  if (!readable || !ReadTimeSpan(node.text, &time->value, &why)) time->value = 0;
}

void Fill(const yaml::Node& node, const Key&, Texts* texts) {
  if (!node.is_sequence()) return;
  texts->clear();  // of the default
  for (const yaml::Node& item : node.items) {
    if (item.is_scalar()) texts->push_back({item.text, item.place});
  }
}

void Fill(const yaml::Node& node, const Key&, NamedValues* values) {
  for (const yaml::Entry& entry : node.entries) {
    if (!entry.value.is_scalar()) continue;
    values->push_back({{entry.key.text, entry.key.place}, {entry.value.text, entry.value.place}});
  }
}

std::string Words(const std::string& text) { return text; }
std::string Words(const Located<std::string>& text) { return text.value; }
std::string Words(const bool& flag) { return flag ? "true" : "false"; }

std::string Words(const Located<int>& count) {
  return count.value == 0 ? "" : std::to_string(count.value);
}

std::string Words(const LocatedTime& time) { return time.value == 0 ? "" : FormatTime(time.value); }

std::string Words(const Texts& texts) {
  std::string words;
  for (const Located<std::string>& text : texts) {
    words += (words.empty() ? "" : ", ") + text.value;
  }
  return words;
}

}  // namespace container_app::key_members
