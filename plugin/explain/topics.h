// SPDX-License-Identifier: GPL-2.0-or-later
// What `container-app explain` explains.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "policy/plan.h"
#include "template/template_set.h"

namespace container_app {

/// A topic: its text, and its picture with the templates for it; null where it has no picture.
struct ExplainTopic {
  std::string_view name;
  std::string (*text)(const Plan& plan);
  std::span<const TemplateName> (*templates)();
  bool (*picture)(const Plan& plan, const TemplateSet& templates, std::string* svg,
                  Diagnostics* diagnostics);
};
std::span<const ExplainTopic> ExplainTopics();

}  // namespace container_app
