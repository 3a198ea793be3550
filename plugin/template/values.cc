// SPDX-License-Identifier: GPL-2.0-or-later
#include "template/values.h"

namespace container_app {

const Value* Values::Find(std::string_view name) const {
  for (const Entry& entry : entries_) {
    if (entry.first == name) return &entry.second;
  }
  return nullptr;
}

Values& Values::Put(std::string_view name, Value value) {
  for (Entry& entry : entries_) {
    if (entry.first != name) continue;
    entry.second = std::move(value);
    return *this;
  }
  entries_.emplace_back(std::string(name), std::move(value));
  return *this;
}

}  // namespace container_app
