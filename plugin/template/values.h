// SPDX-License-Identifier: GPL-2.0-or-later
// What a template is filled with.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace container_app {

/// Text that is already in the template's own language because a renderer wrote it. The only kind
/// of value `{{{name}}}` takes. Never wrap text of a definition in it: that is what escaping is
/// for.
class Rendered {
 public:
  Rendered() = default;
  explicit Rendered(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

class Values;

/// `{{name}}` takes strings, integers and booleans (`true`, `false`); `{{#name}}` takes booleans,
/// strings and Rendered (shown unless empty) and lists (shown once an item).
using Value = std::variant<std::string, std::int64_t, bool, Rendered, std::vector<Values>>;

/// Names and values in the order they were set. Small: lookup is linear.
class Values {
 public:
  using Entry = std::pair<std::string, Value>;

  Values& Set(std::string_view name, std::string value) { return Put(name, std::move(value)); }
  Values& Set(std::string_view name, std::string_view value) {
    return Put(name, std::string(value));
  }
  Values& Set(std::string_view name, const char* value) { return Put(name, std::string(value)); }
  Values& Set(std::string_view name, std::same_as<bool> auto value) { return Put(name, value); }
  template <std::integral Integer>
  requires(!std::same_as<Integer, bool>) Values& Set(std::string_view name, Integer value) {
    return Put(name, static_cast<std::int64_t>(value));
  }
  Values& Set(std::string_view name, Rendered value) { return Put(name, std::move(value)); }
  Values& Set(std::string_view name, std::vector<Values> list) {
    return Put(name, std::move(list));
  }

  const Value* Find(std::string_view name) const;
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  /// The last value set for a name is the one that counts.
  Values& Put(std::string_view name, Value value);

  std::vector<Entry> entries_;
};

}  // namespace container_app
