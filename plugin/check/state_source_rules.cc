// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over what states come from and go to: stores, hooks that rebuild, files of two services.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "check/rules.h"
#include "policy/restart.h"
#include "policy/state.h"
#include "policy/volumes.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

/// Calls `visit(state, store)` for each state in a store that is a service of the app.
template <class Visit>
void ForEachStoreService(const RuleContext& context, Visit visit) {
  if (!HasMetadataAndCompose(context.definition())) return;
  for (const StateEntry& state : context.definition().metadata.state) {
    if (!state.store || IsHostStore(state.store.value)) continue;
    const ComposeService* store = FindService(context.definition().compose, state.store.value);
    if (store) visit(state, *store);
  }
}

void CheckStoreUnknown(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  std::vector<std::string_view> names;
  for (const ComposeService& service : context.definition().compose.services) {
    names.push_back(service.name.value);
  }
  for (const StateEntry& state : context.definition().metadata.state) {
    const std::string& store = state.store.value;
    if (store.empty() || IsHostStore(store) || FindService(context.definition().compose, store)) {
      continue;
    }
    std::string fix = DidYouMean(store, names);
    if (fix.empty()) fix = "a unit of the host ends in '.service'";
    context.diagnostics->Report(
        state.store.place, rule,
        fmt::format("there is no service '{}' that could be a store", store), std::move(fix));
  }
}

void CheckStoreImage(const Rule& rule, const RuleContext& context) {
  ForEachStoreService(context, [&](const StateEntry& state, const ComposeService& store) {
    const auto image = context.plan.installed.KnownText(store.image.value);
    if (!image || image->empty() || IsStoreImage(*image)) return;
    context.diagnostics->Report(
        state.store.place, rule,
        fmt::format("whether '{}' saves what it holds is not known: its image '{}' is neither "
                    "Redis nor Valkey",
                    store.name.value, *image),
        "make sure that it saves each change on a mount that survives");
  });
}

void CheckStoreVolatile(const Rule& rule, const RuleContext& context) {
  ForEachStoreService(context, [&](const StateEntry& state, const ComposeService& store) {
    const auto image = context.plan.installed.KnownText(store.image.value);
    if (!image || !IsStoreImage(*image)) return;
    const StoreSettings settings = StoreSettingsOf(store);
    if (settings.saving == Saving::kNothing) {
      context.diagnostics->Report(
          state.store.place, rule,
          fmt::format("the store '{}' saves nothing: no append-only file and no snapshots",
                      store.name.value),
          "add '--appendonly yes' to its 'command'");
      return;
    }
    const ContainerPlace place = PlaceOf(context.plan.installed, store, settings.folder);
    if (place.keeping == Keeping::kKept) return;
    context.diagnostics->Report(
        state.store.place, rule,
        fmt::format("the store '{}' saves to '{}', where no mount survives a restart",
                    store.name.value, settings.folder),
        "mount a volume with a name there");
  });
}

void CheckStorePackage(const Rule& rule, const RuleContext& context) {
  const Metadata& metadata = context.definition().metadata;
  for (const StateEntry& state : metadata.state) {
    if (!IsHostStore(state.store.value)) continue;
    const std::string package = PackageOfUnit(state.store.value);
    const bool depends =
        std::any_of(metadata.depends.begin(), metadata.depends.end(),
                    [&](const auto& item) { return NamesPackage(item.value, package); });
    if (depends) continue;
    context.diagnostics->Report(
        state.store.place, rule,
        fmt::format("no package in 'depends' contains the unit '{}'", state.store.value),
        fmt::format("add the package that contains it to 'depends': {}", package));
  }
}

void CheckUrlVariable(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  for (const StateEntry& state : context.definition().metadata.state) {
    const ComposeService* service = FindService(context.definition().compose, state.service.value);
    if (!service || !state.url_env || !service->env_files.empty()) continue;
    const auto& variables = service->environment;
    const bool given = std::any_of(variables.begin(), variables.end(), [&](const auto& variable) {
      return variable.name.value == state.url_env.value;
    });
    if (given) continue;
    context.diagnostics->Report(state.url_env.place, rule,
                                fmt::format("the service '{}' does not get the variable '{}'",
                                            service->name.value, state.url_env.value),
                                "set it below 'environment' of the service: redis://HOST:6379");
  }
}

void CheckRebuildMissing(const Rule& rule, const RuleContext& context) {
  const auto& hooks = context.definition().hooks;
  std::vector<std::string_view> names{"app"};
  for (const HookFile& hook : hooks) names.push_back(hook.name);
  for (const StateEntry& state : context.definition().metadata.state) {
    const std::string& name = state.rebuild.value;
    if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) continue;
    std::string fix = DidYouMean(name, names);
    if (fix.empty()) {
      fix = fmt::format("write it: prestart.d/{}", name == "prestart.sh" ? "50-start.sh" : name);
    }
    context.diagnostics->Report(
        state.rebuild.place, rule,
        fmt::format("there is no prestart hook '{}' to rebuild '{}'", name, state.name.value),
        std::move(fix));
  }
}

