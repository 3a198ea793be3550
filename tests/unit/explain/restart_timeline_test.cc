// SPDX-License-Identifier: GPL-2.0-or-later
// Drawings: what they show, that they fit, and that no two texts lie over each other.
#include "explain/restart_timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <regex>
#include <sstream>

#include "base/text.h"
#include "explain/restart_drawing.h"
#include "explain/restart_picture.h"
#include "policy/restart_model.h"
#include "support/run_program.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

using testing::HasSubstr;

/// Policies of every shape: back-off, many starts, years, microseconds, no recovery, no trip.
std::vector<RestartPolicy> Policies() {
  std::vector<RestartPolicy> policies(1);
  std::mt19937 engine(11);
  const auto dice = [&](std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(engine);
  };
  const std::int64_t scales[] = {1, 1000, kSecond, kMinute, 3600 * kSecond, 86400 * kSecond};
  for (int round = 0; round < 300; ++round) {
    RestartPolicy policy;
    policy.restart_sec = dice(1, 59) * scales[dice(0, 5)];
    policy.start_limit_burst = static_cast<int>(round % 7 == 0 ? 100 : dice(2, 30));
    policy.timeout_start_sec = dice(1, 59) * scales[dice(0, 5)];
    if (round % 2 == 0) {
      policy.restart_steps = static_cast<int>(dice(1, 20));
      policy.restart_max_delay_sec = policy.restart_sec * dice(2, 50);
    }
    if (round % 4 == 0) policy.time_to_sick = dice(1, 59) * scales[dice(0, 5)];
    if (round % 10 != 0) policy.start_limit_interval_sec = SmallestInterval(policy) + dice(0, 1);
    if (round % 3 == 0) policy.supervisor = Supervisor::kDocker;
    if (round % 5 == 0) policy.recovery.mode = RecoveryMode::kManual;
    policy.recovery.after = dice(1, 59) * scales[dice(0, 5)];
    policy.recovery.max = policy.recovery.after * dice(1, 100);
    policies.push_back(policy);
  }
  return policies;
}

TEST(RestartTimelineTest, ShowsStartsWindowAndTrip) {
  const auto timelines = RestartTimelines(RestartPolicy());
  ASSERT_EQ(timelines.size(), 3U);
  EXPECT_EQ(timelines[0].title, "A start that fails at once: failed after 50s, with 5 starts");
  EXPECT_EQ(timelines[0].starts.size(), 5U);
  EXPECT_EQ(timelines[0].starts[4].begin, 40 * kSecond);
  EXPECT_EQ(timelines[0].failed, 50 * kSecond);
  EXPECT_EQ(timelines[1].starts[1].begin, 100 * kSecond);
  EXPECT_EQ(timelines[1].starts[1].end, 190 * kSecond);
  EXPECT_EQ(timelines[1].end, 10 * kMinute) << "the end of the window is not far off";
  EXPECT_FALSE(timelines[2].failed);
  ASSERT_EQ(timelines[2].windows.size(), 2U);
  EXPECT_GT(timelines[2].windows[1].begin, timelines[2].windows[0].end);
}

TEST(RestartTimelineTest, ShowsAnAppThatIsNeverHealthyWhereAHealthcheckIsKnown) {
  RestartPolicy policy;
  policy.time_to_sick = 5 * kMinute;
  policy.start_limit_interval_sec = SmallestInterval(policy);
  const auto timelines = RestartTimelines(policy);
  ASSERT_EQ(timelines.size(), 4U);
  EXPECT_EQ(timelines[2].title,
            "An app that is never healthy: failed after 25min 50s, with 5 starts");
  EXPECT_EQ(timelines[2].starts[1].begin, 5 * kMinute + 10 * kSecond);
  EXPECT_EQ(timelines[2].starts[1].end, 10 * kMinute + 10 * kSecond);
}

TEST(RestartTimelineTest, EndsForEveryPolicy) {
  for (const RestartPolicy& policy : Policies()) {
    for (const Timeline& timeline : RestartTimelines(policy)) {
      EXPECT_FALSE(timeline.starts.empty());
      EXPECT_LE(timeline.starts.size(), 203U);
      EXPECT_GE(timeline.end, timeline.starts.back().end);
    }
    EXPECT_LE(DrawnRounds(policy).size(), 6U);
  }
}

TEST(RestartDrawingTest, IsAsDrawn) {
  const std::string text = DrawTimelines(RestartPolicy());
  EXPECT_THAT(text, HasSubstr(R"(A start that hangs: failed after 8min 20s, with 5 starts
  starts  |####### |######## |######## |####### |######## X
  window  [=========================================================]
          0        1min 40s  3min 20s  5min     6min 40s  8min 20s  10min
)"));
  EXPECT_THAT(text, HasSubstr(R"(
  rounds  X.........R.........R.........R.........R.........R.........R
  pause     15min     30min     1h        2h        4h        6h
          0         15min     45min 50s 1h 47min  3h 48min  7h 48min  13h 49min
          then every 6h
)"));
}

TEST(RestartDrawingTest, FitsIntoEightyColumnsOfAscii) {
  for (const RestartPolicy& policy : Policies()) {
    const std::string text = DrawTimelines(policy);
    for (const std::string_view line : Split(text, '\n')) {
      EXPECT_LE(line.size(), 80U) << line;
      EXPECT_TRUE(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c < 127; }))
          << line;
    }
  }
}

