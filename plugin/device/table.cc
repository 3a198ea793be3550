// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/table.h"

#include <fmt/format.h>

#include "base/table.h"
#include "base/text.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

constexpr std::size_t kLogLines = 10;

std::string StartsText(const AppStatus& app) {
  if (app.state == AppState::kMasked || app.state == AppState::kUnusable) return "-";
  if (app.unit.start_limit_interval <= 0 || app.unit.start_limit_burst <= 0) return "no limit";
  if (!app.starts_left) return fmt::format("? of {}", app.unit.start_limit_burst);
  return fmt::format("{} of {}", *app.starts_left, app.unit.start_limit_burst);
}

/// In whole seconds; from an hour on, in minutes.
std::string Rounded(std::int64_t microseconds) {
  const std::int64_t unit = microseconds < kHour ? kSecond : kMinute;
  const std::int64_t up = (microseconds + unit - 1) / unit * unit;
  return FormatTime(up);
}

std::string LogText(const AppStatus& app) {
  std::string text;
  const std::size_t lines = app.log.size();
  for (std::size_t i = lines > kLogLines ? lines - kLogLines : 0; i < lines; ++i) {
    text += fmt::format("    {}\n", ShowControls(app.log[i]));
  }
  return text;
}

}  // namespace

std::string StateText(const AppStatus& app) {
  const std::string_view name = StateName(app.state);
  return app.detail.empty() ? std::string(name) : fmt::format("{} ({})", name, app.detail);
}

std::string NextText(const AppStatus& app) {
  switch (app.next) {
    case NextStep::kNothing:
      return "-";
    case NextStep::kByHand:
      return "by hand";
    case NextStep::kStart:
    case NextStep::kRecovery:
      break;
  }
  std::string what = app.next == NextStep::kStart ? "start" : "recovery";
  if (!app.next_in) return what;
  return *app.next_in == 0 ? what + " now" : what + " in " + Rounded(*app.next_in);
}

std::string FormatTable(std::span<const AppStatus> apps, bool verbose) {
  std::vector<TableRow> rows = {{"APP", "STATE", "STARTS LEFT", "NEXT", "DETAILS"}};
  for (const AppStatus& app : apps) {
    rows.push_back({app.package, StateText(app), StartsText(app), NextText(app), DetailText(app)});
  }
  const std::vector<std::string> lines = TableLines(rows);
  std::string text = lines[0] + "\n";
  for (std::size_t i = 0; i < apps.size(); ++i) {
    text += lines[i + 1] + "\n";
    if (!apps[i].compose_override.empty()) {
      text += fmt::format("    with {}\n", ShowControls(apps[i].compose_override));
    }
    if (verbose) text += LogText(apps[i]);
  }
  return text;
}

}  // namespace container_app
