// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/key_tables.h: the keys of an item of `state` in metadata.yaml.
#include "app/key_tables.h"

namespace container_app {
namespace {

using enum KeyType;

// The tables are laid out by hand: a key a block.
// clang-format off
constexpr std::string_view kClasses[] = {"durable", "reconstructible", "disposable"};

constexpr Key kFromKeys[] = {
    {.name = "journal", .value = Into<&StateSource::journal>(),
     .doc = "The lines that the service wrote to the journal in this time before the start.",
     .form = kTimeForm},
    {.name = "files", .value = Into<&StateSource::files>(),
     .doc = "A file or folder in the container, on a mount that survives a restart.",
     .form = kAbsolutePathForm},
    {.name = "command", .value = Into<&StateSource::command>(),
     .doc = "A program of the host, by its absolute path, and its arguments, which no shell reads; "
            "what it prints is the input.", .form = kLineForm},
};
constexpr KeysOf<StateSource> kFrom{"state -> from", kFromKeys};

constexpr Key kState[] = {
    {.name = "name", .value = Into<&StateEntry::name>(), .required = true,
     .doc = "Name of the state; where several services share it in a store, each has an item with "
            "this name.",
     .form = {.rule = {"state-name",
                      "The name of a state has only lower-case letters, digits and `-`."},
              .words = kIdWords, .accepts = IsAppId}},
    {.name = "service", .value = Into<&StateEntry::service>(), .required = true,
     .doc = "The service of docker-compose.yml that changes the state.",
     .form = {.rule = kNotEmpty, .words = "the name of a service", .accepts = IsOneLineText}},
    {.name = "class", .value = Into<&StateEntry::state_class>(), .required = true,
     .doc = "Whether the state has to survive every restart (durable: `path` and `flush_within`, "
            "or `store` and `url_env`), is rebuilt at each start (reconstructible: `from` and "
            "`rebuild`), or may be lost (disposable: `reason`).",
     .form = {.rule = {"state-class",
                      "class of a state is durable, reconstructible or disposable."},
              .values = kClasses}},
    {.name = "path", .value = Into<&StateEntry::path>(),
     .doc = "The file or folder in the container, on a mount that survives; its folder is made "
            "with the service's user as owner.", .form = kAbsolutePathForm},
    {.name = "flush_within", .value = Into<&StateEntry::flush_within>(),
     .doc = "The longest time before the service writes a change from memory to the file; on "
            "SIGTERM the service writes all changes.", .form = kTimeForm},
    {.name = "flush_takes", .value = Into<&StateEntry::flush_takes>(),
     .doc = "The longest time that writing all changes takes on SIGTERM; without this key as long "
            "as flush_within, and one minute at most.", .form = kTimeForm},
    {.name = "store", .value = Into<&StateEntry::store>(),
     .doc = "The key-value store that keeps the state: a service of docker-compose.yml, or a unit "
            "of the host such as redis-server.service, which is started before the app.",
     .form = {.rule = {"state-store", "store of a state is a name of letters, digits and `:_.@-`."},
              .words = "the name of a service, or of a unit that ends in '.service'",
              .accepts = IsStoreName}},
    {.name = "url_env", .value = Into<&StateEntry::url_env>(),
     .doc = "Variable that gives the service the address of the store.", .form = kVariableForm},
    {.name = "from", .value = Into<&StateEntry::from>(kFrom),
     .doc = "What the state is rebuilt from: one of the three keys below."},
    {.name = "rebuild", .value = Into<&StateEntry::rebuild>(),
     .doc = "Who rebuilds the state: the name of a prestart hook (prestart.sh, 40-calibration.sh), "
            "or `app`; both find the path of the input in the variable STATE_INPUT_NAME.",
     .form = {.rule = kNotEmpty, .words = "the name of a prestart hook, or app",
              .accepts = IsOneLineText}},
    {.name = "rebuild_within", .value = Into<&StateEntry::rebuild_within>(),
     .doc = "The longest time to make the input, and the same time again for the hook of "
            "`rebuild`.",
     .form = kTimeForm},
    {.name = "reason", .value = Into<&StateEntry::reason>(),
     .doc = "Why the app does not need the state after a restart.",
     .form = kLineForm},
};

// clang-format on

}  // namespace

constinit const KeysOf<StateEntry> kStateKeys{"state", kState};

}  // namespace container_app
