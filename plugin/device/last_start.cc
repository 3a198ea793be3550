// SPDX-License-Identifier: GPL-2.0-or-later
// Implements device/reason.h: what the journal says of the last start.
#include <algorithm>

#include "device/reason.h"

namespace container_app {
namespace {

/// The cause of a failure is in the last lines. An app may have written millions before them.
constexpr std::size_t kMostLines = 100;

bool EndsJob(const JournalEntry& entry) {
  return entry.message_id == kUnitStopped || entry.message_id == kUnitFailed;
}

}  // namespace

void LastStartCollector::Watch(const UnitState& unit) {
  Unit& watched = units_[unit.id];
  watched.inactive = unit.active_state == "inactive";
  ++missing_;
}

bool LastStartCollector::Take(const JournalEntry& entry) {
  if (entry.time < begin_) return false;
  const auto found = units_.find(entry.unit);
  if (found != units_.end() && !found->second.done) {
    Unit& unit = found->second;
    LastStart& last = unit.last;
    if (!entry.of_systemd) {
      last.output.push_back(entry.message);
    } else {
      last.of_systemd.push_back(entry);
      if (entry.message_id == kProcessExit && entry.command.starts_with("ExecStart") &&
          entry.command != "ExecStartPost") {
        last.after_end = last.output.size();
      }
      last.begins_with_start = entry.message_id == kUnitStarting;
    }
    unit.done = last.begins_with_start || last.output.size() >= kMostLines ||
                (unit.inactive && EndsJob(entry));
    if (unit.done) --missing_;
  }
  return missing_ > 0 && ++taken_ < kMostMessages;
}

std::optional<LastStart> LastStartCollector::Get(std::string_view unit) const {
  const auto found = units_.find(unit);
  if (found == units_.end()) return std::nullopt;
  LastStart last = found->second.last;
  if (last.of_systemd.empty() && last.output.empty()) return std::nullopt;
  std::reverse(last.of_systemd.begin(), last.of_systemd.end());
  std::reverse(last.output.begin(), last.output.end());
  return last;
}

std::vector<std::string> OutputBeforeEnd(const LastStart& last) {
  // Written a moment before, a line may still come after systemd's message.
  if (last.after_end >= last.output.size()) return last.output;
  return {last.output.begin(), last.output.end() - static_cast<std::ptrdiff_t>(last.after_end)};
}

bool DependencyFailed(const LastStart& last) {
  return !last.of_systemd.empty() &&
         std::any_of(last.of_systemd.begin(), last.of_systemd.end(), [](const JournalEntry& entry) {
           return entry.message_id == kUnitFailed && entry.job_result == "dependency";
         });
}

}  // namespace container_app
