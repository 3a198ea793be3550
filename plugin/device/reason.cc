// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/reason.h"

#include <fmt/format.h>
#include <string.h>  // NOLINT: sigabbrev_np is not in <cstring>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

constexpr std::size_t kLongestQuote = 160;

std::string SignalName(int number) {
  const char* name = sigabbrev_np(number);
  return name ? fmt::format("SIG{}", name) : fmt::format("signal {}", number);
}

/// Digits up to the end of `text`.
bool ReadNumber(std::string_view text, int* number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
  return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

/// Compose begins lines with sequences that move the cursor.
std::string_view WithoutEscapes(std::string_view line) {
  while (line.starts_with("\x1b[")) {
    const std::size_t letter = line.find_first_not_of("0123456789;?", 2);
    if (letter == std::string_view::npos) return {};
    line.remove_prefix(letter + 1);
  }
  return Trim(line);
}

std::string Quote(std::string_view line) {
  std::string text = ShowControls(WithoutEscapes(line));
  if (text.size() <= kLongestQuote) return text;
  std::size_t cut = kLongestQuote;
  // Not within a character of UTF-8.
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0u) == 0x80u) --cut;
  return text.substr(0, cut) + "…";
}

/// `prestart of PACKAGE: stage NAME failed with status N`, what prestart.sh writes when it ends.
bool ReadStage(std::string_view line, std::string_view package, Reason* reason) {
  const std::string before = fmt::format("prestart of {}: stage ", package);
  constexpr std::string_view kBetween = " failed with status ";
  const std::size_t between = line.rfind(kBetween);
  int status = 0;
  if (!line.starts_with(before) || between == std::string_view::npos || between < before.size() ||
      !ReadNumber(line.substr(between + kBetween.size()), &status)) {
    return false;
  }
  reason->stage = ShowControls(line.substr(before.size(), between - before.size()));
  reason->exit_status = status;
  reason->text = fmt::format("prestart: stage {} failed with status {}", reason->stage, status);
  return true;
}

/// `NAME exited with code N`, what Compose writes when a container ends. A container's own lines
/// have its name and a bar before them.
bool ReadContainer(std::string_view line, Reason* reason) {
  line = WithoutEscapes(line);
  constexpr std::string_view kBetween = " exited with code ";
  const std::size_t between = line.find(kBetween);
  int status = 0;
  if (between == std::string_view::npos || between == 0 ||
      line.substr(0, between).find_first_of(" |") != std::string_view::npos ||
      !ReadNumber(line.substr(between + kBetween.size()), &status)) {
    return false;
  }
  reason->container = ShowControls(line.substr(0, between));
  reason->exit_status = status;
  reason->text = fmt::format("container {} ended with status {}", reason->container, status);
  return true;
}

std::string EndText(std::string_view what, const ProcessEnd& end, Reason* reason) {
  if (!end.by_signal) {
    reason->exit_status = end.status;
    return fmt::format("{} ended with status {}", what, end.status);
  }
  reason->signal = SignalName(end.status);
  return fmt::format("{} was killed by {}", what, reason->signal);
}

/// How the processes of the last start ended: by the journal, which remembers longer, else by
/// systemd's properties, which a reload clears.
void ProcessEnds(const UnitState& unit, const LastStart* last, ProcessEnd* prestart,
                 ProcessEnd* main) {
  for (const JournalEntry& entry : last ? last->of_systemd : std::vector<JournalEntry>()) {
    ProcessEnd end{true, entry.exit_code != "exited", 0};
    if (entry.message_id != kProcessExit || !ReadNumber(entry.exit_status, &end.status)) continue;
    if (entry.command == "ExecStartPre") *prestart = end;
    if (entry.command == "ExecStart") *main = end;
  }
  if (prestart->known || main->known || (last && last->begins_with_start)) return;
  *prestart = unit.prestart;
  *main = unit.main;
}

/// The container whose end ended the app: the last before Compose stops the others.
bool FindContainer(const LastStart* last, Reason* reason) {
  if (!last) return false;
  for (const std::string& line : last->output) {
    if (WithoutEscapes(line).starts_with("Aborting on container ")) break;
    Reason ended;
    // One that has done its work ends with 0, and the app goes on.
    if (ReadContainer(line, &ended) &&
        (ended.exit_status != 0 || reason->exit_status.value_or(0) == 0)) {
      *reason = ended;
    }
  }
  return !reason->container.empty();
}

