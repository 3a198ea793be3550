// SPDX-License-Identifier: GPL-2.0-or-later
// Implements template/insertion.h: which escaping a place needs.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "template/insertion.h"
#include "template/shell_context.h"

namespace container_app {
namespace {

bool Choose(Insertion* out, Insertion insertion) {
  *out = insertion;
  return true;
}

std::string_view LastLine(std::string_view before) {
  return before.substr(before.rfind('\n') + 1);  // npos + 1 is 0
}

/// The last line with the lines it continues.
std::string_view LogicalLine(std::string_view before) {
  std::size_t begin = before.rfind('\n') + 1;
  while (begin > 1 && before[begin - 2] == '\\') begin = before.rfind('\n', begin - 2) + 1;
  return before.substr(begin);
}

bool IsQuoteOpen(std::string_view text) {
  char open = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && open != '\'') {
      ++i;
    } else if (open == 0 && (text[i] == '"' || text[i] == '\'')) {
      open = text[i];
    } else if (text[i] == open) {
      open = 0;
    }
  }
  return open != 0;
}

char LastOf(std::string_view text) { return text.empty() ? '\0' : text.back(); }

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// How systemd reads the value of a directive (systemd.directives(7) names the page of each).
Insertion UnitInsertion(std::string_view directive, std::string_view value) {
  if (directive.starts_with("Exec")) return Insertion::kUnitExecWord;
  if (directive == "Environment") {
    const std::string_view word = value.substr(value.find_last_of(" \t\n") + 1);
    const bool after_name = word.find('=') != std::string_view::npos;
    return after_name ? Insertion::kUnitEnvironment : Insertion::kIdentifier;
  }
  if (directive == "Description" || directive == "SyslogIdentifier" ||
      directive.starts_with("X-")) {
    return Insertion::kUnitText;
  }
  if (IsOneOf(directive, {"WorkingDirectory", "PathExists", "PathChanged", "PathModified",
                          "DirectoryNotEmpty", "ConditionPathExists", "ConditionFileNotEmpty",
                          "ConditionDirectoryNotEmpty", "ConditionPathIsDirectory"})) {
    return value.empty() ? Insertion::kUnitPath : Insertion::kUnitPathEnd;
  }
  if (IsOneOf(directive, {"RuntimeDirectory", "StateDirectory", "CacheDirectory", "LogsDirectory",
                          "ConfigurationDirectory", "Documentation", "RequiresMountsFor"})) {
    return Insertion::kUnitWord;
  }
  if (IsOneOf(directive, {"After", "Before", "Requires", "Wants", "BindsTo", "PartOf", "Requisite",
                          "Conflicts", "Upholds", "OnFailure", "OnSuccess", "Unit", "WantedBy",
                          "RequiredBy", "Also", "Alias", "Sockets"})) {
    return Insertion::kUnitNamePart;
  }
  return Insertion::kUnitToken;
}

bool ChooseInUnit(std::string_view before, Insertion* insertion, std::string* why) {
  const std::string_view line = LogicalLine(before);
  const std::string_view trimmed = Trim(line);
  if (trimmed.starts_with('#') || trimmed.starts_with(';')) {
    return Choose(insertion, Insertion::kComment);
  }
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) {
    return Refuse(why, "in a unit, text stands after 'Key=' or in a comment");
  }
  std::string_view value = line.substr(equals + 1);
  while (value.starts_with(' ')) value.remove_prefix(1);
  *insertion = UnitInsertion(Trim(line.substr(0, equals)), value);
  const bool knows_quotes =
      *insertion == Insertion::kUnitExecWord || *insertion == Insertion::kUnitWord ||
      *insertion == Insertion::kUnitEnvironment || *insertion == Insertion::kIdentifier;
  if (knows_quotes && IsQuoteOpen(value)) return Refuse(why, "it brings its own quotes");
  return true;
}

bool ChooseInShell(std::string_view before, Insertion* insertion, std::string* why) {
  switch (ShellContextAtEnd(before)) {
    case ShellContext::kUnquoted:
      return Choose(insertion, Insertion::kShellWord);
    case ShellContext::kComment:
      return Choose(insertion, Insertion::kComment);
    case ShellContext::kHereDocument:
      return Refuse(why,
                    "within a here-document nothing is quoted; assign it to a variable before");
    default:
      return Refuse(why, "it brings its own quotes; close the quotes before it");
  }
}

