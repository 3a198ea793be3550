// SPDX-License-Identifier: GPL-2.0-or-later
#include "yaml/syntax.h"

#include <fmt/format.h>

#include "yaml/rules.h"

namespace container_app::yaml {
namespace {

/// Substrings of libyaml's messages (0.2.5) and what a maintainer does about them; first match
/// counts.
struct Explanation {
  std::string_view problem;
  std::string_view fix;
};

constexpr Explanation kExplanations[] = {
    {"mapping values are not allowed",
     "put quotes around a value that holds ': ', or fix the indentation"},
    {"could not find expected ':'",
     "write the line as 'key: value', or put quotes around the text"},
    {"did not find expected key",
     "indent all keys of one mapping alike, and put quotes around a value that holds quotes"},
    {"did not find expected '-' indicator", "indent all '-' of one list alike"},
    {"block sequence entries are not allowed", "begin the list on a line of its own"},
    {"block mapping", "indent all keys of one mapping alike"},
    {"unexpected end of stream", "close the quotes that are opened here"},
    {"unexpected document indicator", "close the quotes before the line '---' or '...'"},
    {"cannot start any token", "put quotes around a value that begins with this character"},
    {"expected ',' or ']'", "close the list with ']' and separate its items with ','"},
    {"expected ',' or '}'", "close the mapping with '}' and separate its keys with ','"},
    {"unknown escape character",
     "write the backslash twice, or use single quotes, where backslashes mean nothing"},
    {"escape", "write the backslash twice, or use single quotes, where backslashes mean nothing"},
    {"did not find expected <document start>",
     "keep one document per file, and indent what belongs to it alike"},
    {"expected digit or comment", "write '|' or '>' alone and the text on the lines below"},
    {"comment or line break", "write '|' or '>' alone and the text on the lines below"},
    {"leading all-spaces", "indent the empty lines at the start of the text no more than the text"},
    {"alphabetic or numeric", "put quotes around a value that begins with '&' or '*'"},
    {"tag", "put quotes around a value that begins with '!'"},
    {"directive", "remove the line that begins with '%'"},
};

std::string_view MendFor(std::string_view problem) {
  for (const Explanation& explanation : kExplanations) {
    if (problem.find(explanation.problem) != std::string_view::npos) return explanation.fix;
  }
  return "fix the line, or put quotes around its value";
}

bool IsTabAt(const SourceFile& file, const Place& place) {
  const std::string_view line = file.Line(place.line);
  const auto column = static_cast<std::size_t>(place.column) - 1;
  return column < line.size() && line[column] == '\t';
}

}  // namespace

bool ReportSyntaxError(const yaml_parser_t& parser, const SourceFile& file, Places* places,
                       Diagnostics* diagnostics) {
  if (parser.error == YAML_MEMORY_ERROR) {
    return diagnostics->Report({&file, 0, 0}, kYamlSyntax, "there is not enough memory to read it");
  }
  const std::string_view problem = parser.problem ? parser.problem : "unreadable";
  const std::string_view context = parser.context ? parser.context : "";
  Place place = places->At(parser.problem_mark.line, parser.problem_mark.column);
  if (IsTabAt(file, place) || problem.find("tab character") != std::string_view::npos) {
    return diagnostics->Report(place, kYamlTab, "a tab is used as indentation",
                               "indent with blanks: YAML allows no tabs there");
  }
  std::string what = fmt::format("this is not YAML: {}", problem);
  const bool unclosed = problem.find("unexpected end of stream") != std::string_view::npos;
  if (!context.empty() && unclosed) {
    // The end of the file says nothing; what was opened and never closed does.
    place = places->At(parser.context_mark.line, parser.context_mark.column);
    what += fmt::format(" {}", context);
  } else if (!context.empty()) {
    what += fmt::format(" {} that begins in line {}", context, parser.context_mark.line + 1);
  }
  return diagnostics->Report(place, kYamlSyntax, std::move(what), std::string(MendFor(problem)));
}

}  // namespace container_app::yaml
