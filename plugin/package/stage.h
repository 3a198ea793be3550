// SPDX-License-Identifier: GPL-2.0-or-later
// The contents of all packages of a source package, for a program that puts them where debhelper
// wants them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/files.h"
#include "package/second_opinion.h"
#include "render/render.h"

namespace container_app {

/// A binary package of the source package in the current folder.
struct PackageRequest {
  std::string package;
  std::string version;     ///< That of its changelog.
  std::string definition;  ///< Folder.
};

struct RenderedPackage {
  std::string package;
  std::string unit_folder;
  std::string card;  ///< What the dashboard of HaLOS tells its card by; empty: it has none.
  Rendering rendering;
};

/// Reads, checks and renders every definition, and reports all findings of all; `opinion`, where it
/// is given, is asked about those without errors. False when any has an error; what was rendered is
/// then not to be used.
bool RenderPackages(const FileReader& files, const std::vector<PackageRequest>& requests,
                    const TemplateSet& templates, std::int64_t timestamp, SecondOpinion* opinion,
                    std::vector<RenderedPackage>* packages, Diagnostics* diagnostics);

/// Reports what two of the packages both have, unless one conflicts with the other: a file
/// (`file-shared`), such as those named after the app_id where prefixes differ, and the name of a
/// card (`card-shared`). False after an error.
bool CheckShared(const std::vector<RenderedPackage>& packages, Diagnostics* diagnostics);

/// Writes INTO/PACKAGE/PATH for each artifact, into a folder that is not there yet. False with a
/// finding `io-error`; nothing is left then.
bool WriteStage(const std::vector<RenderedPackage>& packages, const std::string& into,
                FileSystem* files, Diagnostics* diagnostics);

}  // namespace container_app
