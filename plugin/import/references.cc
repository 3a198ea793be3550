// SPDX-License-Identifier: GPL-2.0-or-later
#include "import/references.h"

#include <algorithm>

#include "app/interpolation.h"
#include "base/text.h"

namespace container_app {
namespace {

Reference ReadReference(std::string_view text) {
  std::vector<VariableUse> uses;
  std::string error;
  Reference reference;
  reference.text = text;
  if (!FindVariables(text, {}, &uses, &error) || uses.empty()) return reference;
  const VariableUse& use = uses.front();
  constexpr std::string_view kOperations[] = {"", "-", "?", "+"};
  reference.name = use.name;
  reference.operation = use.empty_counts_as_unset ? ":" : "";
  reference.operation += kOperations[static_cast<std::size_t>(use.form)];
  reference.word = use.word;
  return reference;
}

}  // namespace

std::string ReplaceReferences(std::string_view text,
                              const std::function<std::string(const Reference&)>& replace) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at, 2) == "$$") {
      result += "$$";
      at += 2;
      continue;
    }
    const std::size_t end = text[at] == '$' ? EndOfVariable(text, at) : at;
    if (end == at) {
      result += text[at++];
      continue;
    }
    result += replace(ReadReference(text.substr(at, end - at)));
    at = end;
  }
  return result;
}

std::vector<Reference> ReferencesOf(std::string_view text) {
  std::vector<Reference> references;
  ReplaceReferences(text, [&](const Reference& reference) {
    references.push_back(reference);
    return reference.text;
  });
  return references;
}

std::size_t FindOutside(std::string_view text, char separator, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (text[at] == separator) return at;
    if (text[at] != '$') continue;
    const bool escaped = text.substr(at).starts_with("$$");
    at = escaped ? at + 1 : std::max(at + 1, EndOfVariable(text, at)) - 1;
  }
  return std::string_view::npos;
}

std::vector<std::string> SplitOutside(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t at = FindOutside(text, separator); at != std::string_view::npos;
       at = FindOutside(text, separator, from)) {
    parts.emplace_back(text.substr(from, at - from));
    from = at + 1;
  }
  parts.emplace_back(text.substr(from));
  return parts;
}

std::string VariableName(std::string_view text) {
  std::string name;
  for (const char c : UpperCase(text)) {
    const bool keep = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (keep) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (name.ends_with('_')) name.pop_back();
  if (name.empty()) return "VALUE";
  return name.front() >= '0' && name.front() <= '9' ? "V_" + name : name;
}

std::string PlainName(std::string_view text) {
  std::string name;
  for (const char c : LowerCase(text)) {
    const bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (keep) {
      name += c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  while (name.ends_with('-')) name.pop_back();
  return name;
}

bool IsNoValue(std::string_view value) { return value.empty() || value == "\"\"" || value == "''"; }

}  // namespace container_app
