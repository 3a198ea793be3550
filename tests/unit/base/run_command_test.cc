// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/run_command.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

namespace container_app {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLong{20'000};

struct Answer {
  CommandEnd end;
  std::string output;
};

Answer Ask(const std::vector<std::string>& words, milliseconds limit = kLong) {
  Answer answer;
  answer.end = RunCommand(words, limit, [&](std::string_view piece) {
    answer.output += piece;
    return true;
  });
  return answer;
}

TEST(RunCommandTest, OutputErrorsAndStatusAreApart) {
  const Answer answer = Ask({"sh", "-c", "echo out; echo err >&2; exit 3"});
  EXPECT_TRUE(answer.end.started);
  EXPECT_EQ(answer.output, "out\n");
  EXPECT_EQ(answer.end.errors, "err\n");
  EXPECT_EQ(answer.end.status, 3);
  EXPECT_FALSE(answer.end.timed_out);
}

TEST(RunCommandTest, NoShellReadsTheWords) {
  EXPECT_EQ(Ask({"printf", "%s|", "$(id)", "a b", "*", ""}).output, "$(id)|a b|*||");
}

TEST(RunCommandTest, ThePlaceDoesNotChangeWhatIsPrinted) {
  setenv("LANG", "de_DE.UTF-8", 1);
  setenv("LANGUAGE", "de", 1);
  setenv("LC_MESSAGES", "de_DE.UTF-8", 1);
  setenv("SYSTEMD_LOG_LEVEL", "debug", 1);
  setenv("SYSTEMD_COLORS", "1", 1);
  const std::string output = Ask({"env"}).output;
  for (const char* name : {"LANG", "LANGUAGE", "LC_MESSAGES", "SYSTEMD_LOG_LEVEL"}) unsetenv(name);
  unsetenv("SYSTEMD_COLORS");
  EXPECT_NE(output.find("\nLC_ALL=C\n"), std::string::npos) << output;
  EXPECT_NE(output.find("\nSYSTEMD_COLORS=0\n"), std::string::npos) << output;
  EXPECT_EQ(output.find("de_DE"), std::string::npos) << output;
  EXPECT_EQ(output.find("\nLANGUAGE="), std::string::npos) << output;
  EXPECT_EQ(output.find("SYSTEMD_LOG_LEVEL"), std::string::npos) << output;
  EXPECT_NE(output.find("PATH="), std::string::npos) << output;
}

TEST(RunCommandTest, NothingIsOnStandardInput) {
  const Answer answer = Ask({"cat"});
  EXPECT_EQ(answer.end.status, 0);
  EXPECT_EQ(answer.output, "");
}

TEST(RunCommandTest, WhatTakesTooLongIsKilled) {
  const auto begin = std::chrono::steady_clock::now();
  const Answer answer = Ask({"sh", "-c", "echo early; exec sleep 60"}, milliseconds(300));
  EXPECT_TRUE(answer.end.timed_out);
  EXPECT_EQ(answer.end.status, 128 + 9);
  EXPECT_EQ(answer.output, "early\n");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST(RunCommandTest, EnoughEndsWhatNeverEnds) {
  std::size_t read = 0;
  const CommandEnd end = RunCommand({"yes"}, kLong, [&](std::string_view piece) {
    read += piece.size();
    return read < 1'000'000;
  });
  EXPECT_TRUE(end.stopped);
  EXPECT_FALSE(end.timed_out);
  EXPECT_GE(read, 1'000'000u);
}

TEST(RunCommandTest, MuchOnBothPipesIsNoDeadlock) {
  const Answer answer = Ask(
      {"sh", "-c", "yes e | head -c 1000000 >&2; yes o | head -c 1000000; yes e | head -c 9 >&2"});
  EXPECT_EQ(answer.end.status, 0);
  EXPECT_EQ(answer.output.size(), 1'000'000u);
  EXPECT_EQ(answer.end.errors.size(), 4096u);
}

TEST(RunCommandTest, AProgramThatIsNotThereDoesNotStart) {
  const Answer answer = Ask({"no-such-program-anywhere"});
  EXPECT_FALSE(answer.end.started);
}

TEST(RunCommandTest, ASignalIsTold) {
  EXPECT_EQ(Ask({"sh", "-c", "kill -TERM $$"}).end.status, 128 + 15);
}

TEST(RunCommandTest, ReadsAllAndSaysWhyItFailed) {
  std::string output = "before ";
  EXPECT_TRUE(ReadCommand({"echo", "out"}, kLong, &output).good());
  EXPECT_EQ(output, "before out\n");
  const auto why = [](const std::vector<std::string>& words, milliseconds limit) {
    std::string ignored;
    const CommandEnd end = ReadCommand(words, limit, &ignored);
    EXPECT_FALSE(end.good());
    return FailureText(words[0], limit, end);
  };
  EXPECT_EQ(why({"sh", "-c", "echo no >&2; echo more >&2; exit 3"}, kLong),
            "sh failed with status 3: no");
  EXPECT_EQ(why({"false"}, kLong), "false failed with status 1");
  EXPECT_EQ(why({"/nonexistent"}, kLong), "/nonexistent cannot be run");
  EXPECT_EQ(why({"sleep", "60"}, milliseconds(1)), "sleep did not end within 0 s");
}

TEST(RunCommandTest, TarAndXzDoNotGetTheCallersOptions) {
  setenv("TAR_OPTIONS", "--verbose", 1);
  setenv("XZ_OPT", "-0", 1);
  const std::string output = Ask({"env"}).output;
  unsetenv("TAR_OPTIONS");
  unsetenv("XZ_OPT");
  EXPECT_EQ(output.find("TAR_OPTIONS"), std::string::npos);
  EXPECT_EQ(output.find("XZ_OPT"), std::string::npos);
}

TEST(RunCommandTest, AnEnvironmentThatIsGivenIsAll) {
  CommandSettings settings;
  settings.environment = {"PATH=/usr/bin:/bin", "BERTH=one two"};
  std::string output;
  ASSERT_TRUE(ReadCommand({"env"}, kLong, &output, settings).good());
  EXPECT_EQ(output, "PATH=/usr/bin:/bin\nBERTH=one two\n");
}

TEST(RunCommandTest, AGroupOfItsOwnIsKilledWhole) {
  CommandSettings settings;
  settings.own_group = true;
  std::string output;
  const CommandEnd end =
      ReadCommand({"sh", "-c", "sleep 60 & echo $!; wait"}, milliseconds(1000), &output, settings);
  EXPECT_TRUE(end.timed_out);
  const pid_t child = static_cast<pid_t>(std::atoi(output.c_str()));
  ASSERT_GT(child, 1);
  // What is killed may wait a moment for init.
  const std::string state = "/proc/" + std::to_string(child) + "/stat";
  for (int tries = 0; tries < 200; ++tries) {
    const std::string text = Ask({"cat", state}).output;
    if (text.empty() || text.find(") Z") != std::string::npos) return;
    usleep(10'000);
  }
  FAIL() << "the child still runs";
}

TEST(RunCommandTest, AsMuchOfTheErrorsIsKeptAsIsSaid) {
  CommandSettings settings;
  settings.errors_kept = 100'000;
  std::string output;
  const CommandEnd end =
      ReadCommand({"sh", "-c", "yes e | head -c 300000 >&2"}, kLong, &output, settings);
  EXPECT_EQ(end.errors.size(), 100'000u);
}

}  // namespace
}  // namespace container_app
