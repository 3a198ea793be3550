// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include "package/source_package.h"

namespace container_app {
namespace {

constexpr TemplateName kSourceTemplates[] = {
    {"control", Language::kSourceControl},     {"copyright", Language::kDeb822},
    {"license-BSD-2-clause", Language::kText}, {"license-BSD-3-clause", Language::kText},
    {"license-Expat", Language::kText},        {"license-ISC", Language::kText},
    {"lintian-overrides", Language::kText},    {"rules", Language::kText},
    {"rules-several", Language::kText},
};

}  // namespace

bool LoadSourceTemplates(const FileReader& files, const std::string& folder, TemplateSet* templates,
                         Diagnostics* diagnostics) {
  bool good = true;
  for (const TemplateName& name : kSourceTemplates) {
    const std::string path = fmt::format("{}/templates/source/{}.mustache", folder, name.name);
    std::string text;
    std::string error;
    Template parsed;
    if (!files.Read(path, &text, &error)) {
      good = diagnostics->FileError(path, "template-missing", error,
                                    "the installation of dh-container-app is not complete");
      continue;
    }
    good = Template::Parse(path, std::move(text), name.language, &parsed, diagnostics) && good;
    templates->templates.emplace(name.name, std::move(parsed));
  }
  return good;
}

}  // namespace container_app
