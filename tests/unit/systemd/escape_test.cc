// SPDX-License-Identifier: GPL-2.0-or-later
#include "systemd/escape.h"

#include <gtest/gtest.h>

#include "support/hostile_values.h"
#include "systemd_reader.h"

namespace container_app {
namespace {

const char kUnitBegin[] = "[Unit]\nDefaultDependencies=no\n";
const char kServiceBegin[] = "[Service]\nType=oneshot\n";

/// The words of a command line as systemd shows it: blanks between words, double quotes where a
/// word needs them, backslashes within them.
std::vector<std::string> WordsShown(const std::string& shown) {
  std::vector<std::string> words = {""};
  bool quoted = false;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (shown[i] == '"') {
      quoted = !quoted;
    } else if (quoted && shown[i] == '\\') {
      ++i;
      words.back() += shown[i] == 't' ? '\t' : shown[i] == 'n' ? '\n' : shown[i];
    } else if (!quoted && shown[i] == ' ') {
      words.emplace_back();
    } else {
      words.back() += shown[i];
    }
  }
  return words;
}

TEST(EscapeTest, SystemdReadsEveryDescriptionItIsGivenAsItWasMeant) {
  SKIP_WITHOUT_SYSTEMD();
  int expressed = 0;
  for (const HostileText& hostile : HostileTexts("/nonexistent")) {
    std::string line = "Description=";
    std::string why;
    if (!EscapeUnitText(hostile.text, &line, &why)) {
      EXPECT_FALSE(why.empty()) << hostile.name;
      EXPECT_EQ(line, "Description=") << hostile.name;
      continue;
    }
    if (hostile.text.empty()) continue;  // Shown as the name of the unit.
    ++expressed;
    const auto lines =
        ReadBySystemd(kUnitBegin + line + "\n" + kServiceBegin + "ExecStart=/bin/true\n");
    EXPECT_EQ(Properties(lines, "Description"), std::vector{hostile.text}) << hostile.name;
    EXPECT_EQ(Properties(lines, "Command Line"), std::vector<std::string>{"/bin/true"})
        << hostile.name;
  }
  EXPECT_GT(expressed, 60);
}

TEST(EscapeTest, RefusesTextThatWouldEndItsLineOrBeChanged) {
  for (const std::string text : {"a\nb", "a\rb", "a\x01", " a", "a ", "\t", "a\\", "\xff"}) {
    std::string out = "kept";
    std::string why;
    EXPECT_FALSE(EscapeUnitText(text, &out, &why)) << text;
    EXPECT_EQ(out, "kept");
    EXPECT_FALSE(why.empty());
  }
}

TEST(EscapeTest, SystemdSplitsACommandLineIntoTheWordsThatWereQuoted) {
  SKIP_WITHOUT_SYSTEMD();
  std::vector<std::string> words = {"/bin/echo"};
  std::string line = "ExecStart=/bin/echo";
  std::string why;
  for (const std::string& value : EnvironmentValues(400)) {
    line += ' ';
    ASSERT_TRUE(QuoteExecArgument(value, &line, &why)) << value << why;
    words.push_back(value);
    line += " --option=";
    ASSERT_TRUE(QuoteExecArgument(value, &line, &why));
    words.push_back("--option=" + value);
  }
  const auto lines = ReadBySystemd(kUnitBegin + std::string(kServiceBegin) + line + "\n");
  const auto commands = Properties(lines, "Command Line");
  ASSERT_EQ(commands.size(), 1u);
  const std::vector<std::string> read = WordsShown(commands[0]);
  ASSERT_EQ(read.size(), words.size());
  // When it runs the command, systemd makes `$` of `$$`, and expands nothing else in these words.
  for (std::size_t i = 0; i < words.size(); ++i) {
    EXPECT_EQ(read[i], ReplaceAll(words[i], "$", "$$"));
  }
}

TEST(EscapeTest, ExecArgumentsMayHoldControlsButNoNul) {
  SKIP_WITHOUT_SYSTEMD();
  std::string line = "ExecStart=/bin/echo ";
  std::string why;
  ASSERT_TRUE(QuoteExecArgument("a\nb\x01\x7f", &line, &why));
  EXPECT_EQ(line, "ExecStart=/bin/echo \"a\\nb\\x01\\x7f\"");
  const auto lines = ReadBySystemd(kUnitBegin + std::string(kServiceBegin) + line + "\n");
  EXPECT_EQ(Properties(lines, "Command Line").size(), 1u);
  EXPECT_FALSE(QuoteExecArgument(std::string(1, '\0'), &line, &why));
  EXPECT_FALSE(QuoteExecArgument(std::string(128 * 1024, 'x'), &line, &why));
}

TEST(EscapeTest, SystemdReadsEnvironmentAssignmentsBack) {
  SKIP_WITHOUT_SYSTEMD();
  std::string unit = kUnitBegin + std::string(kServiceBegin) + "ExecStart=/bin/true\n";
  std::vector<std::string> expected;
  std::string why;
  int number = 0;
  for (const std::string& value : EnvironmentValues(1200)) {
    const std::string key = "K" + std::to_string(number++);
    unit += "Environment=" + key + "=";
    ASSERT_TRUE(QuoteEnvironmentValue(value, &unit, &why)) << value << why;
    unit += '\n';
    expected.push_back(key + "=" + value);
  }
  EXPECT_EQ(Properties(ReadBySystemd(unit), "Environment"), expected);
}

TEST(EscapeTest, RefusesEnvironmentThatSystemdWouldDrop) {
  std::string out;
  std::string why;
  EXPECT_FALSE(QuoteEnvironmentValue("x\ry", &out, &why));
  EXPECT_FALSE(QuoteEnvironmentValue("x\x1by", &out, &why));
  EXPECT_EQ(out, "");
  EXPECT_TRUE(QuoteEnvironmentValue("x\ny", &out, &why));
  EXPECT_EQ(out, "\"x\\ny\"");
}

TEST(EscapeTest, SystemdReadsPathsBack) {
  SKIP_WITHOUT_SYSTEMD();
  for (const std::string path : {"/srv/a b", "/srv/100%", "/srv/%n", "/srv/\"q\"", "/srv/it's",
                                 "/srv/$HOME", "/srv/a\\b", "/srv/#x", "/srv/日本"}) {
    std::string line = "WorkingDirectory=";
    std::string why;
    ASSERT_TRUE(EscapeUnitPath(path, &line, &why)) << path;
    const auto lines = ReadBySystemd(kUnitBegin + std::string(kServiceBegin) +
                                     "ExecStart=/bin/true\n" + line + "\n");
    EXPECT_EQ(Properties(lines, "WorkingDirectory"), std::vector{path});
  }
  std::string out;
  std::string why;
  EXPECT_FALSE(EscapeUnitPath("", &out, &why));
  EXPECT_FALSE(EscapeUnitPath("/srv/a ", &out, &why));
  EXPECT_FALSE(EscapeUnitPath("/srv/a\\", &out, &why));
  EXPECT_FALSE(EscapeUnitPath("/" + std::string(5000, 'x'), &out, &why));
}

TEST(EscapeTest, SystemdMakesRuntimeDirectoriesOfWords) {
  SKIP_WITHOUT_SYSTEMD();
  std::string line = "RuntimeDirectory=";
  std::string why;
  ASSERT_TRUE(QuoteUnitWord("a b/%n$x", &line, &why));
  const auto lines = ReadBySystemd(kUnitBegin + std::string(kServiceBegin) +
                                   "ExecStart=/bin/true\n" + line + "\n");
  EXPECT_EQ(Properties(lines, "RuntimeDirectory"), std::vector<std::string>{"a b/%n$x"});
}

}  // namespace
}  // namespace container_app
