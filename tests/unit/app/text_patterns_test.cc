// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/text_patterns.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "app/forms.h"
#include "app/keys.h"
#include "base/text.h"

namespace container_app {
namespace {

/// What the forms are particular about, to be put together.
constexpr std::string_view kPieces[] = {
    "",    "a",   "Z",    "7",   "-",  "_", ".",        "..",       "/",     " ",   "+",
    "~",   ":",   "::",   "@",   "<",  ">", ",",        "\\",       "\"",    "[",   "]",
    "?",   "#",   "%",    "{",   "`",  "^", "http://",  "https://", "._tcp", "1.0", "A b",
    "a@b", "0-1", "role", "tcp", "1:", "|", "(>= 1.0)", "A <a@b>"};

std::regex Expression(const TextPattern& pattern) {
  return std::regex(pattern.expression.data(), pattern.expression.size());
}

bool Takes(const std::regex& expression, const TextPattern& pattern, const std::string& text) {
  return std::regex_search(text, expression) &&
         (pattern.longest == 0 || DisplayWidth(text) <= static_cast<std::size_t>(pattern.longest));
}

TEST(TextPatterns, TakeTheTextsThatTheirFormsTake) {
  const std::size_t count = std::size(kPieces);
  for (const TextPattern& pattern : TextPatterns()) {
    const std::regex expression = Expression(pattern);
    std::size_t taken = 0;
    for (std::size_t i = 0; i < count * count * count; ++i) {
      std::string text(kPieces[i % count]);
      text.append(kPieces[i / count % count]).append(kPieces[i / count / count]);
      const bool accepted = pattern.accepts(text);
      taken += accepted ? 1 : 0;
      ASSERT_EQ(Takes(expression, pattern, text), accepted)
          << pattern.expression << " and '" << text << "'";
    }
    EXPECT_GT(taken, 0u) << pattern.expression;
  }
}

TEST(TextPatterns, KnowPeopleAndPaths) {
  for (const char* text :
       {"A B <a@b>", "<a@b>",    " A <a@b>", "A <@b>", "A <a@>",  "A <a b@c>", "A, B <a@b>",
        "A <a@b@c>", "A <a@b> ", "A<a@b>",   "/a/b",   "/a/../b", "/..",       "/...",
        "/a..",      "//",       "/",        "/a//b",  "/a/",     "/a b"}) {
    for (const auto accepts : {PatternOf(IsMaintainer), PatternOf(IsAbsolutePath)}) {
      EXPECT_EQ(Takes(Expression(*accepts), *accepts, text), accepts->accepts(text)) << text;
    }
  }
}

TEST(TextPatterns, KeepTheLengths) {
  for (const std::size_t length : {1u, 79u, 80u, 81u, 240u, 253u, 254u, 255u}) {
    const std::string person = "A <" + std::string(length > 2 ? length - 2 : 1, 'a') + "@b>";
    const std::string line(length, 'x');
    const TextPattern& maintainer = *PatternOf(IsMaintainer);
    const TextPattern& synopsis = *PatternOf(IsSynopsis);
    EXPECT_EQ(Takes(Expression(maintainer), maintainer, person), IsMaintainer(person)) << length;
    EXPECT_EQ(Takes(Expression(synopsis), synopsis, line), IsSynopsis(line)) << length;
  }
}

void ExpectPatterns(const KeyTable& table, std::set<std::string_view>* seen) {
  for (const Key& key : table.keys) {
    if (key.form.accepts && key.value.type != KeyType::kTimeSpan) {
      EXPECT_NE(PatternOf(key.form.accepts), nullptr) << table.path << " -> " << key.name;
      seen->insert(key.name);
    }
    if (key.value.mapping) ExpectPatterns(*key.value.mapping, seen);
  }
}

TEST(TextPatterns, AreThereForEachKey) {
  std::set<std::string_view> seen;
  ExpectPatterns(kMetadataKeys, &seen);
  ExpectPatterns(kConfigKeys, &seen);
  EXPECT_GT(seen.size(), 20u);
}

}  // namespace
}  // namespace container_app
