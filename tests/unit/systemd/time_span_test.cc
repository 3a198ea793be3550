// SPDX-License-Identifier: GPL-2.0-or-later
#include "systemd/time_span.h"

#include <gtest/gtest.h>

#include <optional>

#include "support/run_program.h"

namespace container_app {
namespace {

/// Microseconds as `systemd-analyze timespan` reads them; nothing when it refuses.
std::optional<std::uint64_t> TimeOfSystemd(const std::string& text) {
  ProgramOptions options;
  options.environment = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"};
  const ProgramResult result = RunProgram({"systemd-analyze", "timespan", "--", text}, options);
  if (result.status != 0) return {};
  const std::size_t at = result.output.find("s: ");
  EXPECT_NE(at, std::string::npos) << result.output;
  return std::stoull(result.output.substr(at + 3));
}

void ExpectAsSystemd(const std::string& text) {
  std::uint64_t microseconds = 0;
  std::string why;
  const bool ok = ParseTimeSpan(text, &microseconds, &why);
  const std::optional<std::uint64_t> systemd = TimeOfSystemd(text);
  EXPECT_EQ(ok, systemd.has_value()) << '[' << text << "] " << why;
  if (ok && systemd) {
    EXPECT_EQ(microseconds, *systemd) << '[' << text << ']';
  }
  if (!ok) {
    EXPECT_FALSE(why.empty());
  }
}

TEST(TimeSpanTest, AgreesWithSystemd) {
  if (!HasProgram("systemd-analyze")) GTEST_SKIP() << "NOT TESTED: no systemd-analyze";
  for (const char* text : {"10",
                           "10s",
                           "1min 30s",
                           "2h",
                           "400ms",
                           "infinity",
                           " infinity ",
                           "0",
                           "1.5h",
                           "1y",
                           "3 months",
                           "2 weeks 1us",
                           "1min30s",
                           "1.5",
                           ".5s",
                           "0.000001s",
                           "0.0000009s",
                           "1.99999999999s",
                           "1 2 3",
                           "+5",
                           "5 µs",
                           "5μs",
                           "5M",
                           "5m",
                           "1d2h3min4s5ms6us",
                           "1h 1h",
                           "584541y",
                           "18446744073709",
                           "1w",
                           "2hr",
                           "2sec",
                           "55 msec",
                           "7 usec",
                           "9 hours 1 minute",
                           "0.1 min",
                           "1.000000001 d"}) {
    ExpectAsSystemd(text);
  }
}

TEST(TimeSpanTest, RefusesWhatSystemdRefuses) {
  if (!HasProgram("systemd-analyze")) GTEST_SKIP() << "NOT TESTED: no systemd-analyze";
  for (const char* text : {"",
                           " ",
                           "-1",
                           "-1s",
                           "5.",
                           "1,5",
                           "1e3",
                           "5 s s",
                           "5 parsecs",
                           "s",
                           "infinity 1",
                           "1 infinity",
                           "1.5.5",
                           "1.s",
                           "5S",
                           "5 secs",
                           "5 minutesseconds",
                           "0x10",
                           "5%",
                           "18446744073709551615",
                           "18446744073709551616",
                           "99999999999999999999999",
                           "584542y",
                           "1s;"}) {
    ExpectAsSystemd(text);
  }
}

TEST(TimeSpanTest, TellsInfinityFromFiniteSpans) {
  std::uint64_t microseconds = 0;
  std::string why;
  ASSERT_TRUE(ParseTimeSpan("infinity", &microseconds, &why));
  EXPECT_EQ(microseconds, kInfiniteTime);
  ASSERT_TRUE(ParseTimeSpan("584541y", &microseconds, &why));
  EXPECT_LT(microseconds, kInfiniteTime);
}

TEST(TimeSpanTest, SaysWhatIsWrong) {
  std::uint64_t microseconds = 0;
  std::string why;
  EXPECT_FALSE(ParseTimeSpan("5 parsecs", &microseconds, &why));
  EXPECT_EQ(why,
            "'parsecs' is not a unit of time; the units are us, ms, s, min, h, d, w, month and y");
  EXPECT_FALSE(ParseTimeSpan("-3s", &microseconds, &why));
  EXPECT_EQ(why, "a time span cannot be negative");
  EXPECT_FALSE(ParseTimeSpan("600000y", &microseconds, &why));
  EXPECT_EQ(why, "it is longer than systemd can count");
}

TEST(TimeSpanTest, WritesWhatSystemdReadsAsTheSame) {
  const bool has_systemd = HasProgram("systemd-analyze");
  const std::uint64_t spans[] = {0,
                                 1,
                                 999,
                                 1000,
                                 1500000,
                                 90000000,
                                 600000000,
                                 3600000000,
                                 86399999999,
                                 86400000000,
                                 31557600000000,
                                 kInfiniteTime / 2,
                                 kInfiniteTime};
  for (const std::uint64_t span : spans) {
    const std::string text = FormatTimeSpan(span);
    std::uint64_t microseconds = 1;
    std::string why;
    ASSERT_TRUE(ParseTimeSpan(text, &microseconds, &why)) << text << why;
    EXPECT_EQ(microseconds, span) << text;
    if (has_systemd) {
      EXPECT_EQ(TimeOfSystemd(text), span) << text;
    }
  }
  EXPECT_EQ(FormatTimeSpan(90500000), "1min 30s 500ms");
  EXPECT_EQ(FormatTimeSpan(600000000), "10min");
}

}  // namespace
}  // namespace container_app
