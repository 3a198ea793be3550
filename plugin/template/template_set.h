// SPDX-License-Identifier: GPL-2.0-or-later
// Templates by name.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "template/template.h"

namespace container_app {

/// The file name of a template, without `.mustache`, and the language of what it makes.
struct TemplateName {
  std::string_view name;
  Language language;
};

/// Parsed templates, by file name.
struct TemplateSet {
  std::map<std::string, Template, std::less<>> templates;

  /// Fills a template into `out`. Error `template-missing` when there is no such template.
  bool Render(std::string_view name, const Values& values, std::string* out,
              Diagnostics* diagnostics) const;
};

}  // namespace container_app
