// SPDX-License-Identifier: GPL-2.0-or-later
#include "device/device.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>

#include "base/run_command.h"
#include "device/starts.h"

namespace container_app {
namespace {

using Words = std::vector<std::string>;

constexpr char kApps[] = "/var/lib/container-apps";
constexpr std::chrono::seconds kLimit{30};
/// The journal may be slow, and status is useful without it: it gets less time.
constexpr std::chrono::seconds kJournalLimit{20};

void Append(const Words& more, Words* words) {
  words->insert(words->end(), more.begin(), more.end());
}

std::int64_t Now() {
  // systemd's timestamps are of this clock.
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// What a program prints; false with a sentence when it fails.
bool Output(const Words& words, std::string* output, std::string* error) {
  const CommandEnd end = ReadCommand(words, kLimit, output);
  if (!end.good()) *error = FailureText(words[0], kLimit, end);
  return end.good();
}

/// Adds what systemd says of units.
bool ReadUnits(const Words& names, DeviceUnits* device, std::string* error) {
  Words words = {"systemctl", "show", fmt::format("--property={}", kUnitProperties), "--"};
  Append(names, &words);
  std::string text;
  if (!Output(words, &text, error)) return false;
  device->now = Now();
  UnitStates units = ParseUnitStates(text);
  device->units.merge(units);
  return true;
}

bool ReadManager(Properties* manager, std::string* error) {
  std::string text;
  if (!Output({"systemctl", "show", fmt::format("--property={}", kManagerProperties)}, &text,
              error)) {
    return false;
  }
  *manager = ParseProperties(text);
  return true;
}

bool ReadAllUnits(std::span<const std::string> packages, DeviceUnits* device, std::string* error) {
  Words names;
  for (const std::string& package : packages) names.push_back(AppUnit(package));
  names.push_back(kDockerUnit);
  if (!ReadUnits(names, device, error)) return false;
  names.clear();
  for (const std::string& package : packages) {
    const auto found = device->units.find(AppUnit(package));
    if (found == device->units.end() || !MayRecover(found->second)) continue;
    // In the order in which they are at work, or one could end before and the next begin after it
    // is looked at.
    names.insert(names.end(), {RecoverUnit(package), RetryTimer(package), RetryUnit(package)});
  }
  return names.empty() || ReadUnits(names, device, error);
}

/// Reads the messages of this boot that match. False with a sentence when this user may not read
/// them or there is no journal.
bool ReadJournal(const Words& matches, const std::function<bool(const JournalEntry&)>& take,
                 std::string* why) {
  Words words = {"journalctl", "--boot", "--no-pager", "--output=export",
                 fmt::format("--output-fields={}", kJournalFields)};
  Append(matches, &words);
  JournalReader reader(take);
  const CommandEnd end = RunCommand(
      words, kJournalLimit, [&reader](std::string_view piece) { return reader.Read(piece); });
  // To a user with a journal of his own journalctl shows that alone, and says so.
  const bool all = end.errors.find("not seeing messages from other users") == std::string::npos;
  if (end.started && all && (end.status == 0 || end.stopped)) return true;
  *why = end.started && !end.timed_out && !all ? "this user may not read messages of the system"
                                               : FailureText("journalctl", kJournalLimit, end);
  return false;
}

Words UnitMatches(std::string_view field, std::span<const std::string> names) {
  Words matches;
  for (const std::string& name : names) matches.push_back(fmt::format("{}={}", field, name));
  return matches;
}

/// Reads systemd's messages about starts of these apps, and the messages of the units that clear
/// their counters. One of these is the app's own, at a restart; the runtime says so there with
/// priority 5 (notice), which the lines of the services do not have.
bool ReadStarts(std::span<const std::string> packages, const DeviceUnits& device,
                StartCollector* starts, std::string* why) {
  Words names;
  Words refusals;
  Words clearing_names = {kDockerStartedUnit};
  for (const std::string& package : packages) {
    const auto found = device.units.find(AppUnit(package));
    if (found == device.units.end()) continue;
    starts->Watch(found->second);
    names.push_back(AppUnit(package));
    refusals.push_back(StartRefusal(names.back()));
    clearing_names.push_back(RetryUnit(package));
    clearing_names.push_back(WantedUnit(package));
  }
  Words matches = {"--reverse", "_PID=1", fmt::format("MESSAGE_ID={}", kUnitStarting)};
  Append(UnitMatches("UNIT", names), &matches);
  Append({"+", "_PID=1"}, &matches);
  Append(UnitMatches("UNIT", names), &matches);
  Append(UnitMatches("MESSAGE", refusals), &matches);
  matches.push_back("+");
  Append(UnitMatches("_SYSTEMD_UNIT", clearing_names), &matches);
  Append({"+", "PRIORITY=5"}, &matches);
  Append(UnitMatches("_SYSTEMD_UNIT", names), &matches);
  bool stopped = false;
  const auto take = [&](const JournalEntry& entry) { return !(stopped = !starts->Take(entry)); };
  if (!ReadJournal(matches, take, why)) return false;
  if (stopped) return true;
  const auto first = [&](const JournalEntry& entry) {
    starts->BeginsAt(entry.time);
    return false;
  };
  return ReadJournal({}, first, why);
}

/// Reads all messages of the apps that do not run and whose cause can be in the journal.
bool ReadLastStarts(std::span<const std::string> packages, const DeviceUnits& device,
                    LastStartCollector* last_starts, std::string* why) {
  Words names;
  for (const std::string& package : packages) {
    const auto found = device.units.find(AppUnit(package));
    if (found == device.units.end() || !WantsLastStart(found->second)) continue;
    last_starts->Watch(found->second);
    names.push_back(found->first);
  }
  if (names.empty()) return true;
  Words matches = {"--reverse", "_PID=1"};
  Append(UnitMatches("UNIT", names), &matches);
  matches.push_back("+");
  Append(UnitMatches("_SYSTEMD_UNIT", names), &matches);
  return ReadJournal(
      matches, [&](const JournalEntry& entry) { return last_starts->Take(entry); }, why);
}

}  // namespace

bool InstalledApps(const FileReader& files, std::vector<std::string>* apps, std::string* error) {
  std::vector<std::string> names;
  if (!files.List(kApps, &names, error)) return false;
  for (const std::string& name : names) {
    // A removed package leaves its data, but no metadata.yaml. Packages of release 0.1.0 have a
    // file there, others a link.
    const std::string path = fmt::format("{}/{}/metadata.yaml", kApps, name);
    if (files.Status(path).kind != FileKind::kMissing) apps->push_back(name);
  }
  return true;
}

void FindOverrides(const FileReader& files, std::span<AppStatus> apps) {
  for (AppStatus& app : apps) {
    const std::string path =
        fmt::format("/etc/container-apps/{}/compose.override.yml", app.package);
    if (files.Status(path).kind != FileKind::kMissing) app.compose_override = path;
  }
}

void FindStops(const FileReader& files, std::span<AppStatus> apps) {
  for (AppStatus& app : apps) {
    // By the runtime (functions/wishes.sh), until the next start.
    const std::string path = fmt::format("/run/container-apps/.stopped/{}", app.package);
    app.stopped_by_somebody = files.Status(path).kind != FileKind::kMissing;
  }
}

void FindReady(const FileReader& files, std::span<AppStatus> apps) {
  constexpr char kNotes[] = "/run/container-apps";
  const auto is_there = [&files](const std::string& path) {
    return files.Status(path).kind != FileKind::kMissing;
  };
  // Where the runtime has the starts that dpkg has asked for (queue, start-queued).
  Words queues = {".queue"};
  Words names;
  std::string error;
  files.List(kNotes, &names, &error);
  std::copy_if(names.begin(), names.end(), std::back_inserter(queues),
               [](const std::string& name) { return name.starts_with(".starting."); });
  for (AppStatus& app : apps) {
    app.ready = is_there(fmt::format("{}/.ready/{}", kNotes, app.package));  // functions/ready.sh
    app.queued = std::any_of(queues.begin(), queues.end(), [&](const std::string& queue) {
      return is_there(fmt::format("{}/{}/{}", kNotes, queue, app.package));
    });
    app.tells_ready = is_there(fmt::format("/usr/share/container-apps/{}/app.conf", app.package));
  }
}

bool ReadStates(std::span<const std::string> packages, std::vector<AppStatus>* apps,
                std::string* error) {
  DeviceUnits device;
  if (!ReadAllUnits(packages, &device, error)) return false;
  for (const std::string& package : packages) apps->push_back(Judge(package, device, nullptr));
  return true;
}

bool ReadDevice(std::span<const std::string> packages, DeviceStatus* status, std::string* error) {
  status->time = std::chrono::duration_cast<std::chrono::microseconds>(
                     std::chrono::system_clock::now().time_since_epoch())
                     .count();
  if (packages.empty()) return true;
  DeviceUnits device;
  Properties manager;
  if (!ReadManager(&manager, error) || !ReadAllUnits(packages, &device, error)) return false;
  StartCollector starts(CountersBegin(manager), device.now);
  LastStartCollector last_starts(SystemdBegin(manager));
  const bool readable = ReadStarts(packages, device, &starts, &status->note) &&
                        ReadLastStarts(packages, device, &last_starts, &status->note);
  for (const std::string& package : packages) {
    const auto last = readable ? last_starts.Get(AppUnit(package)) : std::nullopt;
    AppStatus app = Judge(package, device, last ? &*last : nullptr);
    if (readable) app.starts_left = starts.Left(app.unit);
    status->apps.push_back(std::move(app));
  }
  return true;
}

}  // namespace container_app
