// SPDX-License-Identifier: GPL-2.0-or-later
// From a definition's folder to everything its package holds.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/definition.h"
#include "base/diagnostics.h"
#include "base/files.h"
#include "policy/plan.h"
#include "render/artifact.h"
#include "render/render.h"

namespace container_app {

/// Reads the templates below `folder` (`templates/NAME.mustache`). False when one is missing or
/// malformed: the installation is broken then, not the definition.
bool LoadTemplates(const FileReader& files, const std::string& folder, TemplateSet* templates,
                   Diagnostics* diagnostics);

/// Reads `folder`/NAME.mustache for each of `names`. False likewise.
bool LoadTemplateFiles(const FileReader& files, const std::string& folder,
                       std::span<const TemplateName> names, TemplateSet* templates,
                       Diagnostics* diagnostics);

/// A definition with its plan, kept together since the plan points into the definition.
struct App {
  Definition definition;
  Plan plan;
};

/// Reads and checks the definition in `folder`. False when any error was reported; warnings do not
/// count. With `context.version` empty the definition's version is taken.
bool LoadApp(const FileReader& files, const std::string& folder, const BuildContext& context,
             App* app, Diagnostics* diagnostics);

/// As LoadApp, for a package whose name is known (`render`): the affixes follow from it.
/// Reports `package-name` when the name does not hold the definition's app_id.
bool LoadAppForPackage(const FileReader& files, const std::string& folder,
                       const std::string& package, BuildContext context, App* app,
                       Diagnostics* diagnostics);

/// Writes every artifact below `root`. Carried files are copied. False with a finding `io-error`.
bool WriteArtifacts(const std::vector<Artifact>& artifacts, const std::string& root,
                    FileSystem* files, Diagnostics* diagnostics);

/// The bytes of an artifact. False with a finding `io-error`.
bool ArtifactContent(const Artifact& artifact, const FileReader& files, std::string* content,
                     Diagnostics* diagnostics);

}  // namespace container_app
