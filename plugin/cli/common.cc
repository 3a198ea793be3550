// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/common.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/verbs.h"

namespace container_app {
namespace {

std::string JsonLine(const Finding& finding) {
  const nlohmann::ordered_json line{
      {"file", finding.file},
      {"line", finding.line},
      {"column", finding.column},
      {"severity", finding.severity == Severity::kError ? "error" : "warning"},
      {"rule", finding.rule},
      {"message", finding.what},
      {"fix", finding.fix}};
  // A file that is not UTF-8 is reported, too: bytes that cannot be shown are replaced.
  return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

/// FormatFinding() with colours for the word of the severity and for the caret.
std::string ColouredFinding(const Finding& finding) {
  std::string text = FormatFinding(finding);
  const bool error = finding.severity == Severity::kError;
  const std::string_view word = error ? "error:" : "warning:";
  const std::size_t at = text.find(word, ShowControls(finding.file).size());
  if (text.ends_with("^\n")) text.replace(text.size() - 2, 1, "\033[1;32m^\033[0m");
  if (at == std::string::npos) return text;
  return text.replace(at, word.size(), fmt::format("\033[1;{}m{}\033[0m", error ? 31 : 35, word));
}

}  // namespace

void AddAffixOptions(Command command, AffixOptions* options) {
  command.AddOption("--prefix", &options->prefix, "package names start with PREFIX-")
      .TypeName("PREFIX");
  command.AddOption("--suffix", &options->suffix, "package names end with -SUFFIX; may be empty")
      .TypeName("SUFFIX")
      .ShowDefault();
}

void AddNoComposeOption(Command command, bool* no_compose) {
  command.AddFlag("--no-compose", no_compose, "do not ask Docker Compose about the files");
}

void PrintNote(const std::string& note) {
  std::fputs(fmt::format("container-app: note: {}\n", ShowControls(note)).c_str(), stderr);
}

std::string TemplatesFolder() {
  const char* folder = std::getenv("CONTAINER_APP_DATA_DIR");
  return folder && *folder ? folder : CONTAINER_APP_DATA_DIR;
}

std::int64_t ReleaseTimestamp() {
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (epoch && *epoch) {
    char* end = nullptr;
    const long long value = std::strtoll(epoch, &end, 10);
    if (*end == '\0' && value >= 0) return value;
  }
  return static_cast<std::int64_t>(std::time(nullptr));
}

bool UseColour(int descriptor) {
  const char* refused = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  if (refused && *refused) return false;
  return isatty(descriptor) == 1 && !(terminal && std::string_view(terminal) == "dumb");
}

void PrintFindings(const Diagnostics& diagnostics, bool json) {
  std::string out;
  const bool colour = !json && UseColour(STDERR_FILENO);
  for (const Finding& finding : diagnostics.findings()) {
    out += json ? JsonLine(finding) : colour ? ColouredFinding(finding) : FormatFinding(finding);
  }
  std::fwrite(out.data(), 1, out.size(), json ? stdout : stderr);
}

int StatusOf(const Diagnostics& diagnostics) {
  const auto& findings = diagnostics.findings();
  const bool io = std::any_of(findings.begin(), findings.end(),
                              [](const Finding& f) { return f.rule == kIoError.id; });
  if (io) return kExitFiles;
  return diagnostics.has_errors() ? kExitFindings : kExitOk;
}

}  // namespace container_app
