// SPDX-License-Identifier: GPL-2.0-or-later
// Implements cli/verbs.h: the verb `changed`.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/common.h"
#include "cli/verbs.h"
#include "release/changed_apps.h"

namespace container_app {
namespace {

using Json = nlohmann::ordered_json;

struct ChangedOptions {
  std::string base;
  std::vector<std::string> shared;
  bool json = false;
};

/// As the caller can name it from the current folder.
std::string PathFromHere(const Repository& repository, const std::string& folder) {
  std::error_code code;
  const std::filesystem::path top = repository.top;
  const auto path = std::filesystem::proximate(folder == "." ? top : top / folder, code);
  return code ? folder : path.string();
}

/// The first files, and how many more there are.
std::string SomeOf(const std::vector<std::string>& files) {
  constexpr std::size_t kShown = 3;
  const std::size_t shown = std::min(kShown, files.size());
  std::string text = Join({files.data(), shown}, ", ");
  if (files.size() > shown) text += fmt::format(" and {} more", files.size() - shown);
  return text;
}

std::string ReasonOf(const ChangedApp& app) {
  if (app.is_gone) return "is gone";
  if (!app.was.empty()) return fmt::format("was {}", app.was);
  return app.is_new ? "is new" : SomeOf(app.files);
}

void PrintJson(const Repository& repository, const ChangedApps& changed) {
  Json apps = Json::array();
  for (const ChangedApp& app : changed.apps) {
    const char* change = app.is_gone ? "gone" : app.is_new ? "new" : "changed";
    apps.push_back({{"folder", PathFromHere(repository, app.folder)},
                    {"change", change},
                    {"was", app.was.empty() ? Json() : Json(app.was)},
                    {"files", app.files}});
  }
  const Json all{{"fork", changed.fork.empty() ? Json() : Json(changed.fork)},
                 {"apps", std::move(apps)},
                 {"outside", changed.outside}};
  std::printf("%s\n", all.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
}

void PrintLines(const Repository& repository, const ChangedApps& changed) {
  for (const ChangedApp& app : changed.apps) {
    const std::string folder = PathFromHere(repository, app.folder);
    fmt::print(stderr, "container-app: {}: {}\n", ShowControls(folder),
               ShowControls(ReasonOf(app)));
    if (!app.is_gone) std::printf("%s\n", folder.c_str());
  }
  if (changed.outside.empty()) return;
  PrintNote(fmt::format("no app is built of {}; with --shared PATTERN a file counts for all apps",
                        SomeOf(changed.outside)));
}

int Changed(const ChangedOptions& options) {
  Repository repository;
  Diagnostics diagnostics;
  ChangedApps changed;
  const DiskFileSystem files;
  const bool good =
      OpenRepository(".", &repository, &diagnostics) &&
      FindChangedApps(repository, options.base, options.shared, files, &changed, &diagnostics);
  PrintFindings(diagnostics, false);
  if (!good) return std::max(StatusOf(diagnostics), static_cast<int>(kExitFindings));
  if (options.json) {
    PrintJson(repository, changed);
  } else {
    PrintLines(repository, changed);
  }
  return kExitOk;
}

}  // namespace

std::function<int()> AddChangedVerb(Command command) {
  const auto options = std::make_shared<ChangedOptions>();
  command.AddOption("--base", &options->base, "the branch or commit to compare with")
      .Required()
      .TypeName("REF");
  command
      .AddOption("--shared", &options->shared,
                 "files that count for all apps, as in gitignore(5); any number")
      .OneWord()
      .TypeName("PATTERN");
  command.AddFlag("--json", &options->json, "print one JSON object on stdout");
  return [options] { return Changed(*options); };
}

}  // namespace container_app
