// SPDX-License-Identifier: GPL-2.0-or-later
// Messages of the journal, as `journalctl --output=export` prints them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace container_app {

// Kinds of messages of systemd itself (systemd.messages, `journalctl --dump-catalog`).
inline constexpr char kUnitStarting[] = "7d4958e842da4a758f6c1cdc7b36dcc5";
inline constexpr char kUnitStopping[] = "de5b426a63be47a7b6ac3eaac82e2f6f";
inline constexpr char kUnitStopped[] = "9d1aaa27d60140bd96365438aad20286";
inline constexpr char kUnitFailed[] = "be02cf6855d2428ba40df7e9d022f03d";
inline constexpr char kProcessExit[] = "98e322203f7a4ed290d09fe03c09fe15";

/// Of a device that restarts apps day and night, more would take long to read.
inline constexpr std::size_t kMostMessages = 20'000;

/// A message. A field that it does not have is empty.
struct JournalEntry {
  std::int64_t time = 0;    ///< Microseconds of the monotonic clock.
  bool of_systemd = false;  ///< Written by systemd about the unit, not by the unit's processes.
  std::string unit;         ///< The unit it is about, or that wrote it.
  std::string message;      ///< As it was written: anything may be in it.
  std::string message_id;   ///< What kind of message it is.
  std::string job_result;   ///< `done`, `failed`, `dependency`
  std::string command;      ///< Of kProcessExit: `ExecStartPre`, `ExecStart`
  std::string exit_code;    ///< Of kProcessExit: `exited`, `killed`, `dumped`
  std::string exit_status;  ///< Of kProcessExit: exit status or number of the signal.
};

/// The fields a JournalEntry is made of, as `--output-fields=` takes them.
inline constexpr char kJournalFields[] =
    "MESSAGE,MESSAGE_ID,UNIT,JOB_RESULT,COMMAND,EXIT_CODE,EXIT_STATUS,_PID,_SYSTEMD_UNIT";

/// Reads the export format (systemd.io/JOURNAL_EXPORT_FORMATS) in pieces of any size.
class JournalReader {
 public:
  /// `take` gets each message and returns false when it has seen enough.
  explicit JournalReader(std::function<bool(const JournalEntry&)> take) : take_(std::move(take)) {}

  /// False when `take` has seen enough, or for text that is not in the export format.
  bool Read(std::string_view piece);

 private:
  bool ReadField();
  void Assign(std::string_view name, std::string_view value);
  bool Finish();

  std::function<bool(const JournalEntry&)> take_;
  std::string rest_;    ///< The part that was read but is not complete yet.
  std::size_t at_ = 0;  ///< Where in it the next field begins.
  bool good_ = true;
  bool any_field_ = false;
  JournalEntry entry_;
  std::string system_unit_;
};

}  // namespace container_app
