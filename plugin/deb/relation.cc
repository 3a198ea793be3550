// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/relation.h"

#include <apt-pkg/deblistparser.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "deb/names.h"
#include "deb/version.h"

namespace container_app {
namespace {

constexpr std::string_view kBlanks = " \t\n";

bool IsBlank(char c) { return kBlanks.find(c) != std::string_view::npos; }

/// Substitution variables replaced by `placeholder`, so that what is left can be checked.
std::string WithoutVariables(std::string_view text, std::string_view placeholder) {
  std::string out;
  for (;;) {
    const std::size_t begin = text.find("${");
    const std::size_t end = begin == std::string_view::npos ? begin : text.find('}', begin);
    if (end == std::string_view::npos) return out.append(text);
    out.append(text.substr(0, begin)).append(placeholder);
    text.remove_prefix(end + 1);
  }
}

/// Reads one item from left to right.
class ItemParser {
 public:
  ItemParser(std::string_view text, std::string* reason) : rest_(text), reason_(reason) {}

  bool Parse(RelationItem* item) {
    do {
      Relation relation;
      if (!ParseAlternative(&relation)) return false;
      item->push_back(std::move(relation));
    } while (Take('|'));
    return rest_.empty() || Fail(fmt::format("'{}' is not expected here", ShowControls(rest_)));
  }

 private:
  bool Fail(std::string sentence) {
    *reason_ = std::move(sentence);
    return false;
  }

  void SkipBlanks() {
    while (!rest_.empty() && IsBlank(rest_.front())) rest_.remove_prefix(1);
  }

