// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/metrics.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "base/text.h"

namespace container_app {
namespace {

constexpr AppState kStates[] = {AppState::kRunning,  AppState::kStarting, AppState::kWaiting,
                                AppState::kStopping, AppState::kFailed,   AppState::kBlocked,
                                AppState::kStopped,  AppState::kDisabled, AppState::kMasked,
                                AppState::kUnusable};

/// The value of a label, quoted. What is not UTF-8 would make the whole file unreadable.
std::string Quoted(std::string_view text) {
  std::string valid(text);
  for (std::size_t at; (at = FirstInvalidUtf8(valid)) != std::string::npos;) valid[at] = '?';
  std::string quoted = "\"";
  for (const char c : ShowControls(valid)) {
    if (c == '\\' || c == '"') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

/// A metric with one value an app.
struct Metric {
  std::string_view name;
  std::string_view type;
  std::string_view help;
  /// Nothing for an app that has no such value.
  std::optional<double> (*value)(const DeviceStatus& device, const AppStatus& app);
};

/// Seconds since the epoch of a time that is `microseconds` after the device was asked.
std::optional<double> Moment(const DeviceStatus& device, std::int64_t microseconds) {
  return std::floor(static_cast<double>(device.time + microseconds) / 1e6);
}

std::optional<double> StartsLeft(const DeviceStatus&, const AppStatus& app) {
  if (!app.starts_left) return std::nullopt;
  return *app.starts_left;
}

std::optional<double> Unhealthy(const DeviceStatus&, const AppStatus& app) {
  if (app.health == Health::kUnknown) return std::nullopt;
  return app.health == Health::kUnhealthy ? 1 : 0;
}

std::optional<double> NextStart(const DeviceStatus& device, const AppStatus& app) {
  if (!app.next_in) return std::nullopt;
  return Moment(device, *app.next_in);
}

std::optional<double> StateChange(const DeviceStatus& device, const AppStatus& app) {
  if (app.since < 0) return std::nullopt;
  return Moment(device, -app.since);
}

// A table: each metric, its type, what it says, and its value.
constexpr Metric kMetrics[] = {
    {"container_app_needs_attention", "gauge",
     "1 when the app does not run but should: it is failed, blocked or unusable.",
     [](const DeviceStatus&, const AppStatus& app) -> std::optional<double> {
       return NeedsAttention(app.state) ? 1 : 0;
     }},
    {"container_app_unhealthy", "gauge",
     "1 when a service of the running app is unhealthy; only for apps with a healthcheck.",
     Unhealthy},
    {"container_app_state_change_timestamp_seconds", "gauge",
     "When systemd last saw the state of the app change.", StateChange},
    {"container_app_restarts_total", "counter",
     "How often systemd has started the app again since it was last started by hand.",
     [](const DeviceStatus&, const AppStatus& app) -> std::optional<double> {
       return app.unit.restarts;
     }},
    {"container_app_starts_left", "gauge",
     "How many starts are left, at least, before the start limit refuses one.", StartsLeft},
    {"container_app_next_start_timestamp_seconds", "gauge",
     "When the app is started again, if that is known.", NextStart},
};

/// One series for each state, so that a query can count them.
std::string StateFamily(const DeviceStatus& device) {
  std::string text =
      "# HELP container_app_state 1 for the state that the app is in.\n"
      "# TYPE container_app_state gauge\n";
  for (const AppStatus& app : device.apps) {
    for (const AppState state : kStates) {
      text += fmt::format("container_app_state{{package={},state=\"{}\"}} {}\n",
                          Quoted(app.package), StateName(state), app.state == state ? 1 : 0);
    }
  }
  return text;
}

std::string InfoFamily(const DeviceStatus& device) {
  std::string text =
      "# HELP container_app_info Always 1; the labels say what the app's unit is, how it ended "
      "last and why, or what it says of itself.\n"
      "# TYPE container_app_info gauge\n";
  for (const AppStatus& app : device.apps) {
    text += fmt::format("container_app_info{{package={},unit={},result={},details={}}} 1\n",
                        Quoted(app.package), Quoted(AppUnit(app.package)), Quoted(app.unit.result),
                        Quoted(DetailText(app)));
  }
  return text;
}

std::string Family(const DeviceStatus& device, const Metric& metric) {
  std::string text;
  for (const AppStatus& app : device.apps) {
    const std::optional<double> value = metric.value(device, app);
    if (!value) continue;
    text += fmt::format("{}{{package={}}} {:.0f}\n", metric.name, Quoted(app.package), *value);
  }
  if (text.empty()) return text;
  return fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n", metric.name, metric.type, metric.help) +
         text;
}

}  // namespace

std::string FormatMetrics(const DeviceStatus& device) {
  // Never empty, so that a query can tell a device without apps from one without this file.
  std::string text = fmt::format(
      "# HELP container_app_installed How many container apps the file is about.\n"
      "# TYPE container_app_installed gauge\n"
      "container_app_installed {}\n",
      device.apps.size());
  if (device.apps.empty()) return text;
  text += StateFamily(device);
  for (const Metric& metric : kMetrics) text += Family(device, metric);
  return text + InfoFamily(device);
}

}  // namespace container_app
