// SPDX-License-Identifier: GPL-2.0-or-later
#include "systemd/environment_file.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/text.h"
#include "support/hostile_values.h"
#include "support/run_program.h"

namespace container_app {
namespace {

constexpr std::size_t kValues = 1200;

std::string Name(std::size_t number) { return "K" + std::to_string(number); }

std::string FileWith(const std::vector<std::string>& values) {
  std::string file = "# values\n\n";
  std::string why;
  for (std::size_t i = 0; i < values.size(); ++i) {
    file += Name(i) + "=";
    EXPECT_TRUE(QuoteEnvironmentFileValue(values[i], &file, &why)) << values[i] << why;
    file += "\n";
  }
  return file;
}

/// The values of K0, K1… after `shell` sourced `file`.
std::vector<std::string> ReadByShell(const std::string& shell, const std::string& file,
                                     std::size_t count) {
  ProgramOptions options;
  options.environment = {"PATH=/usr/bin:/bin", "HOME=/nonexistent", "a=a", "B=B"};
  options.input = "set -eu\n. " + file + "\n";
  for (std::size_t i = 0; i < count; ++i) options.input += "printf '%s\\0' \"$" + Name(i) + "\"\n";
  const ProgramResult result = RunProgram({shell}, options);
  EXPECT_EQ(result.status, 0) << result.errors;
  EXPECT_EQ(result.errors, "");
  std::vector<std::string> values;
  for (const std::string_view value : Split(result.output, '\0')) values.emplace_back(value);
  values.pop_back();
  return values;
}

class EnvironmentFileShellTest : public testing::TestWithParam<const char*> {};

TEST_P(EnvironmentFileShellTest, ReadsEveryValueBack) {
  if (!HasProgram(GetParam())) GTEST_SKIP() << "NOT TESTED: no " << GetParam();
  const std::vector<std::string> values = EnvironmentValues(kValues);
  const TemporaryFolder folder;
  const std::string file = folder.Write("env", FileWith(values));
  EXPECT_EQ(ReadByShell(GetParam(), file, values.size()), values);
}

INSTANTIATE_TEST_SUITE_P(Shells, EnvironmentFileShellTest, testing::Values("dash", "bash", "sh"));

// systemd reads environment.d with the same parser as EnvironmentFile=, but then expands variables,
// where `$$` is a dollar sign. It has no empty values there, and it prints tabs and
// a leading tilde in a way the shell changes.
TEST(EnvironmentFileTest, SystemdReadsEveryValueBack) {
  const std::string generator =
      "/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator";
  if (!std::filesystem::exists(generator)) GTEST_SKIP() << "NOT TESTED: no " << generator;
  std::vector<std::string> values;
  std::vector<std::string> doubled;
  for (const std::string& value : EnvironmentValues(kValues)) {
    if (value.empty() || value.front() == '~' || value.find('\t') != std::string::npos) {
      continue;
    }
    values.push_back(value);
    doubled.push_back(ReplaceAll(value, "$", "$$"));
  }
  const TemporaryFolder folder;
  folder.Write("environment.d/1.conf", FileWith(doubled));
  ProgramOptions options;
  options.environment = {"XDG_CONFIG_HOME=" + folder.path(), "HOME=" + folder.path()};
  const ProgramResult result = RunProgram({generator}, options);
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.errors, "");
  // It prints assignments quoted for a shell.
  const std::string printed = folder.Write("printed", result.output);
  const std::vector<std::string> read = ReadByShell("bash", printed, values.size());
  ASSERT_EQ(read.size(), values.size());
  for (std::size_t i = 0; i < values.size(); ++i) EXPECT_EQ(read[i], values[i]);
}

TEST(EnvironmentFileTest, EscapesNothingThatNeedsNone) {
  std::string out;
  std::string why;
  ASSERT_TRUE(QuoteEnvironmentFileValue("plain # text = it's 100% fine;", &out, &why));
  EXPECT_EQ(out, "\"plain # text = it's 100% fine;\"");
}

TEST(EnvironmentFileTest, EscapesFourCharacters) {
  std::string out;
  std::string why;
  ASSERT_TRUE(QuoteEnvironmentFileValue("5$ \"x\" \\ `y`", &out, &why));
  EXPECT_EQ(out, "\"5\\$ \\\"x\\\" \\\\ \\`y\\`\"");
}

TEST(EnvironmentFileTest, RefusesWhatALineCannotHold) {
  for (const std::string& value :
       {std::string("a\nb"), std::string("a\rb"), std::string("a\0b", 3), std::string("a\x01"),
        std::string("a\x7f"), std::string("\x1b[2J"), std::string("\xff")}) {
    std::string out;
    std::string why;
    EXPECT_FALSE(QuoteEnvironmentFileValue(value, &out, &why)) << ShowControls(value);
    EXPECT_EQ(out, "");
    EXPECT_FALSE(why.empty());
  }
}

}  // namespace
}  // namespace container_app
