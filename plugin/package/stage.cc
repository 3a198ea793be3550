// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>

#include "deb/control.h"
#include "package/load.h"
#include "package/rules.h"

namespace container_app {
namespace {

/// Whether debian/changelog is that of several binary packages. dpkg reports what is wrong with
/// debian/control.
bool ChangelogIsShared(const FileReader& files) {
  SourceFile control;
  control.path = "debian/control";
  std::string error;
  std::vector<ControlStanza> stanzas;
  Diagnostics unused;
  if (!files.Read(control.path, &control.text, &error)) return false;
  ReadControl(control, &stanzas, &unused);
  return std::count_if(stanzas.begin(), stanzas.end(), [](const ControlStanza& stanza) {
           return stanza.Find("Package") != nullptr;
         }) > 1;
}

/// debian/PACKAGE.changelog, or the same with an architecture behind it.
bool HasOwnChangelog(const std::vector<std::string>& names, const std::string& package) {
  const std::string own = package + ".changelog";
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return name == own || name.starts_with(own + ".");
  });
}

bool ConflictsWith(const RenderedPackage& one, const std::string& other) {
  for (const auto& [name, relations] : one.rendering.substvars) {
    if (name != "container-app:Conflicts") continue;
    return std::any_of(relations.begin(), relations.end(), [&](const std::string& relation) {
      return relation == other || relation.starts_with(other + " ");
    });
  }
  return false;
}

using Owners = std::map<std::string, const RenderedPackage*>;

/// The package that has `thing` already and can be installed beside `package`; else nothing.
const RenderedPackage* OtherOwner(const std::string& thing, const RenderedPackage& package,
                                  Owners* owners) {
  const RenderedPackage& first = *owners->emplace(thing, &package).first->second;
  const bool apart = &first == &package || ConflictsWith(package, first.package) ||
                     ConflictsWith(first, package.package);
  return apart ? nullptr : &first;
}

}  // namespace

bool CheckShared(const std::vector<RenderedPackage>& packages, Diagnostics* diagnostics) {
  Owners files, cards;
  const ErrorMark errors(*diagnostics);
  for (const RenderedPackage& package : packages) {
    for (const Artifact& artifact : package.rendering.artifacts) {
      const RenderedPackage* other = OtherOwner(artifact.path, package, &files);
      if (!other) continue;
      diagnostics->ReportFile(
          artifact.path, kFileShared,
          fmt::format("{} and {} have this file, so dpkg does not install both", other->package,
                      package.package),
          "give each an app_id and programs of its own, or name the other in 'conflicts'");
    }
    if (package.card.empty()) continue;
    const RenderedPackage* other = OtherOwner(package.card, package, &cards);
    if (!other) continue;
    diagnostics->ReportFile(
        package.package, kCardShared,
        fmt::format("its card and that of {} are both for a service '{}', so a dashboard mixes "
                    "them up",
                    other->package, package.card),
        "give the service of one another name in its docker-compose.yml");
  }
  return errors.none();
}

bool RenderPackages(const FileReader& files, const std::vector<PackageRequest>& requests,
                    const TemplateSet& templates, std::int64_t timestamp, SecondOpinion* opinion,
                    std::vector<RenderedPackage>* packages, Diagnostics* diagnostics) {
  const bool shared = ChangelogIsShared(files);
  std::vector<std::string> names;
  std::string error;
  if (shared) files.List("debian", &names, &error);
  const ErrorMark errors(*diagnostics);
  std::deque<App> asked;  // Plans point into their definitions, so these stay where they are.
  std::vector<SecondOpinion::Request> questions;
  for (const PackageRequest& request : requests) {
    BuildContext context;
    context.version = request.version;
    context.version_is_shared = shared && !HasOwnChangelog(names, request.package);
    context.timestamp = timestamp;
    if (!opinion) asked.clear();
    App& app = asked.emplace_back();
    RenderedPackage& rendered = packages->emplace_back();
    if (LoadAppForPackage(files, request.definition, request.package, context, &app, diagnostics)) {
      if (RenderAll(app.plan, templates, &rendered.rendering, diagnostics)) {
        questions.push_back({&app, diagnostics});
      }
    }
    rendered.package = request.package;
    rendered.unit_folder = app.plan.unit_folder;
    if (app.plan.halos && app.plan.halos->card) rendered.card = app.plan.halos->card->container;
  }
  if (opinion) opinion->Ask(questions);
  CheckShared(*packages, diagnostics);
  return errors.none();
}

bool WriteStage(const std::vector<RenderedPackage>& packages, const std::string& into,
                FileSystem* files, Diagnostics* diagnostics) {
  if (files->Status(into).kind != FileKind::kMissing) {
    return diagnostics->ReportFile(into, kIoError, "there is something already",
                                   "name a folder that does not exist yet");
  }
  for (const RenderedPackage& package : packages) {
    if (WriteArtifacts(package.rendering.artifacts, into + "/" + package.package, files,
                       diagnostics)) {
      continue;
    }
    std::string unused;
    files->RemoveTree(into, &unused);
    return false;
  }
  return true;
}

}  // namespace container_app
