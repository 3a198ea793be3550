// SPDX-License-Identifier: GPL-2.0-or-later
// From a Plan to the files of the package. Pure: same plan, same bytes.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "policy/plan.h"
#include "render/artifact.h"
#include "template/template.h"

namespace container_app {

/// The parsed files of `templates/`, by file name.
struct TemplateSet {
  std::map<std::string, Template, std::less<>> templates;

  /// Fills a template into `out`. A missing template is an error like a fault inside one.
  bool Render(std::string_view name, const Values& values, std::string* out,
              Diagnostics* diagnostics) const;
};

/// File names a TemplateSet needs, and the language of each template.
struct TemplateName {
  std::string_view name;
  Language language;
};
std::span<const TemplateName> TemplateNames();

/// Renders everything. False after an error; `rendering` is then not to be used.
bool RenderAll(const Plan& plan, const TemplateSet& templates, Rendering* rendering,
               Diagnostics* diagnostics);

}  // namespace container_app
