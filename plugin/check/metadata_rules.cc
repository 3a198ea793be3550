// SPDX-License-Identifier: GPL-2.0-or-later
// Implements check/rules.h.
// Rules over metadata.yaml and the files it names.
#include <fmt/format.h>

#include <algorithm>

#include "app/forms.h"
#include "base/text.h"
#include "check/rules.h"
#include "deb/version.h"

namespace container_app {
namespace {

// NAME_MAX of the file systems packages are built on; systemd allows unit names of the same length.
constexpr std::size_t kLongestFileName = 255;

void CheckRoleTag(const Rule& rule, const RuleContext& context) {
  const Metadata& metadata = context.definition().metadata;
  if (!metadata.tags) return;
  const bool found =
      std::any_of(metadata.tags.value.begin(), metadata.tags.value.end(),
                  [](const auto& tag) { return tag.value == "role::container-app"; });
  if (found) return;
  context.diagnostics->Report(metadata.tags.place, rule, "'tags' lacks role::container-app",
                              "add it: user interfaces find the apps of a device by it");
}

void CheckLongDescription(const Rule& rule, const RuleContext& context) {
  const Metadata& metadata = context.definition().metadata;
  if (!metadata.file || !Trim(metadata.long_description.value).empty()) return;
  const Place& place = metadata.long_description.place;
  context.diagnostics->Report(
      place.file ? place : Place{metadata.file, 0, 0}, rule, "there is no 'long_description'",
      "describe in a few sentences what the app does: people choose packages by it");
}

void CheckScreenshots(const Rule& rule, const RuleContext& context) {
  const auto& files = context.definition().screenshots;
  for (const Located<std::string>& name : context.definition().metadata.screenshots) {
    if (IsAddress(name.value)) continue;
    const bool found = std::any_of(files.begin(), files.end(),
                                   [&](const CarriedFile& f) { return f.name == name.value; });
    if (found) continue;
    context.diagnostics->Report(name.place, rule, fmt::format("there is no file '{}'", name.value),
                                "add it, or remove it from 'screenshots'");
  }
}

void CheckLayoutOffsets(const Rule& rule, const RuleContext& context) {
  const auto& layout = context.definition().metadata.layout;
  if (!layout || layout->x_offset.has_value() == layout->y_offset.has_value()) return;
  const bool has_x = layout->x_offset.has_value();
  context.diagnostics->Report(
      layout->place, rule,
      fmt::format("'layout' gives {} without {}", has_x ? "x_offset" : "y_offset",
                  has_x ? "y_offset" : "x_offset"),
      "give both: a dashboard uses them only together");
}

void CheckPackageName(const Rule& rule, const RuleContext& context) {
  const Metadata& metadata = context.definition().metadata;
  if (!metadata.app_id || !IsAppId(metadata.app_id.value)) return;  // reported by the reader
  const std::string& package = context.plan.names().package;
  std::string reason;
  if (!IsPackageName(package, &reason)) {
    context.diagnostics->Report(metadata.app_id.place, rule,
                                fmt::format("the package would be named '{}': {}", package, reason),
                                "change app_id, the prefix or the suffix");
    return;
  }
  const std::string longest = fmt::format("{}_{}_{}.buildinfo", package, metadata.version.value,
                                          metadata.architecture.value);
  if (longest.size() <= kLongestFileName) return;
  context.diagnostics->Report(
      metadata.app_id.place, rule,
      fmt::format("the name of the package makes file names of {} bytes, more than the {} "
                  "there can be",
                  longest.size(), kLongestFileName),
      "shorten app_id");
}

void CheckSystemBin(const Rule& rule, const RuleContext& context) {
  const auto& assets = context.definition().assets;
  std::vector<std::string_view> names;
  for (const CarriedFile& asset : assets) names.push_back(asset.name);
  for (const Located<std::string>& name : context.definition().metadata.system_bin) {
    if (!IsPlainFileName(name.value)) continue;  // reported by the reader
    if (std::find(names.begin(), names.end(), name.value) != names.end()) continue;
    std::string fix = DidYouMean(name.value, names);
    if (fix.empty()) fix = "add it there: the program is copied to /usr/bin";
    context.diagnostics->Report(
        name.place, rule, fmt::format("there is no file assets/{}", name.value), std::move(fix));
  }
}

void CheckSystemBinTwice(const Rule& rule, const RuleContext& context) {
  ReportListedTwice(rule, context, context.definition().metadata.system_bin);
}

void CheckWatcherNames(const Rule& rule, const RuleContext& context) {
  const auto& watchers = context.definition().metadata.file_watchers;
  for (auto watcher = watchers.begin(); watcher != watchers.end(); ++watcher) {
    const auto earlier = std::find_if(watchers.begin(), watcher, [&](const FileWatcher& w) {
      return w.name.value == watcher->name.value;
    });
    if (!watcher->name || earlier == watcher) continue;
    context.diagnostics->Report(watcher->name.place, rule,
                                fmt::format("the watcher '{}' has the name of the one in line {}",
                                            watcher->name.value, earlier->name.place.line),
                                "give each a name of its own: units are named after it");
  }
}

void CheckWatcherUnitName(const Rule& rule, const RuleContext& context) {
  for (const FileWatcher& watcher : context.definition().metadata.file_watchers) {
    const std::size_t length =
        fmt::format("{}-watcher-{}.service", context.plan.names().package, watcher.name.value)
            .size();
    if (!watcher.name || length <= kLongestFileName) continue;
    context.diagnostics->Report(
        watcher.name.place, rule,
        fmt::format("the name makes a unit name of {} bytes, more than the {} there can be", length,
                    kLongestFileName),
        "shorten it");
  }
}

void CheckWatcherAction(const Rule& rule, const RuleContext& context) {
  for (const FileWatcher& watcher : context.definition().metadata.file_watchers) {
    if (!watcher.name || watcher.restart_service || !watcher.script.value.empty()) continue;
    context.diagnostics->Report(watcher.name.place, rule,
                                fmt::format("the watcher '{}' does nothing", watcher.name.value),
                                "set 'restart_service: true' or 'script:' under 'on_change'");
  }
}

void CheckWatcherLoop(const Rule& rule, const RuleContext& context) {
  for (const FileWatcher& watcher : context.definition().metadata.file_watchers) {
    if (!watcher.name || watcher.watch_type != "path_exists") continue;
    if (!watcher.script.value.empty() && !watcher.restart_service) continue;
    context.diagnostics->Report(
        watcher.name.place, rule,
        fmt::format("the watcher '{}' restarts the app again and again while {} exists",
                    watcher.name.value, watcher.watch_path.value),
        "use path_changed, or remove the file in a 'script:'");
  }
}

void CheckWatcherScript(const Rule& rule, const RuleContext& context) {
  const std::string folder = context.plan.names().lib + "/assets/";
  for (const FileWatcher& watcher : context.definition().metadata.file_watchers) {
    const std::string& script = watcher.script.value;
    if (!script.starts_with(folder)) continue;
    const auto& assets = context.definition().assets;
    const auto asset = std::find_if(assets.begin(), assets.end(), [&](const CarriedFile& file) {
      return file.name == script.substr(folder.size());
    });
    if (asset == assets.end()) {
      context.diagnostics->Report(
          watcher.script.place, rule,
          fmt::format("there is no file assets/{}", script.substr(folder.size())),
          "add it: the watcher runs it");
    } else if (!asset->executable) {
      context.diagnostics->Report(watcher.script.place, rule,
                                  fmt::format("assets/{} is not executable", asset->name),
                                  "chmod +x it");
    }
  }
}

/// Epoch and revision are the packaging's. So is what a rebuild for another suite, an upload by
/// somebody else or a tool for releases puts behind a version without revision: `1.2~bpo12+1`,
/// `1.2+nmu1`, `1.2+3`.
bool IsVersionOf(const Version& package, const Version& app) {
  if (CompareVersions(package.upstream, app.upstream) == 0) return true;
  return package.upstream.starts_with(app.upstream) &&
         std::string_view("+~").find(package.upstream[app.upstream.size()]) != std::string::npos;
}

/// What the changelog's version says against the app's, or nothing. The two are read by different
/// people, apt's and the user interface's.
std::string VersionsDiffer(const RuleContext& context, Version* package) {
  const Located<std::string>& own = context.definition().metadata.version;
  Version app;
  std::string reason;
  if (!own || context.version.text.empty() || !ParseVersion(own.value, &app, &reason) ||
      !ParseVersion(context.version.text, package, &reason) || IsVersionOf(*package, app)) {
    return "";
  }
  return fmt::format("this says {}, and the changelog {}", own.value, context.version.text);
}

void CheckVersion(const Rule& rule, const RuleContext& context) {
  if (context.version.shared) return;
  Version package;
  std::string what = VersionsDiffer(context, &package);
  if (what.empty()) return;
  const Located<std::string>& own = context.definition().metadata.version;
  context.diagnostics->Report(
      own.place, rule, std::move(what),
      fmt::format("write the same in both: 'version: {}' here, or a changelog entry with {}",
                  package.upstream, own.value));
}

/// debian/rules may give each package a version of its own, which nobody sees here.
void CheckSharedVersion(const Rule& rule, const RuleContext& context) {
  if (!context.version.shared) return;
  Version package;
  std::string what = VersionsDiffer(context, &package);
  if (what.empty()) return;
  context.diagnostics->Report(context.definition().metadata.version.place, rule, std::move(what),
                              fmt::format("give the package a changelog of its own, "
                                          "debian/{}.changelog",
                                          context.plan.names().package));
}

constexpr CheckRule kMetadataRules[] = {
    {{"role-tag", "`tags` contains role::container-app."}, CheckRoleTag},
    {kPackageName, CheckPackageName},
    {{"version-package",
      "The changelog of the package has the version of metadata.yaml; epoch and revision do not "
      "count."},
     CheckVersion},
    {{"version-shared",
      "A changelog that several packages share has the version of metadata.yaml; debian/rules may "
      "give each package another version.",
      Severity::kWarning},
     CheckSharedVersion},
    {{"system-bin-missing", "`system_bin` names files below assets/."}, CheckSystemBin},
    {{"system-bin-twice", "`system_bin` names each file once."}, CheckSystemBinTwice},
    {{"watcher-duplicate", "Each item of `file_watchers` has its own name."}, CheckWatcherNames},
    {{"watcher-action", "A watcher restarts the app or runs a script."}, CheckWatcherAction},
    {{"watcher-name-length", "The name of a watcher makes unit names of at most 255 bytes."},
     CheckWatcherUnitName},
    {{"watcher-loop",
      "A path_exists watcher removes the file; otherwise it is triggered again at once.",
      Severity::kWarning},
     CheckWatcherLoop},
    {{"watcher-script", "A script of a watcher below assets/ exists and is executable.",
      Severity::kWarning},
     CheckWatcherScript},
    {{"layout-offsets", "x_offset and y_offset are given together.", Severity::kWarning},
     CheckLayoutOffsets},
    {{"long-description-missing", "A package has a long description.", Severity::kWarning},
     CheckLongDescription},
    {{"screenshot-missing", "A local file in `screenshots` exists.", Severity::kWarning},
     CheckScreenshots},
};

}  // namespace

std::span<const CheckRule> MetadataRules() { return kMetadataRules; }

}  // namespace container_app
