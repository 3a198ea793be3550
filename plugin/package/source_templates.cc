// SPDX-License-Identifier: GPL-2.0-or-later
// Implements package/source_package.h: its templates.
#include "package/load.h"
#include "package/source_package.h"

namespace container_app {
namespace {

constexpr TemplateName kSourceTemplates[] = {
    {"control", Language::kSourceControl},     {"copyright", Language::kDeb822},
    {"license-BSD-2-clause", Language::kText}, {"license-BSD-3-clause", Language::kText},
    {"license-Expat", Language::kText},        {"license-ISC", Language::kText},
    {"lintian-overrides", Language::kText},    {"rules", Language::kText},
    {"rules-several", Language::kText},        {"source-lintian-overrides", Language::kText},
    {"superficial", Language::kText},          {"tests-control", Language::kDeb822},
};

}  // namespace

bool LoadSourceTemplates(const FileReader& files, const std::string& folder, TemplateSet* templates,
                         Diagnostics* diagnostics) {
  return LoadTemplateFiles(files, folder + "/templates/source", kSourceTemplates, templates,
                           diagnostics);
}

}  // namespace container_app
