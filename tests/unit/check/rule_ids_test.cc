// SPDX-License-Identifier: GPL-2.0-or-later
// The list of rules for the manual and the ids in the readers' sources are the same.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "check/check.h"

namespace container_app {
namespace {

namespace fs = std::filesystem;

std::string ReadAll(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The string literal that is the second argument of the call whose arguments start at `at`, or
/// nothing.
std::string SecondArgument(const std::string& text, std::size_t at) {
  int depth = 0;
  bool quoted = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted) {
      if (c == '\\') ++at;
      quoted = c != '"';
      continue;
    }
    if (c == '"') quoted = true;
    if (c == '(' || c == '{' || c == '[') ++depth;
    if (c == ')' || c == '}' || c == ']') --depth;
    if (depth < 0) return "";
    if (c == ',' && depth == 0) break;
  }
  static const std::regex kLiteral("^,\\s*\"([a-z0-9-]+)\"\\s*,");
  std::smatch match;
  const std::string rest = text.substr(at, 200);
  return std::regex_search(rest, match, kLiteral) ? match[1].str() : "";
}

/// Ids in a source: second arguments of Error(), Warning() and FileError(), `.rule =` of the key
/// tables, and literals that start as only ids do, since readers have helpers of their own.
std::set<std::string> IdsIn(const std::string& text) {
  std::set<std::string> ids;
  static const std::regex kCall("(Error|Warning)\\(");
  static const std::regex kOther(
      "\\.rule = \"([a-z0-9-]+)\"|\"((?:yaml|compose|hook)-[a-z0-9-]+)\"");
  for (std::sregex_iterator it(text.begin(), text.end(), kCall), end; it != end; ++it) {
    const std::string id =
        SecondArgument(text, static_cast<std::size_t>(it->position() + it->length()));
    if (!id.empty()) ids.insert(id);
  }
  for (std::sregex_iterator it(text.begin(), text.end(), kOther), end; it != end; ++it) {
    ids.insert((*it)[1].matched ? (*it)[1].str() : (*it)[2].str());
  }
  return ids;
}

std::map<std::string, std::string> IdsOfReaders() {
  std::map<std::string, std::string> ids;
  for (const std::string room : {"yaml", "app", "policy"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR) / "plugin" / room)) {
      for (const std::string& id : IdsIn(ReadAll(entry.path()))) ids[id] = entry.path().string();
    }
  }
  return ids;
}

TEST(RuleIdsTest, EveryIdAReaderReportsIsListed) {
  std::set<std::string_view> listed;
  for (const ReaderRule& rule : ReaderRules()) listed.insert(rule.id);
  for (const auto& [id, path] : IdsOfReaders()) {
    EXPECT_TRUE(listed.contains(id)) << id << " of " << path << " is not in ReaderRules()";
  }
}

TEST(RuleIdsTest, EveryListedIdIsReportedBySomeReader) {
  const auto ids = IdsOfReaders();
  for (const ReaderRule& rule : ReaderRules()) {
    EXPECT_TRUE(ids.contains(std::string(rule.id))) << rule.id << " is reported nowhere";
  }
}

TEST(RuleIdsTest, IdsAreUniqueAndDocumented) {
  std::set<std::string_view> ids;
  static const std::regex kId("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  const auto check = [&](std::string_view id, std::string_view doc) {
    EXPECT_TRUE(ids.insert(id).second) << id << " is there twice";
    EXPECT_TRUE(std::regex_match(std::string(id), kId)) << id;
    EXPECT_TRUE(doc.ends_with('.')) << id << ": " << doc;
  };
  for (const Rule& rule : Rules()) check(rule.id, rule.doc);
  for (const ReaderRule& rule : ReaderRules()) check(rule.id, rule.doc);
}

TEST(RuleIdsTest, TheReaderOfSourcesFindsEachWayAnIdIsWritten) {
  EXPECT_EQ(IdsIn("d->Error(F({a, b}, \"x, y\"),\n  \"an-id\", \"what\");"),
            std::set<std::string>{"an-id"});
  EXPECT_EQ(IdsIn("d->FileError(path, \"io-error\", x);"), std::set<std::string>{"io-error"});
  EXPECT_EQ(IdsIn("{.name = \"a\", .rule = \"b-c\"}"), std::set<std::string>{"b-c"});
  EXPECT_EQ(IdsIn("Refuse(node, \"compose-port\")"), std::set<std::string>{"compose-port"});
  EXPECT_EQ(IdsIn("Read(\"default-data\")"), std::set<std::string>{});
}

}  // namespace
}  // namespace container_app
