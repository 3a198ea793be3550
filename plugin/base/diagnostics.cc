// SPDX-License-Identifier: GPL-2.0-or-later
#include "base/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/text.h"

namespace container_app {
namespace {

/// Long source lines are cut around the caret: a message is for a person.
constexpr std::size_t kShownColumns = 160;

/// A column behind the end of the line is counted as if blanks were there.
int CountCharacters(std::string_view line, std::size_t bytes) {
  const std::size_t there = std::min(bytes, line.size());
  return static_cast<int>(DisplayWidth(line.substr(0, there)) + bytes - there);
}

/// The offset of a character of the line, which counts from 0.
std::size_t OffsetOf(std::string_view line, std::size_t character) {
  std::size_t offset = 0;
  while (offset < line.size() && character > 0) {
    ++offset;
    while (offset < line.size() && (static_cast<unsigned char>(line[offset]) & 0xc0u) == 0x80u) {
      ++offset;
    }
    --character;
  }
  return offset;
}

Finding MakeFinding(const Place& place, const Rule& rule, std::string what, std::string fix) {
  Finding finding{rule.severity,   std::string(rule.id), "", place.line, place.column, "",
                  std::move(what), std::move(fix)};
  if (place.file) {
    finding.file = place.file->path;
    const std::string_view line = place.file->Line(place.line);
    const auto column = static_cast<std::size_t>(std::max(place.column, 0));
    if (column > 1) finding.column = 1 + CountCharacters(line, column - 1);
    // A line may be a megabyte long, and a file may have many findings.
    finding.source_line = line.substr(0, column + kShownColumns);
  }
  return finding;
}

}  // namespace

std::string_view SourceFile::Line(int number) const {
  if (number < 1) return {};
  std::size_t begin = 0;
  for (int line = 1; line < number; ++line) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) return {};
    begin = end + 1;
  }
  std::string_view line = std::string_view(text).substr(begin);
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void Diagnostics::Add(Finding finding) {
  if (finding.severity == Severity::kError) ++errors_;
  findings_.push_back(std::move(finding));
}

bool Diagnostics::Report(const Place& place, const Rule& rule, std::string what, std::string fix) {
  Add(MakeFinding(place, rule, std::move(what), std::move(fix)));
  return rule.severity != Severity::kError;
}

bool Diagnostics::ReportFile(std::string_view path, const Rule& rule, std::string what,
                             std::string fix) {
  Add({rule.severity, std::string(rule.id), std::string(path), 0, 0, "", std::move(what),
       std::move(fix)});
  return rule.severity != Severity::kError;
}

void Diagnostics::MakeWarningsErrors() {
  for (Finding& finding : findings_) finding.severity = Severity::kError;
  errors_ = findings_.size();
}

void Diagnostics::Sort() {
  std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
  });
}

std::string FormatFinding(const Finding& finding) {
  std::string out = finding.file.empty() ? "container-app" : ShowControls(finding.file);
  if (finding.line > 0) out += fmt::format(":{}:{}", finding.line, finding.column);
  out += finding.severity == Severity::kError ? ": error: " : ": warning: ";
  out += ShowControls(finding.what);
  if (!finding.fix.empty()) out += "; " + ShowControls(finding.fix);
  out += fmt::format(" [{}]\n", finding.rule);
  if (finding.line < 1 || finding.source_line.empty()) return out;

  const std::string& line = finding.source_line;
  const std::size_t column =
      OffsetOf(line, static_cast<std::size_t>(std::max(finding.column, 1)) - 1);
  const std::size_t begin = column > kShownColumns ? column - kShownColumns / 2 : 0;
  const std::string before = ShowControls(line.substr(begin, column - begin));
  const std::string after = ShowControls(line.substr(column, kShownColumns));
  out += "    " + before + after + "\n";
  out += "    " + std::string(DisplayWidth(before), ' ') + "^\n";
  return out;
}

}  // namespace container_app