void CheckRebuildTime(const Rule& rule, const RuleContext& context) {
  const RestartSettings& keys = context.definition().metadata.restart;
  if (keys.timeout_start_sec && keys.timeout_start_sec.value == 0) return;
  const std::int64_t timeout = context.plan.restart.timeout_start_sec;
  for (const StateEntry& state : context.definition().metadata.state) {
    if (!state.from || (state.rebuild_within && state.rebuild_within.value == 0)) continue;
    const std::int64_t within = state.rebuild_within ? state.rebuild_within.value : kRebuildWithin;
    if (within < timeout) continue;
    context.diagnostics->Report(
        state.rebuild_within ? state.rebuild_within.place : state.place, rule,
        fmt::format("the rebuild of '{}' may take {}, but systemd kills the start after {} "
                    "('timeout_start_sec')",
                    state.name.value, FormatTime(within), FormatTime(timeout)),
        "make 'rebuild_within' shorter or 'timeout_start_sec' longer");
  }
}

/// Where the file of a durable state is: on the host, or in a volume.
std::string FileOf(const RuleContext& context, const StateEntry& state) {
  const ComposeService* service = FindService(context.definition().compose, state.service.value);
  if (!service || !state.path) return "";
  const ContainerPlace place = PlaceOf(context.plan.installed, *service, state.path.value);
  if (place.keeping != Keeping::kKept || !place.host_path.empty()) return place.host_path;
  if (place.mount->type != ComposeMount::Type::kVolume) return "";
  return place.mount->source + ":" + NormalisedPath(state.path.value).substr(place.target.size());
}

constexpr std::string_view kSqliteSuffixes[] = {".db", ".db3", ".sqlite", ".sqlite3"};

bool IsSqlite(std::string_view path) {
  return std::any_of(std::begin(kSqliteSuffixes), std::end(kSqliteSuffixes),
                     [&](std::string_view suffix) { return path.ends_with(suffix); });
}

void CheckTwoWriters(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  const auto& states = context.definition().metadata.state;
  std::vector<std::string> files;
  for (const StateEntry& state : states) files.push_back(FileOf(context, state));
  for (std::size_t i = 0; i < states.size(); ++i) {
    for (std::size_t j = 0; j < i && !files[i].empty(); ++j) {
      if (states[i].service.value == states[j].service.value || files[j].empty()) continue;
      if (!IsAtOrBelow(files[i], files[j]) && !IsAtOrBelow(files[j], files[i])) continue;
      context.diagnostics->Report(
          states[i].path.place, rule,
          fmt::format("'{}' and '{}' both write the {} '{}'", states[j].service.value,
                      states[i].service.value, IsSqlite(files[i]) ? "SQLite file" : "file",
                      files[i]),
          "let only one service write it, or use a 'store' for both");
      break;
    }
  }
}

void CheckUnclassed(const Rule& rule, const RuleContext& context) {
  const Definition& definition = context.definition();
  if (!HasMetadataAndCompose(definition)) return;
  for (const ComposeService& service : definition.compose.services) {
    const bool readable = service.image || service.has_build;
    if (!readable || (service.read_only && service.read_only->value)) continue;
    if (HasKeepingMount(context.plan.installed, service)) continue;
    const auto& states = definition.metadata.state;
    const bool classed = std::any_of(states.begin(), states.end(), [&](const StateEntry& state) {
      return state.service.value == service.name.value || state.store.value == service.name.value;
    });
    if (classed) continue;
    context.diagnostics->Report(
        service.name.place, rule,
        fmt::format("what '{}' writes is lost at every restart", service.name.value),
        "describe it in 'state' of metadata.yaml, mount a volume with a name, or set "
        "'read_only: true'");
  }
}

constexpr CheckRule kStateSourceRules[] = {
    {{"state-store-unknown", "`store` of a state is a service of the app or a unit of the host."},
     CheckStoreUnknown},
    {{"state-store-image", "A store that is a service of the app is Redis or Valkey.",
      Severity::kWarning},
     CheckStoreImage},
    {{"state-store-volatile", "A store saves its data, on a mount that survives restarts."},
     CheckStoreVolatile},
    {{"state-store-package",
      "The package depends on the package that contains the unit of the store."},
     CheckStorePackage},
    {{"state-url-env", "A service with a state in a store gets the variable `url_env`."},
     CheckUrlVariable},
    {{"state-rebuild-missing", "`rebuild` names a prestart hook of the definition, or `app`."},
     CheckRebuildMissing},
    {{"state-rebuild-time", "rebuild_within is shorter than timeout_start_sec."}, CheckRebuildTime},
    {{"state-two-writers", "Only one service writes a file."}, CheckTwoWriters},
    {{"state-unclassed",
      "A service has a writable mount that survives restarts, or is read-only, or its state has a "
      "class.",
      Severity::kWarning},
     CheckUnclassed},
};

}  // namespace

std::span<const CheckRule> StateSourceRules() { return kStateSourceRules; }

}  // namespace container_app
