// SPDX-License-Identifier: GPL-2.0-or-later
// Implements render/restart_timeline.h.
// Timelines as a picture: shapes and texts at their places, for templates/explain/restart.svg.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "render/restart_timeline.h"
#include "render/restart_words.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

constexpr TemplateName kPictureTemplates[] = {{"restart.svg", Language::kXml}};

constexpr int kWidth = 960;
constexpr int kLeft = 40;
constexpr int kRight = 780;  // end of the time axis; labels may stand out
constexpr int kBandHeight = 40;
constexpr int kPanels = 140;  // where the first one begins
constexpr int kPanelHeight = 130;

/// What a picture is made of. A coordinate is a whole pixel.
class Canvas {
 public:
  void Rectangle(std::string_view style, int x, int y, int width, int height) {
    rectangles_.push_back(Values()
                              .Set("class", style)
                              .Set("x", x)
                              .Set("y", y)
                              .Set("width", width)
                              .Set("height", height));
  }
  void Line(std::string_view style, int x1, int y1, int x2, int y2) {
    lines_.push_back(
        Values().Set("class", style).Set("x1", x1).Set("y1", y1).Set("x2", x2).Set("y2", y2));
  }
  void Circle(std::string_view style, int x, int y, int r) {
    circles_.push_back(Values().Set("class", style).Set("x", x).Set("y", y).Set("r", r));
  }
  void Text(std::string_view style, int x, int y, std::string_view anchor, std::string text) {
    texts_.push_back(Values()
                         .Set("class", style)
                         .Set("x", x)
                         .Set("y", y)
                         .Set("anchor", anchor)
                         .Set("text", std::move(text)));
  }

  Values Take() {
    return Values()
        .Set("rectangles", std::move(rectangles_))
        .Set("lines", std::move(lines_))
        .Set("circles", std::move(circles_))
        .Set("texts", std::move(texts_));
  }

 private:
  std::vector<Values> rectangles_, lines_, circles_, texts_;
};

/// Labels beside each other at one height; one that would touch another is left out.
class LabelRow {
 public:
  LabelRow(int y, Canvas* canvas) : y_(y), canvas_(canvas) {}

  /// Centred at `x`, moved inwards at the edges of the picture.
  void Add(std::string_view style, int x, std::string text) {
    const int half = Width(text) / 2;
    x = std::clamp(x, half, kWidth - half);
    if (Take({x - half, x + half})) canvas_->Text(style, x, y_, "middle", std::move(text));
  }

  /// Ends at `x`.
  void AddBefore(std::string_view style, int x, std::string text) {
    if (Take({x - Width(text), x})) canvas_->Text(style, x, y_, "end", std::move(text));
  }

 private:
  static int Width(std::string_view text) {
    return static_cast<int>(DisplayWidth(text)) * kCharacter + kGap;
  }

  bool Take(const Stretch& space) {
    const bool free = std::none_of(taken_.begin(), taken_.end(), [&](const Stretch& other) {
      return space.begin < other.end && other.begin < space.end;
    });
    if (free) taken_.push_back(space);
    return free;
  }

  static constexpr int kCharacter = 8;  // wider than any usual font has it at 12 px
  static constexpr int kGap = 8;
  int y_;
  Canvas* canvas_;
  std::vector<Stretch> taken_;
};

/// Names may be longer than the page is wide.
std::string Shortened(const std::string& text, std::size_t most) {
  if (DisplayWidth(text) <= most) return text;
  std::string kept;
  for (const char c : text) {
    const bool begins = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (begins && DisplayWidth(kept) == most) break;
    kept += c;
  }
  return kept + "…";
}

class Panel {
 public:
  Panel(const Timeline& timeline, int y, Canvas* canvas)
      : timeline_(timeline), top_(y), canvas_(canvas) {}

  void Draw() {
    canvas_->Text("heading", kLeft, top_, "start", timeline_.title);
    Windows();
    Starts();
    const int bottom = band() + kBandHeight;
    canvas_->Line("axis", kLeft, bottom, open_end() ? kWidth - 20 : kRight, bottom);
    Labels();
  }

 private:
  int band() const { return top_ + 34; }
  bool open_end() const { return timeline_.windows.back().end > timeline_.end; }

  int X(std::int64_t time) const {
    const long double part =
        static_cast<long double>(time) / static_cast<long double>(timeline_.end);
    return kLeft + static_cast<int>(std::clamp(part, 0.0L, 1.0L) * (kRight - kLeft));
  }

  void Windows() {
    bool next = false;
    for (const Stretch& window : timeline_.windows) {
      const bool ends = window.end <= timeline_.end;
      const int end = ends ? X(window.end) : kWidth - 20;
      canvas_->Rectangle(next ? "next-window" : "window", X(window.begin), band(),
                         std::max(end - X(window.begin), 1), kBandHeight);
      if (ends) canvas_->Line("edge", end, band() - 6, end, band() + kBandHeight);
      next = true;
    }
  }

  void Starts() {
    // A gap between bars stays to be seen even where a pixel is longer than the pause.
    int free_from = 0;
    for (const Stretch& start : timeline_.starts) {
      const int begin = std::max(X(start.begin), free_from);
      const int end = std::max(X(start.end), begin + 3);
      canvas_->Rectangle("start", begin, band() + 8, end - begin, kBandHeight - 16);
      free_from = end + 1;
    }
    if (timeline_.failed) {
      canvas_->Rectangle("failed", std::max(X(*timeline_.failed), free_from), band() - 2, 4,
                         kBandHeight + 2);
    }
  }

