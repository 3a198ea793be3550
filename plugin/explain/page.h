// SPDX-License-Identifier: GPL-2.0-or-later
// All about an app on one page, for a review: as text, and as HTML that needs no other file.
#pragma once

#include <span>
#include <string>

#include "base/diagnostics.h"
#include "policy/plan.h"
#include "template/template_set.h"

namespace container_app {

/// The page for a terminal: the overview, then each topic.
std::string PageText(const Plan& plan);

/// The templates that RenderPage() needs.
std::span<const TemplateName> PageTemplateNames();

/// The page as HTML, with the drawing of the restarts in it. False after an error.
bool RenderPage(const Plan& plan, const TemplateSet& templates, std::string* html,
                Diagnostics* diagnostics);

}  // namespace container_app
