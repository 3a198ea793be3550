// SPDX-License-Identifier: GPL-2.0-or-later
#include "yaml/syntax.h"

#include <fmt/format.h>

#include "yaml/rules.h"

namespace container_app::yaml {
namespace {

/// How yaml-cpp's messages begin (0.7 and 0.8), what they mean, and how a maintainer fixes the
/// file. The first match is used.
struct Explanation {
  std::string_view problem;
  std::string_view what;
  std::string_view fix;
};

constexpr Explanation kExplanations[] = {
    {"end of map flow not found", "',' or '}' is expected here",
     "close the mapping with '}', separate its keys with ',' and write ':' after each"},
    {"end of map not found", "this is not a key of the mapping",
     "indent all keys of one mapping alike, and put quotes around a value that holds quotes"},
    {"end of sequence flow not found", "',' or ']' is expected here",
     "close the list with ']' and separate its items with ','"},
    {"end of sequence not found", "this is not an item of the list",
     "indent all '-' of one list alike"},
    {"illegal map value", "a ': ' stands where no key can be",
     "put quotes around a value that holds ': ', or fix the indentation"},
    {"illegal map key", "a key that is marked by '?' cannot stand here",
     "put quotes around a value that begins with '?'"},
    {"illegal block entry", "a list cannot begin here", "begin the list on a line of its own"},
    {"illegal flow end", "no bracket is open for this",
     "close brackets in the order in which they were opened"},
    {"cannot assign multiple", "a value has two tags or two anchors", "keep one of the two"},
    {"illegal document indicator", "the quote is not closed before the line '---' or '...'",
     "close the quote"},
    {"illegal EOF", "the quote is not closed in the rest of the file", "close the quote"},
    {"cannot set zero indentation", "an indentation of 0 is not possible",
     "write '|' or '>' alone and the text on the lines below"},
    {"unexpected character in block scalar", "text stands behind '|' or '>'",
     "write '|' or '>' alone and the text on the lines below"},
    {"unknown token", "a text cannot begin with this character",
     "put quotes around a value that begins with this character"},
};

constexpr std::string_view kFixForTags = "put quotes around a value that begins with '!'";
constexpr std::string_view kFixForDirectives = "remove the line that begins with '%'";

/// For the messages of yaml-cpp that are not in the table above: they are rare and are quoted.
Explanation Quoted(std::string_view problem) {
  if (problem.find("directive") != problem.npos || problem.find("YAML") != problem.npos ||
      problem.find("TAG") != problem.npos) {
    return {problem, problem, kFixForDirectives};
  }
  if (problem.find("tag") != problem.npos) return {problem, problem, kFixForTags};
  return {problem, problem, "fix the line, or put quotes around its value"};
}

Explanation Explain(std::string_view problem) {
  for (const Explanation& explanation : kExplanations) {
    if (problem.starts_with(explanation.problem)) return explanation;
  }
  return Quoted(problem);
}

}  // namespace

bool ReportSyntaxError(std::string_view problem, const Place& place,
                       const std::optional<Context>& context, Diagnostics* diagnostics) {
  if (problem.starts_with("illegal tab")) {
    return diagnostics->Report(place, kYamlTab, "a tab is used as indentation",
                               "indent with blanks: YAML allows no tabs there");
  }
  const Explanation explanation = Explain(problem);
  std::string what = fmt::format("this is not YAML: {}", explanation.what);
  if (context && problem.starts_with("end of")) {
    what += context->in_brackets ? fmt::format(", as the '{}' of line {} is open",
                                               context->is_mapping ? '{' : '[', context->line)
                                 : fmt::format(" that begins in line {}", context->line);
  }
  return diagnostics->Report(place, kYamlSyntax, std::move(what), std::string(explanation.fix));
}

}  // namespace container_app::yaml
