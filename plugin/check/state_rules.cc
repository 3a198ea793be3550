// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over `state` of metadata.yaml: what would be lost at a restart although it must not be.
#include <fmt/format.h>

#include <algorithm>

#include "check/rules.h"
#include "policy/state.h"
#include "policy/stop.h"
#include "policy/volumes.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

void CheckServiceUnknown(const Rule& rule, const RuleContext& context) {
  if (!HasMetadataAndCompose(context.definition())) return;
  for (const StateEntry& state : context.definition().metadata.state) {
    if (!state.service.value.empty()) ReportUnknownService(rule, context, state.service);
  }
}

/// One that several services share in a store has an item for each of them.
bool MayShareName(const StateEntry& a, const StateEntry& b) {
  return a.store && b.store && a.store.value == b.store.value && a.service.value != b.service.value;
}

void CheckTwice(const Rule& rule, const RuleContext& context) {
  const auto& states = context.definition().metadata.state;
  for (auto state = states.begin(); state != states.end(); ++state) {
    const bool seen = std::any_of(states.begin(), state, [&](const StateEntry& earlier) {
      return earlier.name.value == state->name.value && !MayShareName(earlier, *state);
    });
    if (state->name.value.empty() || !seen) continue;
    context.diagnostics->Report(
        state->name.place, rule, fmt::format("there is a state '{}' already", state->name.value),
        "rename one; only services that share a state in one store give it one name");
  }
}

/// A key that belongs to a class, or to a form of it.
struct ClassKey {
  std::string_view name;
  Place place;  ///< Without file where the key is not given.
};

void RefuseKeys(const Rule& rule, const RuleContext& context, const StateEntry& state,
                std::initializer_list<ClassKey> keys) {
  for (const ClassKey& key : keys) {
    if (!key.place.file) continue;
    context.diagnostics->Report(
        key.place, rule,
        fmt::format("a state that is {1} has no '{0}'", key.name, state.state_class.value),
        "remove it, or change 'class'");
  }
}

void RequireKey(const Rule& rule, const RuleContext& context, const StateEntry& state,
                const ClassKey& key, std::string_view why) {
  if (key.place.file) return;
  context.diagnostics->Report(state.place, rule,
                              fmt::format("the state '{}' has no '{}'", state.name.value, key.name),
                              std::string(why));
}

void CheckDurableKeys(const Rule& rule, const RuleContext& context, const StateEntry& state) {
  RefuseKeys(rule, context, state,
             {{"from", state.from ? state.from->place : Place()},
              {"rebuild", state.rebuild.place},
              {"rebuild_within", state.rebuild_within.place},
              {"reason", state.reason.place}});
  if (bool(state.path) == bool(state.store)) {
    context.diagnostics->Report(
        state.path ? state.store.place : state.place, rule,
        fmt::format("the durable state '{}' has {}", state.name.value,
                    state.path ? "both a 'path' and a 'store'" : "neither a 'path' nor a 'store'"),
        "give 'path' and 'flush_within' for a file, 'store' and 'url_env' for a key-value store");
    return;
  }
  if (state.path) {
    RequireKey(rule, context, state, {"flush_within", state.flush_within.place},
               "say how long a change may wait in memory, such as 400ms");
  } else {
    RequireKey(rule, context, state, {"url_env", state.url_env.place},
               "name the variable through which the service gets the address of the store");
  }
  if (state.path && state.url_env)
    RefuseKeys(rule, context, state, {{"url_env", state.url_env.place}});
  if (state.store) {
    RefuseKeys(
        rule, context, state,
        {{"flush_within", state.flush_within.place}, {"flush_takes", state.flush_takes.place}});
  }
}

void CheckSource(const Rule& rule, const RuleContext& context, const StateEntry& state) {
  const StateSource& from = *state.from;
  const int given = bool(from.journal) + bool(from.files) + !from.command.empty();
  if (given != 1) {
    context.diagnostics->Report(
        from.place, rule,
        fmt::format("'from' of the state '{}' names {}", state.name.value,
                    given == 0 ? "nothing" : "more than one source"),
        "give one of 'journal: 15min', 'files: /path' and 'command: [/usr/bin/program]'");
  } else if (!from.command.empty() && !from.command[0].value.starts_with('/')) {
    context.diagnostics->Report(
        from.command[0].place, rule,
        fmt::format("the program '{}' is not named by an absolute path", from.command[0].value),
        "write it in full: no shell looks for it");
  }
}

void CheckReconstructibleKeys(const Rule& rule, const RuleContext& context,
                              const StateEntry& state) {
  RefuseKeys(rule, context, state,
             {{"path", state.path.place},
              {"flush_within", state.flush_within.place},
              {"flush_takes", state.flush_takes.place},
              {"store", state.store.place},
              {"url_env", state.url_env.place},
              {"reason", state.reason.place}});
  RequireKey(rule, context, state, {"from", state.from ? state.from->place : Place()},
             "say what it is made from: 'journal: 15min', 'files: /path' or a 'command'");
  RequireKey(rule, context, state, {"rebuild", state.rebuild.place},
             "name the prestart hook that makes it, or 'app' when the app makes it");
  if (state.from) CheckSource(rule, context, state);
}

