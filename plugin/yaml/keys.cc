// SPDX-License-Identifier: GPL-2.0-or-later
#include "yaml/keys.h"

#include <fmt/format.h>

#include <unordered_map>

#include "yaml/rules.h"

namespace container_app::yaml {
namespace {

/// Up to this number of keys, comparing each pair is faster than a table.
constexpr std::size_t kSmall = 24;

/// The most that are reported: a broken file could give a finding for each key.
constexpr std::size_t kMostUnknownKeys = 20;

void Report(const Entry& entry, const Entry& first, Diagnostics* diagnostics) {
  diagnostics->Report(entry.key.place, kYamlDuplicateKey,
                      fmt::format("the key '{}' stands here again after line {}", entry.key.text,
                                  first.key.place.line),
                      "remove one of the two, or join their values");
}

void CompareTable(const Node& mapping, Diagnostics* diagnostics) {
  std::unordered_map<std::string_view, const Entry*> seen;
  std::size_t findings = 0;
  for (const Entry& entry : mapping.entries) {
    const auto [first, is_new] = seen.emplace(entry.key.text, &entry);
    if (is_new || !entry.key.is_scalar()) continue;
    Report(entry, *first->second, diagnostics);
    if (++findings == kMostUnknownKeys) return;
  }
}

}  // namespace

void ReportDuplicateKeys(const Node& mapping, Diagnostics* diagnostics) {
  if (mapping.entries.size() > kSmall) return CompareTable(mapping, diagnostics);
  for (std::size_t i = 1; i < mapping.entries.size(); ++i) {
    const Entry& entry = mapping.entries[i];
    if (!entry.key.is_scalar()) continue;
    for (std::size_t j = 0; j < i; ++j) {
      if (!mapping.entries[j].key.is_scalar() || entry.key.text != mapping.entries[j].key.text) {
        continue;
      }
      Report(entry, mapping.entries[j], diagnostics);
      break;
    }
  }
}

}  // namespace container_app::yaml
