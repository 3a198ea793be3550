// SPDX-License-Identifier: GPL-2.0-or-later
#include "explain/state_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/table.h"
#include "base/text.h"
#include "policy/stop.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

const StateLoss kNothingLost{"nothing", "nothing", "nothing", "nothing", "nothing"};
const StateLoss kAllLost{"all", "all", "all", "all", "all"};
const StateLoss kUnknownLoss{"not said", "not said", "not said", "nothing", "nothing"};

/// The same loss in each of the five cases.
StateLoss Always(const std::string& loss) { return {loss, loss, loss, loss, loss}; }

/// A place for a person: paths below the data folder begin with `data`.
std::string PlaceText(const Plan& plan, const ContainerPlace& place, const std::string& path) {
  const std::string& host = place.host_path;
  const std::string& data = plan.names().data;
  const bool in_volume = place.mount && place.mount->type == ComposeMount::Type::kVolume;
  const std::string volume = in_volume ? fmt::format(" (volume {})", place.mount->source) : "";
  if (IsAtOrBelow(host, data)) return "data" + host.substr(data.size()) + volume;
  if (!host.empty()) return host + volume;
  return in_volume ? fmt::format("volume {}, {}", place.mount->source, path) : path;
}

StateRow FileRow(const Plan& plan, const StateEntry& state, const ComposeService& service) {
  const ContainerPlace place = PlaceOf(plan.installed, service, state.path.value);
  StateLoss loss = kNothingLost;
  const std::string flush = FormatTime(state.flush_within.value);
  loss.crash = "the last " + flush;
  return {
      state.name.value, "durable", PlaceText(plan, place, state.path.value), loss,
      fmt::format("{}: '{}' has {} between SIGTERM and SIGKILL; a change waits {} at most.",
                  state.name.value, service.name.value, FormatTime(plan.Of(service).grace), flush)};
}

std::string CrashLoss(Saving saving) {
  switch (saving) {
    case Saving::kAlways:
      return "nothing";
    case Saving::kAppendOnly:
      return "nothing (1)";
    case Saving::kSnapshots:
      return "nothing (2)";
    case Saving::kNothing:
      return "all";
    case Saving::kConfigured:
      return "nothing (3)";
  }
  return "";
}

std::string StoreNote(const std::string& store, Saving saving) {
  switch (saving) {
    case Saving::kAlways:
    case Saving::kNothing:
      return "";
    case Saving::kAppendOnly:
      return fmt::format(
          "(1) A loss of power, and on a busy disk a crash of it, takes what '{}' was told in the "
          "last "
          "2s: appendfsync everysec.",
          store);
    case Saving::kSnapshots:
      return fmt::format(
          "(2) When '{}' itself crashes, or the power fails, all since its last snapshot is lost: "
          "an hour or, with many changes, less. '--appendonly yes' makes that 1s.",
          store);
    case Saving::kConfigured:
      return fmt::format(
          "(3) When '{0}' itself crashes, or the power fails, what is lost is for its own "
          "configuration to say. As Debian ships Redis and Valkey: all since the last snapshot, an "
          "hour or less; with 'appendonly yes' 1s.",
          store);
  }
  return "";
}

StateRow StoreRow(const Plan& plan, const StateEntry& state) {
  const std::string& store = state.store.value;
  StoreSettings settings{Saving::kConfigured, ""};
  std::string place = store + " of the host";
  if (const ComposeService* service = FindService(plan.definition().compose, store)) {
    settings = StoreSettingsOf(*service);
    const ContainerPlace folder = PlaceOf(plan.installed, *service, settings.folder);
    place = fmt::format("{}, {}", store, PlaceText(plan, folder, settings.folder));
  }
  StateLoss loss = kNothingLost;
  loss.crash = CrashLoss(settings.saving);
  return {fmt::format("{} ({})", state.name.value, state.service.value), "durable", place, loss,
          StoreNote(store, settings.saving)};
}