  void Labels() {
    LabelRow above(band() - 6, canvas_);
    LabelRow below(band() + kBandHeight + 18, canvas_);
    below.Add("", kLeft, "0");
    if (timeline_.failed) {
      above.Add("failed-text", X(*timeline_.failed), "failed");
      below.Add("failed-text", X(*timeline_.failed), RoughSpan(*timeline_.failed));
    }
    const std::int64_t window_end = timeline_.windows.front().end;
    if (window_end <= timeline_.end) {
      below.Add("", X(window_end), RoughSpan(window_end));
    } else {
      above.AddBefore("faint", kWidth - 20, "until " + RoughSpan(window_end));
    }
    int number = 0;
    for (const Stretch& start : timeline_.starts) {
      above.Add("faint", X(start.begin), fmt::format("{}", ++number));
      if (start.begin > 0) below.Add("", X(start.begin), RoughSpan(start.begin));
    }
  }

  const Timeline& timeline_;
  int top_;
  Canvas* canvas_;
};

/// Equal distances for pauses that double: a scale on which days and minutes are both to be read.
void DrawRecovery(const RestartPolicy& policy, int top, Canvas* canvas) {
  const std::vector<RecoveryRound> rounds = DrawnRounds(policy);
  if (rounds.empty()) {
    canvas->Text("heading", kLeft, top, "start",
                 "No recovery: it stays failed until an upgrade, or until somebody starts it");
    return;
  }
  canvas->Text("heading", kLeft, top, "start",
               "Rounds of recovery while the cause is there, from when it first was failed (not to "
               "scale)");
  const int y = top + 44;
  const int step = std::min(110, 760 / static_cast<int>(rounds.size() + 1));
  LabelRow pauses(y - 14, canvas);
  LabelRow times(y + 26, canvas);
  const int last = kLeft + step * static_cast<int>(rounds.size());
  canvas->Line("axis", kLeft, y, last, y);
  canvas->Line("edge", last, y, last + step, y);
  canvas->Circle("failed", kLeft, y, 6);
  times.Add("failed-text", kLeft, "failed");
  int x = kLeft;
  for (const RecoveryRound& round : rounds) {
    pauses.Add("faint", x + step / 2, "+ " + CoarseSpan(round.pause));
    x += step;
    canvas->Circle("start", x, y, 6);
    times.Add("", x, CoarseSpan(round.time));
  }
  const bool at_longest = rounds.back().pause >= policy.recovery.max;
  canvas->Text("faint", last + 20, y - 14, "start",
               fmt::format("{} {}", at_longest ? "then every" : "… up to every",
                           FormatTime(policy.recovery.max)));
}

void DrawLegend(int y, Canvas* canvas) {
  canvas->Rectangle("start", kLeft, y - 10, 14, 12);
  canvas->Text("", kLeft + 22, y, "start", "a start, and what it takes");
  canvas->Rectangle("window", kLeft + 250, y - 10, 14, 12);
  canvas->Rectangle("next-window", kLeft + 266, y - 10, 14, 12);
  canvas->Text("", kLeft + 288, y, "start", "time in which starts are counted, and the next");
  canvas->Rectangle("failed", kLeft + 640, y - 10, 4, 12);
  canvas->Text("", kLeft + 652, y, "start", "a start is refused");
}

/// Two lines.
void DrawSummary(const RestartPolicy& policy, int y, Canvas* canvas) {
  const auto span = [](std::int64_t time) { return FormatTime(time); };
  std::string pause = fmt::format("{} between an end and the next start", span(policy.restart_sec));
  if (policy.restart_steps > 0) {
    pause +=
        fmt::format(", growing to {} (systemd 254 and later)", span(policy.restart_max_delay_sec));
  }
  canvas->Text("", kLeft, y, "start", std::move(pause));
  canvas->Text("", kLeft, y + 18, "start",
               fmt::format("{} starts within {}, then it is failed", policy.start_limit_burst,
                           span(policy.start_limit_interval_sec)));
}

}  // namespace

std::span<const TemplateName> PictureTemplateNames() { return kPictureTemplates; }

bool RenderRestartPicture(const Plan& plan, const TemplateSet& templates, std::string* svg,
                          Diagnostics* diagnostics) {
  const RestartPolicy& policy = plan.restart;
  const std::vector<Timeline> timelines = RestartTimelines(policy);
  const std::string& name = plan.definition().metadata.name.value;
  const int recovery = kPanels + kPanelHeight * static_cast<int>(timelines.size());
  const int height = recovery + (DrawnRounds(policy).empty() ? 60 : 140);
  Canvas canvas;
  canvas.Rectangle("paper", 0, 0, kWidth, height);
  canvas.Text("name", kLeft, 40, "start", Shortened(name, 44));
  canvas.Text("faint", kLeft, 62, "start", Shortened(plan.names().unit, 100));
  DrawSummary(policy, 86, &canvas);
  int y = kPanels;
  for (const Timeline& timeline : timelines) {
    Panel(timeline, y, &canvas).Draw();
    y += kPanelHeight;
  }
  DrawRecovery(policy, recovery, &canvas);
  DrawLegend(height - 20, &canvas);
  Values values = canvas.Take();
  values.Set("width", kWidth).Set("height", height).Set("name", name);
  values.Set("description", timelines[0].title + ". " + timelines[1].title + ".");
  return templates.Render("restart.svg", values, svg, diagnostics);
}

}  // namespace container_app
