// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `pin`.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <deque>
#include <memory>

#include "base/text.h"
#include "cli/common.h"
#include "cli/verbs.h"
#include "images/locks.h"
#include "systemd/time_span.h"

namespace container_app {
namespace {

struct PinOptions {
  std::vector<std::string> folders;
  RegistrySettings registries;
  std::string timeout = "60s";
  bool update = false;
  bool check = false;
};

/// From a millisecond to a day: a registry that answers later does not answer.
bool ReadTimeout(const std::string& text, std::chrono::milliseconds* limit) {
  constexpr std::uint64_t kDay = 86'400'000'000;
  std::uint64_t microseconds = 0;
  std::string why = "it is less than a millisecond or more than a day";
  if (ParseTimeSpan(text, &microseconds, &why) && microseconds >= 1000 && microseconds <= kDay) {
    *limit = std::chrono::milliseconds(microseconds / 1000);
    return true;
  }
  fmt::print(stderr, "container-app: error: --timeout {}: {}; write a time such as 30s or 5min\n",
             ShowControls(text), ShowControls(why));
  return false;
}

int Pin(const PinOptions& options) {
  DiskFileSystem files;
  Diagnostics diagnostics;
  Registries registries(options.registries);
  std::deque<PinnedDefinition> all;
  std::vector<const PinnedDefinition*> locks;
  const bool ask_all = options.update || options.check;
  for (const std::string& folder : options.folders) {
    locks.push_back(&all.emplace_back());
    PinDefinition(files, folder, ask_all, &registries, &all.back(), &diagnostics);
  }
  if (!diagnostics.has_errors() && !options.check) WriteLocks(locks, &files, &diagnostics);
  diagnostics.Sort();
  PrintFindings(diagnostics, false);
  if (diagnostics.has_errors()) return StatusOf(diagnostics);
  bool changes = false;
  for (const PinnedDefinition& pinned : all) {
    for (const std::string& note : pinned.images.notes) {
      PrintNote(fmt::format("{}: {}", pinned.definition.folder, note));
    }
    std::fputs(ChangesText(pinned).c_str(), stdout);
    changes = changes || !pinned.images.changes.empty();
  }
  return changes && ask_all ? kExitChanged : kExitOk;
}

}  // namespace

std::function<int()> AddPinVerb(Command command) {
  const auto options = std::make_shared<PinOptions>();
  command.AddOption("DIR", &options->folders, "folders of definitions").Required();
  const CommandOption update =
      command.AddFlag("--update", &options->update, "ask for all images, not only for new ones");
  command.AddFlag("--check", &options->check, "say what --update would change; write nothing")
      .Excludes(update);
  command.AddOption("--authfile", &options->registries.authfile, "file with logins of registries")
      .TypeName("FILE");
  command
      .AddOption("--insecure-registry", &options->registries.insecure,
                 "ask this registry without TLS, as those on this machine")
      .OneWord()
      .TypeName("HOST[:PORT]");
  command.AddOption("--timeout", &options->timeout, "longest wait for an answer of a registry")
      .TypeName("TIME")
      .ShowDefault();
  return [options] {
    if (!ReadTimeout(options->timeout, &options->registries.limit)) {
      return static_cast<int>(kExitUsage);
    }
    return Pin(*options);
  };
}

}  // namespace container_app
