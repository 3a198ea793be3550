// SPDX-License-Identifier: GPL-2.0-or-later
// Implements support/case_file.h: what was found against what the case asserts.
#include <algorithm>

#include "support/case_file.h"

namespace container_app {
namespace {

std::string Message(const Finding& finding) {
  return finding.fix.empty() ? finding.what : finding.what + "; " + finding.fix;
}

/// The finding as its case names it: files by their path in the definition, and lines that come
/// from the base definition by their number there.
Finding AsInCase(const CaseFile& parsed, const std::string& folder, Finding finding) {
  if (finding.file == folder) finding.file = ".";
  if (finding.file.starts_with(folder + "/")) finding.file.erase(0, folder.size() + 1);
  const std::size_t in_base = finding.line - parsed.own_lines - 1;
  if (finding.file == parsed.target && finding.line > parsed.own_lines &&
      in_base < parsed.base_lines.size()) {
    finding.file = "base";
    finding.line = parsed.base_lines[in_base];
  }
  return finding;
}

bool Matches(const CaseAssertion& assertion, const Finding& finding) {
  return assertion.severity == finding.severity && assertion.file == finding.file &&
         assertion.line == finding.line && assertion.column == finding.column &&
         assertion.rule == finding.rule &&
         Message(finding).find(assertion.text) != std::string::npos;
}

}  // namespace

std::string CompareFindings(const CaseFile& parsed, const std::string& folder,
                            const std::vector<Finding>& found) {
  std::vector<Finding> findings;
  for (const Finding& finding : found) findings.push_back(AsInCase(parsed, folder, finding));
  std::string differences;
  for (const CaseAssertion& assertion : parsed.assertions) {
    const auto match = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
      return Matches(assertion, finding);
    });
    if (match != findings.end()) {
      findings.erase(match);
      continue;
    }
    differences += "not found: " + assertion.file + ":" + std::to_string(assertion.line) + ":" +
                   std::to_string(assertion.column) + " " + assertion.rule + " " + assertion.text +
                   "\n";
  }
  for (const Finding& finding : findings) differences += "not asserted: " + FormatFinding(finding);
  return differences;
}

}  // namespace container_app