/// ExecStartPre=: the prestart, and containers that have to run to their end before the others.
Reason WhyPrestartFailed(std::string_view package, const UnitState& unit, const LastStart* last,
                         const ProcessEnd& prestart) {
  Reason reason;
  if (unit.result == "timeout") {
    reason.text = fmt::format("the start took longer than {}", FormatTime(unit.timeout_start));
    return reason;
  }
  if (last) {
    for (auto line = last->output.rbegin(); line != last->output.rend(); ++line) {
      if (ReadStage(*line, package, &reason)) return reason;
    }
  }
  if (FindContainer(last, &reason)) return reason;
  reason.text = EndText("prestart", prestart, &reason);
  return reason;
}

/// The last thing Compose said, which is what it died of. An error counts before anything else: on
/// a busy machine it may come after the message of systemd that all has ended.
std::string LastWords(const LastStart& last) {
  for (auto line = last.output.rbegin(); line != last.output.rend(); ++line) {
    std::string quote = Quote(*line);
    if (quote.starts_with("Error")) return quote;
  }
  const std::vector<std::string> output = OutputBeforeEnd(last);
  for (auto line = output.rbegin(); line != output.rend(); ++line) {
    std::string quote = Quote(*line);
    if (!quote.empty()) return quote;
  }
  return "";
}

Reason WhyMainFailed(const UnitState& unit, const LastStart* last, const ProcessEnd& main) {
  Reason reason;
  if (!main.by_signal && FindContainer(last, &reason)) return reason;
  reason.text = EndText("docker compose", main, &reason);
  if (unit.result == "oom-kill") reason.text += ", out of memory";
  if (main.by_signal || main.status == 0 || !last) return reason;
  // No container ended.
  const std::string words = LastWords(*last);
  if (!words.empty()) reason.text += ": " + words;
  return reason;
}

/// Whether a job ended the last start, not the app itself.
bool WasStopped(const LastStart* last) {
  return last &&
         std::any_of(last->of_systemd.begin(), last->of_systemd.end(),
                     [](const JournalEntry& entry) { return entry.message_id == kUnitStopping; });
}

/// Whether the start limit refused another start. The message has no id.
bool WasRefused(const LastStart* last) {
  return last && std::any_of(last->of_systemd.begin(), last->of_systemd.end(),
                             [](const JournalEntry& entry) {
                               return entry.message.ends_with(" repeated too quickly.");
                             });
}

/// No start failed, but there were too many.
Reason WhyLimitHit(const UnitState& unit, const LastStart* last) {
  Reason reason;
  if (WasStopped(last)) {
    reason.text = "the last was ended by a restart";
  } else {
    FindContainer(last, &reason);
  }
  const std::string limit =
      fmt::format("start-limit-hit: {} starts within {}", unit.start_limit_burst,
                  FormatTime(unit.start_limit_interval));
  reason.text = reason.text.empty() ? limit : limit + "; " + reason.text;
  return reason;
}

/// The runtime lets systemd's watchdog end an app that has been unhealthy for too long, and says so
/// before; a watcher that died said something else.
Reason WhyWatchdog(const UnitState& unit) {
  Reason reason;
  reason.text = "ended by the watchdog of systemd";
  if (!unit.status_text.empty()) reason.text += "; last status: " + Quote(unit.status_text);
  return reason;
}

}  // namespace

Reason WhyFailed(std::string_view package, const UnitState& unit, const LastStart* last) {
  if (unit.result == "start-limit-hit" || (WasStopped(last) && WasRefused(last))) {
    return WhyLimitHit(unit, last);
  }
  if (unit.result == "watchdog") return WhyWatchdog(unit);
  ProcessEnd prestart;
  ProcessEnd main;
  ProcessEnds(unit, last, &prestart, &main);
  if (prestart.known && (prestart.by_signal || prestart.status != 0)) {
    return WhyPrestartFailed(package, unit, last, prestart);
  }
  Reason reason;
  if (unit.result == "timeout") {
    reason.text = fmt::format("stopping took longer than {}", FormatTime(unit.timeout_stop));
    return reason;
  }
  if (main.known) return WhyMainFailed(unit, last, main);
  if (FindContainer(last, &reason)) return reason;
  // The app ended by itself and is started again.
  if (unit.result != "success") reason.text = "result " + unit.result;
  return reason;
}

}  // namespace container_app
