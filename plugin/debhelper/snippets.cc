// SPDX-License-Identifier: GPL-2.0-or-later
#include "debhelper/snippets.h"

#include <fmt/format.h>

#include <set>

#include "base/text.h"
#include "debhelper/messages.h"

namespace container_app {
namespace {

// lintian knows generated text by exactly these two lines.
constexpr std::string_view kBegin = "# Automatically added by ";
constexpr std::string_view kEnd = "# End automatically added section";

/// Calls `visit` with each line, its newline included.
template <class Visit>
void ForEachLine(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    visit(text.substr(0, size));
    text.remove_prefix(size);
  }
}

bool IsOwnBegin(std::string_view line) {
  return line.starts_with(fmt::format("{}{}/", kBegin, kToolName));
}

}  // namespace

bool SetScriptSection(std::string_view old_content, std::string_view script,
                      std::string_view version, std::string_view body, std::string* content,
                      std::string* error) {
  std::string section;
  if (!body.empty()) {
    section = fmt::format("{}{}/{}\n{}{}{}\n", kBegin, kToolName, version, body,
                          body.ends_with('\n') ? "" : "\n", kEnd);
  }
  bool clean = true;
  ForEachLine(body, [&](std::string_view line) {
    clean = clean && !line.starts_with(kBegin) && !line.starts_with(kEnd);
  });
  if (!clean) {
    *error = "a script block holds a line that begins or ends a section";
    return false;
  }
  content->clear();
  bool inside = false;
  bool placed = false;
  ForEachLine(old_content, [&](std::string_view line) {
    if (inside) {
      inside = !line.starts_with(kEnd);
    } else if (IsOwnBegin(line)) {
      inside = true;
      if (!placed) *content += section;
      placed = true;
    } else {
      *content += line;
      if (!line.ends_with('\n')) *content += '\n';
    }
  });
  if (inside) {
    *error = fmt::format("the section of {} has no end", kToolName);
    return false;
  }
  if (placed) return true;
  const bool at_top = script == "prerm" || script == "postrm";
  content->insert(at_top ? 0 : content->size(), section);
  return true;
}

bool MergeSubstvar(std::string_view old_content, std::string_view variable,
                   const std::vector<std::string>& items, std::string* content,
                   std::string* error) {
  std::set<std::string> all;
  for (const std::string& item : items) {
    if (item.find('\n') != std::string::npos) {
      *error = fmt::format("a line break in the substitution variable {}", variable);
      return false;
    }
    if (!item.empty()) all.insert(item);
  }
  const auto joined = [&](std::string_view old_value) {
    while (!old_value.empty()) {
      const std::size_t size = std::min(old_value.find(", "), old_value.size());
      if (size > 0) all.emplace(old_value.substr(0, size));
      old_value.remove_prefix(std::min(size + 2, old_value.size()));
    }
    return Join(std::vector<std::string>(all.begin(), all.end()), ", ");
  };
  bool present = false;
  content->clear();
  ForEachLine(old_content, [&](std::string_view line) {
    if (line.ends_with('\n')) line.remove_suffix(1);
    std::string_view rest = line;
    if (line.starts_with(variable)) {
      rest.remove_prefix(variable.size());
      const std::string_view sign = rest.starts_with("?=") ? "?=" : "=";
      if (rest.starts_with(sign)) {
        rest.remove_prefix(sign.size());
        *content += fmt::format("{}{}{}\n", variable, sign, joined(rest));
        present = true;
        return;
      }
    }
    content->append(line).append("\n");
  });
  if (!present) *content += fmt::format("{}={}\n", variable, joined(""));
  return true;
}

}  // namespace container_app
