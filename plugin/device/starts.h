// SPDX-License-Identifier: GPL-2.0-or-later
// How many starts systemd would still grant. It counts them but does not tell: they are counted
// again, from its messages in the journal.
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

/// A start of an app, or what shows what systemd had counted.
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

/// Collects the starts of several apps from messages that come newest first, and knows when
/// earlier ones make no difference.
class StartCollector {
 public:
  /// Messages before `begin` do not count.
  StartCollector(std::int64_t begin, std::int64_t now) : begin_(begin), now_(now) {}

  /// An app's unit, and the one that clears its counter and starts it (recover.sh).
  void Watch(const UnitState& unit, std::string_view retry_unit);

  /// False when no earlier message is needed, or can be afforded.
  bool Take(const JournalEntry& entry);
  /// All messages there are have been taken, and the journal's first is of `time`: what is older
  /// was thrown away.
  void BeginsAt(std::int64_t time);

  /// As StartsLeft() above; nothing, too, when not even the last interval is known.
  std::optional<int> Left(const UnitState& unit) const;

 private:
  struct App {
    std::int64_t interval = 0;
    std::int64_t oldest = 0;  ///< The earliest start so far.
    bool settled = false;
    std::vector<StartEvent> events;  ///< Newest first.
  };

  static void TakeStart(std::int64_t time, App* app);
  bool AllSettled(std::int64_t time);

  std::int64_t begin_;
  std::int64_t now_;
  std::optional<std::int64_t> known_from_;  ///< Earlier messages would be needed and are missing.
  std::size_t taken_ = 0;
  std::map<std::string, App, std::less<>> apps_;
  std::map<std::string, std::string, std::less<>> retry_units_;  ///< Whose retry unit it is.
};

}  // namespace container_app
