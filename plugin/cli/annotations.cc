// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/annotations.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/text.h"

namespace container_app {
namespace {

std::string Sentence(const Finding& finding) {
  return finding.fix.empty() ? finding.what : finding.what + "; " + finding.fix;
}

/// In a value `%`, CR and LF are written as percent codes, in a property `:` and `,` too.
std::string Escape(const std::string& text, bool property) {
  std::string out = ReplaceAll(ReplaceAll(ReplaceAll(text, "%", "%25"), "\r", "%0D"), "\n", "%0A");
  return property ? ReplaceAll(ReplaceAll(out, ":", "%3A"), ",", "%2C") : out;
}

/// The report wants a word that stays the same for the same finding.
std::string Fingerprint(const Finding& finding) {
  return fmt::format("{:016x}", HashOf(finding.rule + "\n" + finding.file + "\n" + finding.what));
}

}  // namespace

std::string FormatGithub(const Diagnostics& diagnostics) {
  std::string out;
  for (const Finding& finding : diagnostics.findings()) {
    out += finding.severity == Severity::kError ? "::error " : "::warning ";
    if (!finding.file.empty()) out += fmt::format("file={},", Escape(finding.file, true));
    if (finding.line > 0) out += fmt::format("line={},col={},", finding.line, finding.column);
    out +=
        fmt::format("title={}::{}\n", Escape(finding.rule, true), Escape(Sentence(finding), false));
  }
  return out;
}

std::string FormatGitlab(const Diagnostics& diagnostics) {
  using Json = nlohmann::ordered_json;
  Json report = Json::array();
  for (const Finding& finding : diagnostics.findings()) {
    report.push_back(
        {{"description", Sentence(finding)},
         {"check_name", finding.rule},
         {"fingerprint", Fingerprint(finding)},
         {"severity", finding.severity == Severity::kError ? "critical" : "minor"},
         {"location",
          {{"path", finding.file}, {"lines", {{"begin", std::max(finding.line, 1)}}}}}});
  }
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace container_app
