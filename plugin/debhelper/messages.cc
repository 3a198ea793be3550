// SPDX-License-Identifier: GPL-2.0-or-later
#include "debhelper/messages.h"

#include "base/text.h"

namespace container_app {

void Messages::Warning(std::string_view text) {
  *err_ << kToolName << ": warning: " << ShowControls(text) << "\n";
}

bool Messages::Error(std::string_view text) {
  *err_ << kToolName << ": error: " << ShowControls(text) << "\n";
  return false;
}

void Messages::Raw(std::string_view line) { *err_ << ShowControls(line) << "\n"; }

void Messages::Action(std::string_view text) {
  if (verbose_) *out_ << "\t" << ShowControls(text) << "\n";
}

void Messages::Findings(const Diagnostics& diagnostics) {
  for (const Finding& finding : diagnostics.findings()) *err_ << FormatFinding(finding);
}

}  // namespace container_app
