// SPDX-License-Identifier: GPL-2.0-or-later
// Timelines as a picture (SVG): shapes and texts at their places.
#pragma once

#include <span>
#include <string>

#include "base/diagnostics.h"
#include "policy/plan.h"
#include "template/template_set.h"

namespace container_app {

/// The template that RenderRestartPicture() needs.
std::span<const TemplateName> PictureTemplateNames();

/// The picture of an app's restart policy. False after an error.
bool RenderRestartPicture(const Plan& plan, const TemplateSet& templates, std::string* svg,
                          Diagnostics* diagnostics);

}  // namespace container_app