  bool Take(char c) {
    SkipBlanks();
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool ParseAlternative(Relation* relation) {
    return ParseName(relation) && ParseQualifier(relation) && ParseVersionClause(relation) &&
           ParseArchitectures(relation) && ParseProfiles(relation);
  }

  bool ParseName(Relation* relation) {
    SkipBlanks();
    std::size_t size = 0;
    while (size < rest_.size()) {
      if (rest_.substr(size).starts_with("${")) {
        const std::size_t end = rest_.find('}', size);
        if (end == std::string_view::npos) return Fail("a '${' without '}'");
        size = end + 1;
        continue;
      }
      const char c = rest_[size];
      if (IsBlank(c) || std::string_view("()[]<>|:,=").find(c) != std::string_view::npos) break;
      ++size;
    }
    relation->name = std::string(rest_.substr(0, size));
    rest_.remove_prefix(size);
    if (relation->name.empty()) {
      return Fail(rest_.empty() || rest_.front() == '|'
                      ? "an alternative is empty"
                      : fmt::format("a package name is missing before '{}'", ShowControls(rest_)));
    }
    std::string why;
    if (CheckPackageName(WithoutVariables(relation->name, "xx"), &why)) return true;
    return Fail(
        fmt::format("'{}' is not a valid package name: {}", ShowControls(relation->name), why));
  }

  bool ParseQualifier(Relation* relation) {
    if (!rest_.starts_with(':')) return true;
    const std::size_t end = std::min(rest_.find_first_of(" \t\n([<|"), rest_.size());
    relation->architecture_qualifier = std::string(rest_.substr(1, end - 1));
    rest_.remove_prefix(end);
    return CheckArchitecture(relation->architecture_qualifier);
  }

  bool CheckArchitecture(std::string_view name) {
    const auto allowed = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    if (!name.empty() && name.front() != '-' && std::all_of(name.begin(), name.end(), allowed)) {
      return true;
    }
    return Fail(fmt::format("'{}' is not a valid architecture", ShowControls(name)));
  }

  bool ParseVersionClause(Relation* relation) {
    if (!Take('(')) return true;
    const std::size_t end = rest_.find(')');
    if (end == std::string_view::npos) return Fail("a '(' without ')'");
    const std::string_view clause = Trim(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    const std::size_t op_size = std::min(clause.find_first_not_of("<>=!"), clause.size());
    relation->op = std::string(clause.substr(0, op_size));
    relation->version = std::string(Trim(clause.substr(op_size)));
    if (relation->op == "<" || relation->op == ">") {
      return Fail(
          fmt::format("the operator '{0}' is obsolete and means '{0}='; write '{0}{0}' or "
                      "'{0}='",
                      relation->op));
    }
    constexpr std::string_view kOperators[] = {"<<", "<=", "=", ">=", ">>"};
    if (std::find(std::begin(kOperators), std::end(kOperators), relation->op) ==
        std::end(kOperators)) {
      return Fail(
          fmt::format("'{}' does not start with one of << <= = >= >>", ShowControls(clause)));
    }
    Version parts;
    std::string why;
    if (ParseVersion(WithoutVariables(relation->version, "0"), &parts, &why)) return true;
    return Fail(
        fmt::format("'{}' is not a valid version: {}", ShowControls(relation->version), why));
  }

  bool ParseArchitectures(Relation* relation) {
    if (!Take('[')) return true;
    const std::size_t end = rest_.find(']');
    if (end == std::string_view::npos) return Fail("a '[' without ']'");
    relation->architectures = Words(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    if (relation->architectures.empty()) return Fail("the architecture list '[]' is empty");
    const bool negated = relation->architectures.front().starts_with('!');
    for (const std::string& name : relation->architectures) {
      if (name.starts_with('!') != negated) {
        return Fail("an architecture list negates all its names or none");
      }
      if (!CheckArchitecture(std::string_view(name).substr(negated ? 1 : 0))) return false;
    }
    return true;
  }

  bool ParseProfiles(Relation* relation) {
    while (Take('<')) {
      const std::size_t end = rest_.find('>');
      if (end == std::string_view::npos) return Fail("a '<' without '>'");
      std::vector<std::string> words = Words(rest_.substr(0, end));
      rest_.remove_prefix(end + 1);
      if (words.empty()) return Fail("the profile list '<>' is empty");
      for (const std::string& word : words) {
        std::string why;
        const std::string_view name = std::string_view(word).substr(word.starts_with('!') ? 1 : 0);
        if (!CheckPackageName(name, &why)) {
          return Fail(fmt::format("'{}' is not a valid build profile", ShowControls(word)));
        }
      }
      relation->profiles.push_back(std::move(words));
    }
    return true;
  }

  static std::vector<std::string> Words(std::string_view text) {
    std::vector<std::string> words;
    for (;;) {
      const std::size_t begin = text.find_first_not_of(kBlanks);
      if (begin == std::string_view::npos) return words;
      text.remove_prefix(begin);
      const std::size_t end = std::min(text.find_first_of(kBlanks), text.size());
      words.emplace_back(text.substr(0, end));
      text.remove_prefix(end);
    }
  }

  std::string_view rest_;
  std::string* reason_;
};

/// Whether apt can parse the item. apt gives no message, and for an alternative that a restriction
/// excludes it returns no name. So only its refusal is used.
bool AptAccepts(const RelationItem& item, std::string* reason) {
  const std::string text = WithoutVariables(FormatRelationItem(item), "0xx");
  const char* position = text.data();
  const char* const end = text.data() + text.size();
  for (std::size_t count = 0; position != end; ++count) {
    std::string name;
    std::string version;
    unsigned int op = 0;
    position =
        debListParser::ParseDepends(position, end, name, version, op, true, false, true, "amd64");
    if (position == nullptr || count >= item.size()) {
      *reason = fmt::format("apt does not understand '{}'", ShowControls(FormatRelationItem(item)));
      return false;
    }
  }
  return true;
}

std::string_view TakeReferenceName(std::string_view text) {
  return text.substr(0, std::min(text.find_first_of(" \t\n([<:|,"), text.size()));
}

}  // namespace

bool ParseRelationItem(std::string_view text, RelationItem* item, std::string* reason) {
  item->clear();
  if (Trim(text).empty()) {
    *reason = "the relation is empty";
    return false;
  }
  return ItemParser(text, reason).Parse(item) && AptAccepts(*item, reason);
}

std::string FormatRelationItem(const RelationItem& item) {
  std::string out;
  for (const Relation& relation : item) {
    if (!out.empty()) out += " | ";
    out += relation.name;
    if (!relation.architecture_qualifier.empty()) out += ":" + relation.architecture_qualifier;
    if (!relation.op.empty()) out += fmt::format(" ({} {})", relation.op, relation.version);
    if (!relation.architectures.empty()) {
      out += fmt::format(" [{}]", Join(relation.architectures, " "));
    }
    for (const auto& list : relation.profiles) out += fmt::format(" <{}>", Join(list, " "));
  }
  return out;
}

bool ExpandAtReferences(std::string_view text, std::string_view prefix, std::string_view suffix,
                        std::string* out, std::string* reason) {
  out->clear();
  bool at_start = true;
  while (!text.empty()) {
    const char c = text.front();
    if (at_start && c == '@') {
      const std::string_view name = TakeReferenceName(text.substr(1));
      if (name.empty()) {
        *reason = "'@' is not followed by the name of an app";
        return false;
      }
      std::string full;
      if (!prefix.empty()) full = fmt::format("{}-", prefix);
      full += name;
      if (!suffix.empty()) full += fmt::format("-{}", suffix);
      std::string why;
      if (!CheckPackageName(full, &why)) {
        *reason =
            fmt::format("'@{}' becomes '{}': {}", ShowControls(name), ShowControls(full), why);
        return false;
      }
      *out += full;
      text.remove_prefix(1 + name.size());
      at_start = false;
      continue;
    }
    if (!IsBlank(c)) at_start = c == '|' || c == ',';
    *out += c;
    text.remove_prefix(1);
  }
  return true;
}

}  // namespace container_app
