// SPDX-License-Identifier: GPL-2.0-or-later
// Implements support/hostile_values.h: the values of environment files.
#include <cstdint>
#include <set>

#include "support/hostile_values.h"

namespace container_app {
namespace {

// A table: values known to be hard for one reader or another.
const std::vector<std::string>& HardValues() {
  static const std::vector<std::string> values = {"",
                                                  " ",
                                                  "  ",
                                                  "\t",
                                                  " a",
                                                  "a ",
                                                  "a b",
                                                  "a  b",
                                                  "$",
                                                  "$$",
                                                  "$HOME",
                                                  "${HOME}",
                                                  "$(id)",
                                                  "$1",
                                                  "a$",
                                                  "a$b",
                                                  "a$$b",
                                                  "\\",
                                                  "\\\\",
                                                  "a\\",
                                                  "\\a",
                                                  "\\n",
                                                  "\\$",
                                                  "\\\"",
                                                  "\\`",
                                                  "\"",
                                                  "\"\"",
                                                  "a\"b",
                                                  "'",
                                                  "''",
                                                  "it's",
                                                  "'a b'",
                                                  "`",
                                                  "`id`",
                                                  "#",
                                                  "# a",
                                                  "a # b",
                                                  "a#b",
                                                  "=",
                                                  "a=b",
                                                  "==",
                                                  "%",
                                                  "%%",
                                                  "%n",
                                                  "%h",
                                                  "100%",
                                                  ";",
                                                  "a;b",
                                                  "; a",
                                                  "&",
                                                  "&&",
                                                  "|",
                                                  "<",
                                                  ">",
                                                  "(",
                                                  ")",
                                                  "{",
                                                  "}",
                                                  "[",
                                                  "]",
                                                  "*",
                                                  "?",
                                                  "~",
                                                  "~root",
                                                  "!",
                                                  "!!",
                                                  "-",
                                                  "-n",
                                                  "--",
                                                  "0",
                                                  "012",
                                                  "1.10",
                                                  "true",
                                                  "no",
                                                  "null",
                                                  "~",
                                                  ":",
                                                  "a: b",
                                                  "@",
                                                  "^",
                                                  "é",
                                                  "ß",
                                                  "日本語",
                                                  "🚢",
                                                  "\u202e"
                                                  "abc",
                                                  "\u00a0",
                                                  "a\u00a0b",
                                                  "\ufeff",
                                                  "a\tb",
                                                  "{{x}}",
                                                  "{{{x}}}",
                                                  "]]>",
                                                  "<x>",
                                                  "&amp;",
                                                  "export A=b",
                                                  "A=b\\",
                                                  "\\\\\"",
                                                  "$'a'",
                                                  "$\"a\"",
                                                  "\\x41",
                                                  "\\101",
                                                  "\"; id; \"",
                                                  "$((1+1))",
                                                  "${x:-y}",
                                                  "${x:?y}",
                                                  "a,b",
                                                  "postgres://u:p@ss$w0rd@db:5432/x?y=z&w=%20#f"};
  return values;
}

/// splitmix64: the same numbers everywhere.
class Random {
 public:
  std::uint64_t Next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  std::size_t Below(std::size_t limit) { return static_cast<std::size_t>(Next() % limit); }

 private:
  std::uint64_t state_ = 20240229;
};

}  // namespace

std::vector<std::string> EnvironmentValues(std::size_t count) {
  static const std::vector<std::string> kPieces = {
      " ", "  ", "\t",   "$",   "$$",   "${", "}",  "$(", ")",      "\\",     "\\\\", "\"",
      "'", "`",  "#",    " #",  "=",    "%",  "%%", ";",  "&",      "|",      "<",    ">",
      "*", "?",  "!",    "~",   "-",    ",",  ":",  "/",  "@",      "\\n",    "\\$",  "a",
      "B", "7",  "HOME", "x=y", "word", "é",  "日", "🚢",  "\u00a0", "\u202e", "echo", "{{x}}"};
  std::vector<std::string> values;
  std::set<std::string> seen;
  for (const std::string& value : HardValues()) {
    if (values.size() < count && seen.insert(value).second) values.push_back(value);
  }
  Random random;
  while (values.size() < count) {
    std::string value;
    const std::size_t pieces = 1 + random.Below(12);
    for (std::size_t i = 0; i < pieces; ++i) value += kPieces[random.Below(kPieces.size())];
    if (seen.insert(value).second) values.push_back(value);
  }
  return values;
}

}  // namespace container_app