StateRow RebuildRow(const Plan& plan, const StateEntry& state) {
  const StateSource& from = *state.from;
  const std::string who = state.rebuild.value == "app" ? "the app" : state.rebuild.value;
  StateRow row{state.name.value, "reconstructible", "", kNothingLost, ""};
  if (from.journal) {
    const std::string span = FormatTime(from.journal.value);
    row.place = fmt::format("journal, {} ({})", span, who);
    row.loss = Always("before " + span);
    row.note = fmt::format(
        "{}: rebuilt at each start from what '{}' wrote to the journal within {}; a journal "
        "that "
        "is empty or kept in memory (Storage= in journald.conf) is reported in the log of the "
        "start.",
        row.name, state.service.value, span);
  } else if (from.files) {
    const ComposeService* service = FindService(plan.definition().compose, state.service.value);
    const ContainerPlace place = PlaceOf(plan.installed, *service, from.files.value);
    row.place = fmt::format("{} ({})", PlaceText(plan, place, from.files.value), who);
  } else {
    row.place = fmt::format("{} ({})", from.command.empty() ? "" : from.command[0].value, who);
  }
  return row;
}

/// Services that write something, but that no state names.
void AddUnclassed(const Plan& plan, std::vector<StateRow>* rows) {
  const Definition& definition = plan.definition();
  const auto& states = definition.metadata.state;
  for (const ComposeService& service : definition.compose.services) {
    const bool classed = std::any_of(states.begin(), states.end(), [&](const StateEntry& state) {
      return state.service.value == service.name.value || state.store.value == service.name.value;
    });
    if (classed) continue;
    const std::string name = fmt::format("({})", service.name.value);
    bool kept = false;
    for (const ComposeMount& mount : service.mounts) {
      if (KeepingOf(plan.installed, mount) != Keeping::kKept) continue;
      const ContainerPlace place = PlaceOf(plan.installed, service, mount.target);
      rows->push_back({name, "-", PlaceText(plan, place, mount.target), kUnknownLoss, ""});
      kept = true;
    }
    if (kept || (service.read_only && service.read_only->value)) continue;
    rows->push_back(
        {name, "-", "the container itself", kAllLost,
         fmt::format("({}): no state of it has a class; what it writes is lost at every "
                     "restart.",
                     service.name.value)});
  }
}

}  // namespace

TableRow CellsOf(const StateRow& row) {
  return {row.name,      row.state_class,  row.place,       row.loss.crash,
          row.loss.stop, row.loss.upgrade, row.loss.remove, row.loss.purge};
}

TableRow StateHead() {
  return {"STATE", "CLASS",   "WHERE IT LIVES", "LOST ON CRASH",
          "STOP",  "UPGRADE", "REMOVE",         "PURGE"};
}

std::string DataSentence(const Plan& plan) {
  return fmt::format("data is {}; removing and purging the package leave it there.",
                     plan.names().data);
}

std::vector<StateRow> StateRows(const Plan& plan) {
  std::vector<StateRow> rows;
  for (const StateEntry& state : plan.definition().metadata.state) {
    const ComposeService* service = FindService(plan.definition().compose, state.service.value);
    if (state.path && service) rows.push_back(FileRow(plan, state, *service));
    if (state.store) rows.push_back(StoreRow(plan, state));
    if (state.from && service) rows.push_back(RebuildRow(plan, state));
    if (!state.reason) continue;
    rows.push_back({state.name.value, "disposable", "the container itself", kAllLost,
                    fmt::format("{}: {}.", state.name.value, state.reason.value)});
  }
  AddUnclassed(plan, &rows);
  return rows;
}

std::string StateTable(const Plan& plan) {
  const std::vector<StateRow> rows = StateRows(plan);
  if (rows.empty()) return "Nothing is kept: every service is read-only.\n";
  std::vector<TableRow> table = {StateHead()};
  for (const StateRow& row : rows) table.push_back(CellsOf(row));
  std::string text;
  for (const std::string& line : TableLines(table)) text += line + "\n";
  std::vector<std::string> notes;
  for (const StateRow& row : rows) {
    const bool listed = std::find(notes.begin(), notes.end(), row.note) != notes.end();
    if (!row.note.empty() && !listed) notes.push_back(row.note);
  }
  for (const std::string& note : notes) {
    text += "\n";
    for (const std::string& line : Wrap(ShowControls(note), 80)) text += line + "\n";
  }
  return text;
}

}  // namespace container_app
