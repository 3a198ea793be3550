// SPDX-License-Identifier: GPL-2.0-or-later
// Implements app/keys.h.
// The keys of an item of `state:` in metadata.yaml.
#include "app/forms.h"
#include "app/key_rules.h"
#include "app/keys.h"
#include "base/text.h"

namespace container_app {
namespace {

using enum KeyType;

// The tables are laid out by hand: a key a block.
// clang-format off
constexpr std::string_view kClasses[] = {"durable", "reconstructible", "disposable"};

constexpr Key kFromKeys[] = {
    {.name = "journal", .type = kTimeSpan,
     .doc = "What the service wrote to the journal within this time before the start.",
     .rule = &kTimeSpanRule, .form = kTimeSpanForm},
    {.name = "files",
     .doc = "A file or folder in the container, on a mount that survives a restart.",
     .rule = &kAbsolutePath, .form = "an absolute path without '..'", .accepts = IsAbsolutePath},
    {.name = "command", .type = kStringList,
     .doc = "A program of the host, by its absolute path, and its arguments, which no shell reads; "
            "what it prints is the input.",
     .rule = &kNotEmpty, .form = "text on one line", .accepts = IsOneLineText},
};
constexpr KeyTable kFrom{"state -> from", kFromKeys};

constexpr Key kState[] = {
    {.name = "name", .required = true,
     .doc = "Name of the state; several services that share it in a store have an item of this "
            "name each.",
     .rule = &kStateName, .form = "lower-case letters, digits and '-', a letter or digit first",
     .accepts = IsAppId},
    {.name = "service", .required = true, .doc = "The service of docker-compose.yml that changes "
                                                 "it.",
     .rule = &kNotEmpty, .form = "the name of a service", .accepts = IsOneLineText},
    {.name = "class", .required = true,
     .doc = "Whether it has to survive every restart (durable: `path` and `flush_within`, or "
            "`store` and `url_env`), is worked out anew at each start (reconstructible: `from` and "
            "`rebuild`), or may be lost (disposable: `reason`).",
     .rule = &kStateClass, .values = kClasses},
    {.name = "path",
     .doc = "The file or folder in the container, on a mount that survives; its folder is made "
            "with the service's user as owner.",
     .rule = &kAbsolutePath, .form = "an absolute path without '..'", .accepts = IsAbsolutePath},
    {.name = "flush_within", .type = kTimeSpan,
     .doc = "The longest time a change may wait in memory before it is in the file; on SIGTERM the "
            "service writes what waits.",
     .rule = &kTimeSpanRule, .form = kTimeSpanForm},
    {.name = "store",
     .doc = "The key-value store that holds it: a service of docker-compose.yml, or a unit of the "
            "host such as redis-server.service, which is started before the app.",
     .rule = &kStateStore, .form = "the name of a service, or of a unit that ends in '.service'",
     .accepts = IsStoreName},
    {.name = "url_env", .doc = "Variable that gives the service the address of the store.",
     .rule = &kVariableName, .form = "the name of an environment variable",
     .accepts = IsIdentifier},
    {.name = "from", .type = kMapping, .doc = "What it is worked out from: one of three.",
     .mapping = &kFrom},
    {.name = "rebuild",
     .doc = "Who works it out: the name of a prestart hook (prestart.sh, 40-calibration.sh), or "
            "`app`; both find the path of the input in the variable STATE_INPUT_NAME.",
     .rule = &kNotEmpty, .form = "the name of a prestart hook, or app",
     .accepts = IsOneLineText},
    {.name = "rebuild_within", .type = kTimeSpan, .fallback = "30s",
     .doc = "Time the making of the input may take, and the hook of `rebuild` after it.",
     .rule = &kTimeSpanRule, .form = kTimeSpanForm},
    {.name = "reason", .doc = "Why nobody misses it.", .rule = &kNotEmpty,
     .form = "text on one line", .accepts = IsOneLineText},
};
// clang-format on

}  // namespace

const KeyTable kStateKeys{"state", kState};

}  // namespace container_app
