// SPDX-License-Identifier: GPL-2.0-or-later
#include "template/template_set.h"

#include <fmt/format.h>

#include "template/rules.h"

namespace container_app {

bool TemplateSet::Render(std::string_view name, const Values& values, std::string* out,
                         Diagnostics* diagnostics) const {
  const auto it = templates.find(name);
  if (it == templates.end()) {
    return diagnostics->ReportFile("templates", kTemplateMissing,
                                   fmt::format("there is no template '{}'", name));
  }
  return it->second.Render(values, out, diagnostics);
}

}  // namespace container_app
