// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/architecture.h"

#include <algorithm>
#include <sstream>

#include "base/text.h"

namespace container_app {
namespace {

constexpr std::size_t kTupleParts = 4;  // abi-libc-os-cpu

/// The first two words of each line that is no comment.
std::vector<std::pair<std::string, std::string>> Rows(const std::string& table) {
  std::vector<std::pair<std::string, std::string>> rows;
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream words(line);
    std::pair<std::string, std::string> row;
    if (words >> row.first >> row.second) rows.push_back(std::move(row));
  }
  return rows;
}

/// Split at hyphens into at most four parts; the last keeps its hyphens.
std::vector<std::string> SplitTuple(std::string_view text) {
  std::vector<std::string> parts;
  while (parts.size() + 1 < kTupleParts) {
    const std::size_t hyphen = text.find('-');
    if (hyphen == std::string_view::npos) break;
    parts.emplace_back(text.substr(0, hyphen));
    text.remove_prefix(hyphen + 1);
  }
  parts.emplace_back(text);
  return parts;
}

}  // namespace

bool ArchitectureMatcher::Match(std::string_view architecture, std::string_view field,
                                bool* matches, std::string* error) {
  std::istringstream words{std::string(field)};
  *matches = false;
  for (std::string word; words >> word;) {
    if (word == architecture || (word == "any" && architecture != "all")) {
      *matches = true;
      return true;
    }
    if (word == "all" || architecture == "all") continue;
    if (!Load(error)) return false;
    if (MatchesWord(architecture, word)) {
      *matches = true;
      return true;
    }
  }
  return true;
}

bool ArchitectureMatcher::Load(std::string* error) {
  if (loaded_) return true;
  std::string cpus;
  std::string tuples;
  if (!files_.Read(folder_ + "/cputable", &cpus, error) ||
      !files_.Read(folder_ + "/tupletable", &tuples, error)) {
    return false;
  }
  const auto cpu_rows = Rows(cpus);
  for (const auto& [tuple, name] : Rows(tuples)) {
    if (tuple.find("<cpu>") == std::string::npos) {
      tuples_[name] = tuple;
      continue;
    }
    // The specific rows come first and win over what a `<cpu>` row makes.
    for (const auto& [cpu, gnu_name] : cpu_rows) {
      tuples_.emplace(ReplaceAll(name, "<cpu>", cpu), ReplaceAll(tuple, "<cpu>", cpu));
    }
  }
  loaded_ = true;
  return true;
}

std::vector<std::string> ArchitectureMatcher::Tuple(std::string_view architecture) const {
  if (architecture.starts_with("linux-")) {
    architecture.remove_prefix(6);
    architecture = architecture.substr(0, architecture.find('-'));
  }
  const auto it = tuples_.find(architecture);
  if (it == tuples_.end()) return {};
  return SplitTuple(it->second);
}

std::vector<std::string> ArchitectureMatcher::WildcardTuple(std::string_view word) const {
  std::vector<std::string> parts = SplitTuple(word);
  if (std::find(parts.begin(), parts.end(), "any") == parts.end()) return Tuple(word);
  parts.insert(parts.begin(), kTupleParts - parts.size(), "any");
  return parts;
}

bool ArchitectureMatcher::MatchesWord(std::string_view architecture, std::string_view word) const {
  const std::vector<std::string> have = Tuple(architecture);
  const std::vector<std::string> want = WildcardTuple(word);
  if (have.size() != kTupleParts || want.size() != kTupleParts) return false;
  for (std::size_t i = 0; i < kTupleParts; ++i) {
    if (want[i] != "any" && want[i] != have[i]) return false;
  }
  return true;
}

}  // namespace container_app