std::string ReadAll(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

class RestartPictureTest : public testing::Test {
 protected:
  RestartPictureTest() {
    definition_.metadata.name.value = "Berth Book";
    definition_.metadata.app_id.value = "berth";
    plan_.installed = Installed(definition_, {"", "container"});
    const std::string path = SOURCE_DIR "/templates/explain/restart.svg.mustache";
    Diagnostics diagnostics;
    EXPECT_TRUE(Template::Parse(path, ReadAll(path), PictureTemplateNames()[0].language,
                                &templates_.templates["restart.svg"], &diagnostics));
  }

  std::string Picture(const RestartPolicy& policy) {
    plan_.restart = policy;
    std::string svg;
    Diagnostics diagnostics;
    EXPECT_TRUE(RenderRestartPicture(plan_, templates_, &svg, &diagnostics));
    for (const Finding& finding : diagnostics.findings()) ADD_FAILURE() << FormatFinding(finding);
    return svg;
  }

  Definition definition_;
  Plan plan_;
  TemplateSet templates_;
};

/// Where a text of the picture lies, and what it is.
struct Box {
  double left, right, top, bottom;
  std::string text;
};

/// Boxes of all texts, with characters wider than those of DejaVu Sans are on average.
std::vector<Box> TextsOf(const std::string& svg) {
  static const std::regex kText(
      "<text class=\"([a-z-]*)\" x=\"(-?[0-9]+)\" y=\"(-?[0-9]+)\" "
      "text-anchor=\"([a-z]+)\">([^<]*)</text>");
  std::vector<Box> boxes;
  for (std::sregex_iterator it(svg.begin(), svg.end(), kText), end; it != end; ++it) {
    const std::string style = (*it)[1].str();
    const double size = style == "name" ? 20 : style == "heading" ? 14 : 12;
    const double width = static_cast<double>(DisplayWidth((*it)[5].str())) * size * 0.64;
    const std::string anchor = (*it)[4].str();
    const double x = std::stod((*it)[2].str());
    const double y = std::stod((*it)[3].str());
    const double left = anchor == "start" ? x : anchor == "end" ? x - width : x - width / 2;
    boxes.push_back({left, left + width, y - size, y + size / 4, (*it)[5].str()});
  }
  return boxes;
}

TEST_F(RestartPictureTest, HasNoTextOverAnotherOrOutsideOfThePage) {
  for (const RestartPolicy& policy : Policies()) {
    const auto boxes = TextsOf(Picture(policy));
    ASSERT_GT(boxes.size(), 10U);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      EXPECT_GE(boxes[i].left, 0) << boxes[i].text;
      EXPECT_LE(boxes[i].right, 960) << boxes[i].text;
      for (std::size_t j = 0; j < i; ++j) {
        const bool apart = boxes[i].right <= boxes[j].left || boxes[j].right <= boxes[i].left ||
                           boxes[i].bottom <= boxes[j].top || boxes[j].bottom <= boxes[i].top;
        EXPECT_TRUE(apart) << boxes[i].text << " lies over " << boxes[j].text;
      }
    }
  }
}

TEST_F(RestartPictureTest, ShowsTheTripAndTheRounds) {
  const std::string svg = Picture(RestartPolicy());
  for (const char* text : {">8min 20s<", ">until 10min<", ">+ 15min<", ">13h 49min<",
                           ">then every 6h<", ">A start that hangs: failed after 8min 20s"}) {
    EXPECT_THAT(svg, HasSubstr(text));
  }
}

TEST_F(RestartPictureTest, IsWellFormedWhateverTheNameIs) {
  if (!HasProgram("xmllint")) GTEST_SKIP() << "NOT TESTED: no xmllint";
  for (const std::string name :
       {"Berth Book", "</title><script>alert(1)</script>", "\"'&amp;]]>", "港の記録 <&>"}) {
    definition_.metadata.name.value = name;
    ProgramOptions options;
    options.input = Picture(RestartPolicy());
    EXPECT_EQ(RunProgram({"xmllint", "--noout", "--nonet", "-"}, options).status, 0) << name;
    EXPECT_EQ(options.input.find("<script"), std::string::npos);
  }
}

TEST_F(RestartPictureTest, ShortensNamesAtACharacter) {
  for (int i = 0; i < 100; ++i) definition_.metadata.name.value += "ä";
  const std::string svg = Picture(RestartPolicy());
  EXPECT_EQ(FirstInvalidUtf8(svg), std::string::npos);
  EXPECT_THAT(svg, HasSubstr("ä…</text>"));
}

}  // namespace
}  // namespace container_app
