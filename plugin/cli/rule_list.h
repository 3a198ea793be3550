// SPDX-License-Identifier: GPL-2.0-or-later
// All rules that the program reports (`container-app --list-rules`).
#pragma once

#include <string>

namespace container_app {

/// A line for each rule, in the order of their ids: id, severity, subject and a sentence.
std::string RuleList();

}  // namespace container_app