bool ChooseInDeb822(std::string_view before, bool source, Insertion* insertion, std::string* why) {
  const std::string_view line = LastLine(before);
  if (line.starts_with('#')) return Choose(insertion, Insertion::kComment);
  if (!line.empty() && Trim(line).empty()) {
    return Choose(insertion, source ? Insertion::kFoldedLinesSource : Insertion::kFoldedLines);
  }
  if (line.starts_with(' ') || line.find(':') != std::string_view::npos) {
    return Choose(insertion, source ? Insertion::kFoldedSource : Insertion::kFolded);
  }
  return Refuse(why, "text stands after 'Field:' or on a continued line");
}

bool ChooseInXml(std::string_view before, Insertion* insertion, std::string* why) {
  const auto is_open = [&](std::string_view begin, std::string_view end) {
    const std::size_t opened = before.rfind(begin);
    return opened != std::string_view::npos && before.find(end, opened) == std::string_view::npos;
  };
  if (is_open("<!--", "-->")) return Refuse(why, "a comment of XML has no escapes");
  if (is_open("<![CDATA[", "]]>")) return Refuse(why, "a CDATA section has no escapes");
  if (is_open("<", ">") && !IsQuoteOpen(before.substr(before.rfind('<')))) {
    return Refuse(why, "within a tag, text stands in a quoted attribute");
  }
  return Choose(insertion, Insertion::kXml);
}

/// YAML and TOML: text becomes a whole quoted scalar, so a tag may be only where a scalar may
/// begin.
bool ChooseScalar(std::string_view before, std::string_view openers, Insertion scalar,
                  Insertion* insertion, std::string* why) {
  const std::string_view line = LastLine(before);
  const std::string_view trimmed = Trim(line);
  if (IsQuoteOpen(line)) return Refuse(why, "it brings its own quotes");
  if (trimmed.starts_with('#') || line.find(" #") != std::string_view::npos) {
    return Choose(insertion, Insertion::kComment);
  }
  const char last = LastOf(trimmed);
  const bool may_begin = trimmed.empty() || openers.find(last) != std::string_view::npos;
  const bool apart = line.empty() || line.back() == ' ' || last == '[' || last == '{' ||
                     scalar == Insertion::kToml;
  if (!may_begin || !apart)
    return Refuse(why, "it is a scalar of its own and cannot go on another");
  return Choose(insertion, scalar);
}

bool ChooseInEnvironmentFile(std::string_view before, Insertion* insertion, std::string* why) {
  std::string_view line = LastLine(before);
  const bool comment = line.starts_with('#');
  if (comment) line.remove_prefix(1);
  const auto is_name = [](std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
      return c == '\x01' || IsIdentifier(std::string{'_', c});
    });
  };
  if (is_name(line)) return Choose(insertion, Insertion::kIdentifier);
  if (line.ends_with('=') && is_name(line.substr(0, line.size() - 1))) {
    return Choose(insertion, Insertion::kEnvironmentValue);
  }
  if (comment) return Choose(insertion, Insertion::kComment);
  return Refuse(why, "a value stands alone after 'KEY='");
}

bool ChooseInSettings(std::string_view before, Insertion* insertion, std::string* why) {
  const std::string_view line = LastLine(before);
  if (line.starts_with('#') || line.find('=') != std::string_view::npos) {
    return Choose(insertion, Insertion::kComment);
  }
  return Refuse(why, "text stands after 'Key=' or in a comment");
}

}  // namespace

bool ChooseInsertion(Language language, std::string_view before, Insertion* insertion,
                     std::string* why) {
  switch (language) {
    case Language::kUnit:
      return ChooseInUnit(before, insertion, why);
    case Language::kShell:
      return ChooseInShell(before, insertion, why);
    case Language::kDeb822:
      return ChooseInDeb822(before, /*source=*/false, insertion, why);
    case Language::kSourceControl:
      return ChooseInDeb822(before, /*source=*/true, insertion, why);
    case Language::kXml:
      return ChooseInXml(before, insertion, why);
    case Language::kYaml:
      return ChooseScalar(before, ":-[{,?", Insertion::kYaml, insertion, why);
    case Language::kCompose:
      return ChooseScalar(before, ":-[{,?", Insertion::kCompose, insertion, why);
    case Language::kToml:
      return ChooseScalar(before, "=[{,.", Insertion::kToml, insertion, why);
    case Language::kEnvironmentFile:
      return ChooseInEnvironmentFile(before, insertion, why);
    case Language::kSettings:
      return ChooseInSettings(before, insertion, why);
    case Language::kText:
      return Choose(insertion, Insertion::kPlainText);
  }
  return Refuse(why, "the template's language is unknown");
}

}  // namespace container_app
