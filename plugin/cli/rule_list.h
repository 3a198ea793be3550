// SPDX-License-Identifier: GPL-2.0-or-later
// All rules that the program reports (`container-app --list-rules`).
#pragma once

#include <string>
#include <string_view>

#include "base/rule.h"

namespace container_app {

/// A line for each rule, in the order of their ids: id, severity, subject and a sentence.
std::string RuleList();

/// The rule with this id, or null.
const Rule* RuleOf(std::string_view id);

}  // namespace container_app