void CheckClassKeys(const Rule& rule, const RuleContext& context) {
  for (const StateEntry& state : context.definition().metadata.state) {
    const std::string& name = state.state_class.value;
    if (name == "durable") CheckDurableKeys(rule, context, state);
    if (name == "reconstructible") CheckReconstructibleKeys(rule, context, state);
    if (name != "disposable") continue;
    RefuseKeys(rule, context, state,
               {{"path", state.path.place},
                {"flush_within", state.flush_within.place},
                {"flush_takes", state.flush_takes.place},
                {"flush_takes", state.flush_takes.place},
                {"store", state.store.place},
                {"url_env", state.url_env.place},
                {"from", state.from ? state.from->place : Place()},
                {"rebuild", state.rebuild.place},
                {"rebuild_within", state.rebuild_within.place}});
    RequireKey(rule, context, state, {"reason", state.reason.place},
               "say why it may be lost in a restart");
  }
}

/// Why a place does not keep what is written there; empty where it does.
std::string WhyNotKept(const ContainerPlace& place) {
  switch (place.keeping) {
    case Keeping::kKept:
      return "";
    case Keeping::kContainerLayer:
      return "is in the container itself, which each start makes anew";
    case Keeping::kTmpfs:
      return fmt::format("is on the tmpfs '{}', which each start makes anew", place.target);
    case Keeping::kAnonymousVolume:
      return fmt::format("is in the volume without a name on '{}': each start makes another one",
                         place.target);
    case Keeping::kTemporaryFolder:
      return fmt::format("is in '{}' of the host, which is emptied there",
                         place.host_path.substr(0, place.host_path.find('/', 1)));
    case Keeping::kPackageFile:
      return fmt::format("is on the mount '{}' of assets/, which each new version replaces",
                         place.target);
    case Keeping::kReadOnly:
      return fmt::format("is on the mount '{}', which is read-only", place.target);
  }
  return "";
}

constexpr std::string_view kMountFix =
    "mount a volume with a name there; or ${CONTAINER_DATA_ROOT}/…, writable, with the 'user' that "
    "writes it";

void CheckNotPersistent(const Rule& rule, const RuleContext& context) {
  ForEachState(context, [&](const StateEntry& state, const ComposeService& service) {
    const bool reads = state.from && state.from->files;
    const Located<std::string>& path = reads ? state.from->files : state.path;
    if (!path || !path.value.starts_with('/')) return;
    const ContainerPlace place = PlaceOf(context.plan.installed, service, path.value);
    if (reads && place.keeping == Keeping::kReadOnly) return;
    std::string why = WhyNotKept(place);
    const bool by_hook = reads && state.rebuild && state.rebuild.value != "app";
    if (why.empty() && by_hook && place.host_path.empty()) {
      why = fmt::format("is not at a path of the host that '{}' could read", state.rebuild.value);
    }
    if (why.empty()) return;
    context.diagnostics->Report(
        path.place, rule,
        fmt::format("'{}' of the service '{}' {}", path.value, service.name.value, why),
        std::string(kMountFix));
  });
}

void CheckMountedFile(const Rule& rule, const RuleContext& context) {
  ForEachState(context, [&](const StateEntry& state, const ComposeService& service) {
    if (!state.path) return;
    const ContainerPlace place = PlaceOf(context.plan.installed, service, state.path.value);
    if (place.keeping != Keeping::kKept || place.host_path.empty()) return;
    if (place.target != NormalisedPath(state.path.value) || !LooksLikeFile(place.host_path)) return;
    context.diagnostics->Report(
        state.path.place, rule,
        fmt::format("'{}' is a mount of its own, so it cannot be replaced by a rename, and is a "
                    "folder when it is not there at the first start",
                    state.path.value),
        "mount the folder it is in");
  });
}

constexpr CheckRule kStateRules[] = {
    {{"state-service-unknown", "`service` of a state is a service of the app."},
     CheckServiceUnknown},
    {{"state-twice",
      "Each state has its own name; only services that share a store may share a name."},
     CheckTwice},
    {{"state-keys", "A state has the keys of its class, and no other keys."}, CheckClassKeys},
    {{"state-not-persistent",
      "The file of a durable state is on a writable mount that survives restarts."},
     CheckNotPersistent},
    {{"state-mounted-file",
      "The file of a durable state is in a mounted folder, and not a mount itself."},
     CheckMountedFile},
};

}  // namespace

std::span<const CheckRule> StateRules() { return kStateRules; }

}  // namespace container_app
