// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/journal.h"

#include <gtest/gtest.h>

#include "unit/device/recorded.h"

namespace container_app {
namespace {

using namespace std::string_literals;

constexpr char kDevice252[] = SOURCE_DIR "/tests/golden/device/systemd-252";
constexpr char kDevice257[] = SOURCE_DIR "/tests/golden/device/systemd-257";

std::string Describe(const JournalEntry& entry) {
  return std::to_string(entry.time) + (entry.of_systemd ? " systemd " : " app ") + entry.unit +
         " " + entry.message_id + " " + entry.job_result + " " + entry.command + "/" +
         entry.exit_code + "/" + entry.exit_status + " " + entry.message;
}

TEST(JournalReaderTest, PiecesOfAnySizeGiveTheSameMessages) {
  for (const char* folder : {kDevice252, kDevice257}) {
    const std::string text = Recorded(folder, "last.journal");
    const std::vector<JournalEntry> whole = Messages(text);
    EXPECT_GT(whole.size(), 100u);
    for (const std::size_t size : {1u, 7u, 4096u}) {
      std::vector<std::string> pieces;
      JournalReader reader([&](const JournalEntry& entry) {
        pieces.push_back(Describe(entry));
        return true;
      });
      for (std::size_t at = 0; at < text.size(); at += size) {
        ASSERT_TRUE(reader.Read(std::string_view(text).substr(at, size)));
      }
      ASSERT_EQ(pieces.size(), whole.size());
      for (std::size_t i = 0; i < whole.size(); ++i) EXPECT_EQ(pieces[i], Describe(whole[i]));
    }
  }
}

TEST(JournalReaderTest, MessagesComeNewestFirst) {
  const std::vector<JournalEntry> messages = Messages(Recorded(kDevice257, "starts.journal"));
  ASSERT_GT(messages.size(), 10u);
  for (std::size_t i = 1; i < messages.size(); ++i) {
    EXPECT_GE(messages[i - 1].time, messages[i].time);
    EXPECT_EQ(messages[i].message_id, kUnitStarting);
    EXPECT_TRUE(messages[i].of_systemd);
  }
}

TEST(JournalReaderTest, AValueWithNewlinesAndControlsIsWhole) {
  const std::string text =
      "__MONOTONIC_TIMESTAMP=12\n_PID=77\n_SYSTEMD_UNIT=a.service\nMESSAGE\n"s +
      "\x0d\0\0\0\0\0\0\0"s + "\x1b[2Kone\n\nUNIT="s.substr(0, 13) + "\n\n";
  const std::vector<JournalEntry> messages = Messages(text);
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages[0].message, "\x1b[2Kone\n\nUNIT"s);
  EXPECT_EQ(messages[0].unit, "a.service");
  EXPECT_EQ(messages[0].time, 12);
}

TEST(JournalReaderTest, OnlySystemdSpeaksOfOtherUnits) {
  const std::vector<JournalEntry> messages = Messages(
      "_PID=77\nUNIT=victim.service\n_SYSTEMD_UNIT=a.service\nMESSAGE=x\n\n"
      "_PID=1\nUNIT=a.service\n_SYSTEMD_UNIT=init.scope\nMESSAGE=y\n\n");
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_FALSE(messages[0].of_systemd);
  EXPECT_EQ(messages[0].unit, "a.service");
  EXPECT_TRUE(messages[1].of_systemd);
  EXPECT_EQ(messages[1].unit, "a.service");
}

TEST(JournalReaderTest, AMessageLeavesNothingToTheNext) {
  const std::vector<JournalEntry> messages =
      Messages("_PID=1\nUNIT=a.service\nMESSAGE_ID=x\nMESSAGE=m\n\n_PID=2\nMESSAGE=n\n\n");
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(Describe(messages[1]), "0 app    // n");
}

TEST(JournalReaderTest, ReadingEndsWhenThereIsEnough) {
  int taken = 0;
  JournalReader reader([&](const JournalEntry&) { return ++taken < 2; });
  EXPECT_FALSE(reader.Read("MESSAGE=a\n\nMESSAGE=b\n\nMESSAGE=c\n\n"));
  EXPECT_EQ(taken, 2);
}

TEST(JournalReaderTest, WhatIsNoExportIsNotReadForEver) {
  JournalReader reader([](const JournalEntry&) { return true; });
  EXPECT_FALSE(reader.Read("MESSAGE\n\xff\xff\xff\xff\xff\xff\xff\x7f"));
}

TEST(JournalReaderTest, NothingIsNoMessage) {
  EXPECT_TRUE(Messages("").empty());
  EXPECT_TRUE(Messages("\n\n\n").empty());
  EXPECT_TRUE(Messages("MESSAGE=not whole\n").empty());
}

}  // namespace
}  // namespace container_app
