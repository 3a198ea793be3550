// SPDX-License-Identifier: GPL-2.0-or-later
// From a Plan to the files of the package. Pure: same plan, same bytes.
#pragma once

#include <span>

#include "base/diagnostics.h"
#include "policy/plan.h"
#include "render/artifact.h"
#include "template/template_set.h"

namespace container_app {

/// The templates that RenderAll() needs.
std::span<const TemplateName> TemplateNames();

/// Renders everything. False after an error; `rendering` is then not to be used.
bool RenderAll(const Plan& plan, const TemplateSet& templates, Rendering* rendering,
               Diagnostics* diagnostics);

}  // namespace container_app
