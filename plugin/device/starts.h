// SPDX-License-Identifier: GPL-2.0-or-later
// How many more starts systemd allows before it refuses one. systemd does not show its counter, so
// starts are counted again here, from its messages in the journal.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/journal.h"
#include "device/unit_state.h"

namespace container_app {

/// A start of an app, or an event that shows the value of systemd's counter.
struct StartEvent {
  enum Kind : std::uint8_t {
    kStart,    ///< It took place.
    kRefused,  ///< systemd refused it: all starts of the interval were used.
    kReset,    ///< The counter was cleared.
  };

  std::int64_t time = 0;
  Kind kind = kStart;
};

/// What systemd writes when it refuses to start `unit` (unit_test_start_limit() in its source: the
/// message has no id of its own).
std::string StartRefusal(std::string_view unit);

/// How many of `unit`'s starts systemd would not refuse at `now`, at least: a reset that left no
/// message gives more. Events come oldest first; `complete` when those that are missing cannot
/// count any more. Nothing when there is no limit.
std::optional<int> StartsLeft(const UnitState& unit, const std::vector<StartEvent>& events,
                              bool complete, std::int64_t now);

/// Collects the starts of several apps from messages that come newest first, and notices when
/// earlier messages make no difference any more.
class StartCollector {
 public:
  /// Messages before `begin` do not count.
  StartCollector(std::int64_t begin, std::int64_t now) : begin_(begin), now_(now) {}

  void Watch(const UnitState& unit);

  /// False when no earlier message is needed, or when reading more would take too long.
  bool Take(const JournalEntry& entry);
  /// All messages were taken. The first one in the journal is from `time`; older ones were deleted.
  void BeginsAt(std::int64_t time);

  /// As StartsLeft() above; also nothing when messages of the last interval are missing.
  std::optional<int> Left(const UnitState& unit) const;

 private:
  struct App {
    std::int64_t interval = 0;
    std::int64_t oldest = 0;  ///< The earliest start so far.
    bool settled = false;
    std::vector<StartEvent> events;  ///< Newest first.
  };

  void TakeReset(const JournalEntry& entry);
  static void TakeStart(std::int64_t time, App* app);
  bool AllSettled(std::int64_t time);

  std::int64_t begin_;
  std::int64_t now_;
  std::optional<std::int64_t> known_from_;  ///< Earlier messages would be needed and are missing.
  std::size_t taken_ = 0;
  std::map<std::string, App, std::less<>> apps_;
};

}  // namespace container_app
