// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/stage.h"

#include <algorithm>

#include "deb/control.h"
#include "package/load.h"

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

}  // namespace

bool RenderPackages(const FileReader& files, const std::vector<PackageRequest>& requests,
                    const TemplateSet& templates, std::int64_t timestamp,
                    std::vector<RenderedPackage>* packages, Diagnostics* diagnostics) {
  const bool shared = ChangelogIsShared(files);
  std::vector<std::string> names;
  std::string error;
  if (shared) files.List("debian", &names, &error);
  const ErrorMark errors(*diagnostics);
  for (const PackageRequest& request : requests) {
    BuildContext context;
    context.version = request.version;
    context.version_is_shared = shared && !HasOwnChangelog(names, request.package);
    context.timestamp = timestamp;
    App app;
    RenderedPackage& rendered = packages->emplace_back();
    if (LoadAppForPackage(files, request.definition, request.package, context, &app, diagnostics)) {
      RenderAll(app.plan, templates, &rendered.rendering, diagnostics);
    }
    rendered.package = request.package;
    rendered.unit_folder = app.plan.unit_folder;
  }
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
