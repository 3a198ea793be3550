// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/load.h"

#include <fmt/format.h>

#include "check/check.h"
#include "template/rules.h"

namespace container_app {
namespace {

bool ReadInstalled(const FileReader& files, const std::string& path, std::string* text,
                   Diagnostics* diagnostics) {
  std::string error;
  if (files.Read(path, text, &error)) return true;
  return diagnostics->ReportFile(path, kTemplateMissing, error,
                                 "the installation of container-app is not complete");
}

/// Makes the plan and checks the definition, also when a file of it has errors: one run reports all
/// that is wrong.
void FinishApp(const BuildContext& context, App* app, Diagnostics* diagnostics) {
  MakePlan(app->definition, context, &app->plan, diagnostics);
  CheckDefinition(app->plan, diagnostics, {context.version, context.version_is_shared});
}

}  // namespace

bool LoadTemplates(const FileReader& files, const std::string& folder, TemplateSet* templates,
                   Diagnostics* diagnostics) {
  if (files.Status(folder + "/templates").kind == FileKind::kMissing) {
    return diagnostics->ReportFile(folder, kTemplateMissing, "there are no templates here",
                                   "install container-app, or point CONTAINER_APP_DATA_DIR at "
                                   "the folder that holds templates/");
  }
  return LoadTemplateFiles(files, folder + "/templates", TemplateNames(), templates, diagnostics);
}

bool LoadTemplateFiles(const FileReader& files, const std::string& folder,
                       std::span<const TemplateName> names, TemplateSet* templates,
                       Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  for (const TemplateName& name : names) {
    const std::string path = fmt::format("{}/{}.mustache", folder, name.name);
    std::string text;
    Template parsed;
    if (ReadInstalled(files, path, &text, diagnostics)) {
      Template::Parse(path, std::move(text), name.language, &parsed, diagnostics);
    }
    templates->templates.emplace(name.name, std::move(parsed));
  }
  return errors.none();
}

bool LoadApp(const FileReader& files, const std::string& folder, const BuildContext& context,
             App* app, Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  ReadDefinition(files, folder, &app->definition, diagnostics);
  FinishApp(context, app, diagnostics);
  return errors.none();
}

bool LoadAppForPackage(const FileReader& files, const std::string& folder,
                       const std::string& package, BuildContext context, App* app,
                       Diagnostics* diagnostics) {
  const ErrorMark errors(*diagnostics);
  const bool read = ReadDefinition(files, folder, &app->definition, diagnostics);
  const Located<std::string>& app_id = app->definition.metadata.app_id;
  if (!AffixesOf(package, app_id.value, &context.affixes)) {
    if (!read) return false;  // The error may be in app_id itself.
    return diagnostics->Report(
        app_id.place, kPackageName,
        fmt::format("the package is named '{}', which does not hold app_id '{}'", package,
                    app_id.value),
        fmt::format("name it [PREFIX-]{}[-SUFFIX] in debian/control, or change app_id",
                    app_id.value));
  }
  FinishApp(context, app, diagnostics);
  return errors.none();
}

bool ArtifactContent(const Artifact& artifact, const FileReader& files, std::string* content,
                     Diagnostics* diagnostics) {
  if (artifact.source_path.empty()) {
    *content = artifact.content;
    return true;
  }
  std::string error;
  if (files.Read(artifact.source_path, content, &error)) return true;
  return diagnostics->ReportFile(artifact.source_path, kIoError, error);
}

bool WriteArtifacts(const std::vector<Artifact>& artifacts, const std::string& root,
                    FileSystem* files, Diagnostics* diagnostics) {
  for (const Artifact& artifact : artifacts) {
    const std::string path = root + artifact.path;
    std::string content;
    std::string error;
    bool written = false;
    if (!artifact.link_target.empty()) {
      written = files->Link(path, artifact.link_target, &error);
    } else {
      if (!ArtifactContent(artifact, *files, &content, diagnostics)) return false;
      written = files->Write(path, content, artifact.mode, &error);
    }
    if (!written) return diagnostics->ReportFile(path, kIoError, error);
  }
  return true;
}

}  // namespace container_app
