// SPDX-License-Identifier: GPL-2.0-or-later
#include "import/references.h"

#include "base/text.h"

namespace container_app {
namespace {

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The end of the reference that begins at `at` with `$`; `at` where there is none.
std::size_t EndOfReference(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (end < text.size() && text[end] == '{') {
    int depth = 0;
    for (; end < text.size(); ++end) {
      if (text[end] == '{') ++depth;
      if (text[end] == '}' && --depth == 0) return end + 1;
    }
    return at;
  }
  while (end < text.size() && IsNameCharacter(text[end])) ++end;
  return end == at + 1 || (text[at + 1] >= '0' && text[at + 1] <= '9') ? at : end;
}

Reference ReadReference(std::string_view text) {
  Reference reference;
  reference.text = text;
  std::string_view inner = text.substr(1);
  if (inner.starts_with('{')) inner = inner.substr(1, inner.size() - 2);
  std::size_t end = 0;
  while (end < inner.size() && IsNameCharacter(inner[end])) ++end;
  reference.name = inner.substr(0, end);
  inner.remove_prefix(end);
  if (inner.empty()) return reference;
  const std::size_t length = inner.front() == ':' ? 2 : 1;
  reference.operation = inner.substr(0, length);
  if (inner.size() > length) reference.word = inner.substr(length);
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
    const std::size_t end = text[at] == '$' ? EndOfReference(text, at) : at;
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
    const std::size_t end = EndOfReference(text, at);
    if (end > at) at = end - 1;
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

}  // namespace container_app
