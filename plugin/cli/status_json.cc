// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/status_json.h"

#include <fmt/format.h>

#include <chrono>
#include <limits>
#include <nlohmann/json.hpp>

namespace container_app {
namespace {

using Json = nlohmann::ordered_json;

/// It rises when a program that reads the object would misread it.
constexpr int kStatusFormat = 1;

/// Seconds, to the microsecond; null for a time that is not known or has no end.
Json Seconds(std::int64_t microseconds) {
  if (microseconds < 0 || microseconds == std::numeric_limits<std::int64_t>::max()) return nullptr;
  return static_cast<double>(microseconds) / 1e6;
}

/// RFC 3339, in whole seconds of UTC.
std::string Moment(std::int64_t microseconds) {
  using namespace std::chrono;
  const sys_seconds moment =
      floor<seconds>(sys_time<std::chrono::microseconds>(std::chrono::microseconds(microseconds)));
  const sys_days day = floor<days>(moment);
  const year_month_day date(day);
  const hh_mm_ss time(moment - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

Json OrNull(std::string_view text) { return text.empty() ? Json() : Json(text); }

std::string_view NextName(NextStep next) {
  switch (next) {
    case NextStep::kStart:
      return "start";
    case NextStep::kRecovery:
      return "recovery";
    case NextStep::kByHand:
      return "by-hand";
    case NextStep::kNothing:
      break;
  }
  return "";
}

/// What systemd says, then how many starts are left and what comes next.
void AddUnit(const DeviceStatus& device, const AppStatus& app, Json* json) {
  const UnitState& unit = app.unit;
  json->update({{"active_state", OrNull(unit.active_state)},
                {"sub_state", OrNull(unit.sub_state)},
                {"unit_file_state", OrNull(unit.unit_file_state)},
                {"result", OrNull(unit.result)},
                {"status_text", OrNull(unit.status_text)},
                {"restarts", unit.restarts},
                {"starts_left", app.starts_left ? Json(*app.starts_left) : Json()},
                {"start_limit_burst", unit.start_limit_burst},
                {"start_limit_interval_sec", Seconds(unit.start_limit_interval)},
                {"next", OrNull(NextName(app.next))},
                {"next_sec", app.next_in ? Seconds(*app.next_in) : Json()},
                {"next_at", app.next_in ? Json(Moment(device.time + *app.next_in)) : Json()}});
}

Json AppJson(const DeviceStatus& device, const AppStatus& app, bool verbose) {
  Json json{{"package", app.package},
            {"unit", AppUnit(app.package)},
            {"state", StateName(app.state)},
            {"detail", OrNull(app.detail)},
            {"since", app.since < 0 ? Json() : Json(Moment(device.time - app.since))},
            {"since_sec", Seconds(app.since)},
            {"health", OrNull(HealthName(app.health))},
            {"waits_for", OrNull(WaitsFor(app))},
            {"stopped_by", app.stopped_by_somebody ? Json("administrator") : Json()},
            {"needs_attention", NeedsAttention(app.state)}};
  AddUnit(device, app, &json);
  json.update({{"why", OrNull(app.why.text)},
               {"stage", OrNull(app.why.stage)},
               {"container", OrNull(app.why.container)},
               {"exit_status", app.why.exit_status ? Json(*app.why.exit_status) : Json()},
               {"signal", OrNull(app.why.signal)},
               {"compose_override", OrNull(app.compose_override)}});
  if (verbose) json["log"] = app.log;
  return json;
}

}  // namespace

std::string StatusJson(const DeviceStatus& device, bool verbose) {
  Json json{{"format", kStatusFormat},
            {"time", Moment(device.time)},
            {"journal_error", OrNull(device.note)},
            {"apps", Json::array()}};
  for (const AppStatus& app : device.apps) json["apps"].push_back(AppJson(device, app, verbose));
  // The output of an app may be not UTF-8.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace container_app
