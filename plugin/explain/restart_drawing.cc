// SPDX-License-Identifier: GPL-2.0-or-later
#include "explain/restart_drawing.h"

#include <fmt/format.h>

#include <algorithm>

#include "explain/restart_timeline.h"
#include "policy/restart_words.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

constexpr int kDrawingColumns = 80;
constexpr int kGutter = 10;  // before the drawing
constexpr int kPlot = 58;    // columns of the time axis; labels may stand out at its end

/// A line that is written at places, never over what is there.
class Line {
 public:
  explicit Line(std::string_view name) : text_(fmt::format("  {:<{}}", name, kGutter - 2)) {}

  /// Writes `text` so that it begins at `column` of the axis; false, and nothing is written, where
  /// it would touch what is there or stand out of the page.
  bool Write(int column, std::string_view text) {
    const std::size_t begin = kGutter + column;
    const std::size_t end = begin + text.size();
    if (end > kDrawingColumns) return false;
    if (text_.size() < end) text_.resize(end, ' ');
    const std::size_t before = begin == kGutter ? begin : begin - 1;
    const std::size_t after = std::min(end + 1, text_.size());
    if (text_.find_first_not_of(' ', before) < after) return false;
    text_.replace(begin, text.size(), text);
    return true;
  }

  /// Writes over what is there.
  void Put(int column, char c) {
    const std::size_t at = kGutter + column;
    if (text_.size() <= at) text_.resize(at + 1, ' ');
    text_[at] = c;
  }

  std::string Text() const { return text_.substr(0, text_.find_last_not_of(' ') + 1) + "\n"; }

 private:
  std::string text_;
};

class Drawing {
 public:
  explicit Drawing(const Timeline& timeline) : timeline_(timeline) {}

  std::string Text() const {
    return timeline_.title + "\n" + Starts() + Windows() + Times() + "\n";
  }

 private:
  int Column(std::int64_t time) const {
    const std::int64_t column = static_cast<std::int64_t>(static_cast<long double>(time) * kPlot /
                                                          static_cast<long double>(timeline_.end));
    return static_cast<int>(std::clamp<std::int64_t>(column, 0, kPlot));
  }

  std::string Starts() const {
    Line line("starts");
    for (const Stretch& start : timeline_.starts) {
      line.Put(Column(start.begin), '|');
      for (int column = Column(start.begin) + 1; column < Column(start.end); ++column) {
        line.Put(column, '#');
      }
    }
    if (timeline_.failed) line.Put(Column(*timeline_.failed), 'X');
    return line.Text();
  }

  std::string Windows() const {
    Line line("window");
    for (const Stretch& window : timeline_.windows) {
      const bool ends = window.end <= timeline_.end;
      for (int column = Column(window.begin); column < Column(window.end); ++column) {
        line.Put(column, '=');
      }
      line.Put(Column(window.begin), '[');
      line.Put(Column(window.end), ends ? ']' : '>');
    }
    return line.Text();
  }

  /// The first and the last times always, others where there is room.
  std::string Times() const {
    Line line("");
    line.Write(0, "0");
    const std::int64_t window_end = timeline_.windows.front().end;
    if (timeline_.failed) Label(*timeline_.failed, &line);
    if (window_end <= timeline_.end) Label(window_end, &line);
    for (const Stretch& start : timeline_.starts) {
      if (start.begin > 0) Label(start.begin, &line);
    }
    std::string text = line.Text();
    if (window_end > timeline_.end) {
      text +=
          fmt::format("  {:<{}}the window ends after {}\n", "", kGutter - 2, RoughSpan(window_end));
    }
    return text;
  }

  void Label(std::int64_t time, Line* line) const { line->Write(Column(time), RoughSpan(time)); }

  const Timeline& timeline_;
};

/// Equal distances for pauses that double: the axis is not to scale.
std::string DrawRounds(const RestartPolicy& policy) {
  const std::vector<RecoveryRound> rounds = DrawnRounds(policy);
  if (rounds.empty()) return "";
  const int step = std::min(14, (kDrawingColumns - kGutter - 8) / static_cast<int>(rounds.size()));
  Line starts("rounds");
  Line pauses("pause");
  Line times("");
  starts.Put(0, 'X');
  times.Write(0, "0");
  for (int column = 1; column < step * static_cast<int>(rounds.size()); ++column) {
    starts.Put(column, '.');
  }
  for (std::size_t i = 0; i < rounds.size(); ++i) {
    const int column = step * static_cast<int>(i + 1);
    starts.Put(column, 'R');
    pauses.Write(column - step + 2, CoarseSpan(rounds[i].pause));
    times.Write(column, CoarseSpan(rounds[i].time));
  }
  return "Recovery while the cause remains, from when it first was failed (not to scale)\n" +
         starts.Text() + pauses.Text() + times.Text() +
         fmt::format("  {:<{}}{} {}\n\n", "", kGutter - 2,
                     rounds.back().pause >= policy.recovery.max ? "then every" : "... up to every",
                     FormatTime(policy.recovery.max));
}

}  // namespace

std::string DrawTimelines(const RestartPolicy& policy) {
  std::string text;
  for (const Timeline& timeline : RestartTimelines(policy)) text += Drawing(timeline).Text();
  text += DrawRounds(policy);
  return text + "| start  # hang or run  [=] starts are counted  X failed  R round of recovery\n";
}

}  // namespace container_app
