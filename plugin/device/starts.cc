// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/starts.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "policy/restart.h"

namespace container_app {
namespace {

/// The journal begins some time after systemd, and before it starts any app.
constexpr std::int64_t kJournalStart = 60'000'000;

bool HasLimit(const UnitState& unit) {
  return unit.start_limit_interval > 0 && unit.start_limit_burst > 0;
}

/// systemd's counter of a unit's starts, as its messages show it.
class StartCount {
 public:
  explicit StartCount(const UnitState& unit)
      : fresh_(unit.start_limit_interval, unit.start_limit_burst),
        limit_(fresh_),
        burst_(static_cast<std::size_t>(unit.start_limit_burst)) {}

  void Take(const StartEvent& event) {
    switch (event.kind) {
      case StartEvent::kReset:
        limit_ = fresh_;
        starts_.clear();
        break;
      case StartEvent::kRefused:
        // Whatever was reset before, without a message: the last starts filled the window.
        limit_ = fresh_;
        for (const std::int64_t start : starts_) limit_.Start(start);
        break;
      case StartEvent::kStart:
        // One that took place although the window was full shows that the counter had been reset.
        if (!limit_.Start(event.time)) {
          limit_ = fresh_;
          limit_.Start(event.time);
        }
        starts_.push_back(event.time);
        if (starts_.size() > burst_) starts_.pop_front();
        break;
    }
  }

  int Left(std::int64_t now) const { return limit_.Left(now); }

 private:
  StartLimit fresh_;
  StartLimit limit_;
  std::size_t burst_;
  std::deque<std::int64_t> starts_;  ///< The last ones, as many as a window holds.
};

}  // namespace

std::optional<int> StartsLeft(const UnitState& unit, const std::vector<StartEvent>& events,
                              bool complete, std::int64_t now) {
  if (!HasLimit(unit)) return std::nullopt;
  // Loaded anew, with a counter of its own, and not started since.
  if (unit.inactive_exit == 0) return unit.start_limit_burst;
  const bool any_reset = std::any_of(events.begin(), events.end(), [](const StartEvent& event) {
    return event.kind == StartEvent::kReset;
  });
  if (!complete && !any_reset) {
    // When the window opened is not known; it holds no more starts than the last interval.
    const auto recent = std::count_if(events.begin(), events.end(), [&](const StartEvent& event) {
      return event.kind == StartEvent::kStart && now - event.time <= unit.start_limit_interval;
    });
    return std::max(unit.start_limit_burst - static_cast<int>(recent), 0);
  }
  StartCount count(unit);
  for (const StartEvent& event : events) count.Take(event);
  return count.Left(now);
}

std::string StartRefusal(std::string_view unit) {
  return fmt::format("{}: Start request repeated too quickly.", unit);
}

void StartCollector::Watch(const UnitState& unit) {
  App& app = apps_[unit.id];
  app.interval = unit.start_limit_interval;
  app.oldest = now_;
  app.settled = !HasLimit(unit) || unit.inactive_exit == 0;
}

bool StartCollector::Take(const JournalEntry& entry) {
  if (entry.time < begin_ || AllSettled(entry.time)) return false;
  if (!entry.of_systemd) {
    TakeReset(entry);
  } else if (entry.message_id == kUnitStarting) {
    const auto app = apps_.find(entry.unit);
    if (app != apps_.end()) TakeStart(entry.time, &app->second);
  } else if (entry.message == StartRefusal(entry.unit)) {
    const auto app = apps_.find(entry.unit);
    if (app != apps_.end() && !app->second.settled) {
      app->second.events.push_back({entry.time, StartEvent::kRefused});
    }
  }
  if (++taken_ < kMostMessages) return true;
  known_from_ = entry.time;
  return false;
}

/// The runtime says so just before it clears a counter; the line begins with the app's unit.
void StartCollector::TakeReset(const JournalEntry& entry) {
  constexpr std::string_view kEnds[] = {" is started again (round ",
                                        ", so its starts are counted anew"};
  const auto app = apps_.find(entry.message.substr(0, entry.message.find_first_of(" :")));
  if (app == apps_.end() || app->second.settled) return;
  for (const std::string_view end : kEnds) {
    if (entry.message.find(end) == std::string::npos) continue;
    app->second.events.push_back({entry.time, StartEvent::kReset});
    app->second.settled = true;
    return;
  }
}

void StartCollector::TakeStart(std::int64_t time, App* app) {
  if (app->settled) return;
  app->settled = app->oldest - time > app->interval;
  if (app->settled) return;
  app->events.push_back({time, StartEvent::kStart});
  app->oldest = time;
}

void StartCollector::BeginsAt(std::int64_t time) {
  if (time > begin_ + kJournalStart) known_from_ = time;
}

/// Whether no message from before `time` makes a difference: a start after a pause of the interval
/// opens a window, whatever came before.
bool StartCollector::AllSettled(std::int64_t time) {
  bool all = true;
  for (auto& [name, app] : apps_) {
    if (!app.settled) app.settled = app.oldest - time > app.interval;
    all = all && app.settled;
  }
  return all;
}

std::optional<int> StartCollector::Left(const UnitState& unit) const {
  const auto found = apps_.find(unit.id);
  if (found == apps_.end()) return std::nullopt;
  const App& app = found->second;
  const bool complete = app.settled || !known_from_;
  if (!complete && now_ - *known_from_ <= app.interval) return std::nullopt;
  const std::vector<StartEvent> events(app.events.rbegin(), app.events.rend());
  return StartsLeft(unit, events, complete, now_);
}

}  // namespace container_app
