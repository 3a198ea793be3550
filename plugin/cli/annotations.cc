// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/annotations.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/text.h"
#include "cli/rule_list.h"

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

/// As seen from the top of a repository, where a forge looks for it.
std::string PathOf(const Finding& finding) {
  std::string_view path = finding.file;
  while (path.starts_with("./")) path.remove_prefix(2);
  return std::string(path);
}

/// The same word for the same finding, also when lines before it come and go; findings that say the
/// same of one file are counted.
class Fingerprints {
 public:
  std::string Of(const Finding& finding) {
    const std::string said = finding.rule + "\n" + PathOf(finding) + "\n" + finding.what;
    const int count = ++seen_[said];
    const std::string text = count == 1 ? said : fmt::format("{}\n{}", said, count);
    return fmt::format("{:016x}", HashOf(text));
  }

 private:
  std::map<std::string, int> seen_;
};

using Json = nlohmann::ordered_json;

/// What is not UTF-8 is replaced: a finding may be about that.
std::string Document(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// A path as a reference (RFC 3986).
std::string UriOf(const std::string& path) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const bool plain = kPlain.find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

/// The level of a result, and that of a rule.
const char* LevelOf(Severity severity) {
  return severity == Severity::kError ? "error" : "warning";
}

Json ResultOf(const Finding& finding, std::size_t rule, Fingerprints* fingerprints) {
  Json place{{"artifactLocation", {{"uri", UriOf(PathOf(finding))}}}};
  if (finding.line > 0) {
    place["region"] = {{"startLine", finding.line}, {"startColumn", std::max(finding.column, 1)}};
  }
  Json result{{"ruleId", finding.rule},
              {"ruleIndex", rule},
              {"level", LevelOf(finding.severity)},
              {"message", {{"text", Sentence(finding)}}},
              {"partialFingerprints", {{"finding/v1", fingerprints->Of(finding)}}}};
  if (!finding.file.empty()) {
    result["locations"] = Json::array({Json{{"physicalLocation", std::move(place)}}});
  }
  return result;
}

}  // namespace

std::string FormatGithub(std::span<const Finding> findings) {
  std::string out;
  for (const Finding& finding : findings) {
    out += fmt::format("::{} ", LevelOf(finding.severity));
    if (!finding.file.empty()) out += fmt::format("file={},", Escape(PathOf(finding), true));
    if (finding.line > 0) out += fmt::format("line={},col={},", finding.line, finding.column);
    out +=
        fmt::format("title={}::{}\n", Escape(finding.rule, true), Escape(Sentence(finding), false));
  }
  return out;
}

std::string FormatGitlab(std::span<const Finding> findings) {
  Json report = Json::array();
  Fingerprints fingerprints;
  for (const Finding& finding : findings) {
    report.push_back(
        {{"description", Sentence(finding)},
         {"check_name", finding.rule},
         {"fingerprint", fingerprints.Of(finding)},
         {"severity", finding.severity == Severity::kError ? "critical" : "minor"},
         {"location",
          {{"path", PathOf(finding)}, {"lines", {{"begin", std::max(finding.line, 1)}}}}}});
  }
  return Document(report);
}

std::string FormatSarif(std::span<const Finding> findings) {
  std::map<std::string, std::size_t> indexes;
  Json rules = Json::array();
  Json results = Json::array();
  Fingerprints fingerprints;
  for (const Finding& finding : findings) {
    const auto [rule, is_new] = indexes.emplace(finding.rule, rules.size());
    if (is_new) {
      const Rule* known = RuleOf(finding.rule);
      Json described{{"id", finding.rule}};
      if (known) {
        described["shortDescription"] = {{"text", known->says}};
        described["defaultConfiguration"] = {{"level", LevelOf(known->severity)}};
      }
      rules.push_back(std::move(described));
    }
    results.push_back(ResultOf(finding, rule->second, &fingerprints));
  }
  const Json driver{
      {"name", "container-app"}, {"version", CONTAINER_APP_VERSION}, {"rules", std::move(rules)}};
  const Json run{{"tool", {{"driver", driver}}},
                 {"columnKind", "unicodeCodePoints"},
                 {"results", std::move(results)}};
  return Document({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                   {"version", "2.1.0"},
                   {"runs", Json::array({run})}});
}

}  // namespace container_app
