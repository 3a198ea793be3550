// SPDX-License-Identifier: GPL-2.0-or-later
// Why an app does not run.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/journal.h"
#include "device/unit_state.h"

namespace container_app {

/// The messages in the journal about an app's last start, and those after it.
struct LastStart {
  std::vector<JournalEntry> of_systemd;  ///< Oldest first.
  std::vector<std::string> output;       ///< The last lines the unit's processes wrote.
  std::size_t after_end = 0;       ///< How many of these lines came after a process had ended.
  bool begins_with_start = false;  ///< All of systemd's messages since the start are there.
};

/// Collects the last starts of several units from messages that come newest first.
class LastStartCollector {
 public:
  /// Messages before `begin` are from before the system was started.
  explicit LastStartCollector(std::int64_t begin) : begin_(begin) {}

  /// Adds a unit whose last start is wanted. Of an `inactive` unit only its end is wanted.
  void Watch(const UnitState& unit);
  bool empty() const { return units_.empty(); }

  /// False when all that is wanted was found, or when reading more would take too long.
  bool Take(const JournalEntry& entry);

  /// Nothing when the journal has nothing of it.
  std::optional<LastStart> Get(std::string_view unit) const;

 private:
  struct Unit {
    LastStart last;  ///< Newest first.
    bool inactive = false;
    bool done = false;
  };

  std::int64_t begin_;
  std::size_t taken_ = 0;
  std::size_t missing_ = 0;  ///< Units that are not done.
  std::map<std::string, Unit, std::less<>> units_;
};

/// Why a unit is `failed`, or waits for another start.
struct Reason {
  std::string text;       ///< For people, in one line; empty when the reason is not known.
  std::string stage;      ///< Of the prestart, when one failed.
  std::string container;  ///< As Compose calls it, when one ended.
  std::optional<int> exit_status;
  std::string signal;  ///< `SIGKILL`
};

/// `last` is null when the journal has nothing or cannot be read: then the reason comes from
/// systemd's properties, which say less.
Reason WhyFailed(std::string_view package, const UnitState& unit, const LastStart* last);

/// The lines that the unit's processes wrote until one of them ended the start, if that is known.
std::vector<std::string> OutputBeforeEnd(const LastStart& last);

/// Whether systemd did not start the unit because one it requires failed.
bool DependencyFailed(const LastStart& last);

}  // namespace container_app
