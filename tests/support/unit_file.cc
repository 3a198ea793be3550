// SPDX-License-Identifier: GPL-2.0-or-later
#include "support/unit_file.h"

#include <algorithm>

#include "base/text.h"

namespace container_app {
namespace {

constexpr Rule kUnitSyntax{"unit-syntax", "A unit file is written as systemd.syntax(7) says."};

/// Takes the first line off `text`, its newline included.
std::string_view TakeLine(std::string_view* text) {
  const std::size_t end = text->find('\n');
  const std::string_view line =
      text->substr(0, end == std::string_view::npos ? text->size() : end + 1);
  text->remove_prefix(line.size());
  return line;
}

bool IsComment(std::string_view trimmed) {
  return trimmed.starts_with('#') || trimmed.starts_with(';');
}

/// An odd number of backslashes at the end: the last one is not itself escaped.
bool Continues(std::string_view line) {
  std::size_t backslashes = 0;
  while (backslashes < line.size() && line[line.size() - 1 - backslashes] == '\\') ++backslashes;
  return backslashes % 2 == 1;
}

std::string_view WithoutNewline(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// A line with what continues it: `joined` gets its text, `count` how many lines it takes.
void TakeLogicalLine(std::string_view* text, std::string* joined, int* count) {
  *count = 0;
  bool continued = false;
  do {
    const std::string_view line = TakeLine(text);
    ++*count;
    std::string_view content = WithoutNewline(line);
    // A comment between the parts of a continued line is skipped and does not end it.
    if (continued && IsComment(Trim(content))) continue;
    const bool comment = !continued && IsComment(Trim(content));
    continued = !comment && Continues(content);
    if (continued) content.remove_suffix(1);
    *joined += content;
    if (continued) *joined += ' ';
  } while (continued && !text->empty());
}

}  // namespace

bool UnitFile::Parse(const SourceFile& file, UnitFile* out, Diagnostics* diagnostics) {
  UnitFile unit;
  bool ok = true;
  std::string section;
  int number = 1;
  int count = 0;
  for (std::string_view rest = file.text; !rest.empty(); number += count) {
    Line line;
    std::string joined;
    TakeLogicalLine(&rest, &joined, &count);
    const Place place{&file, number, 1};
    const std::string_view text = Trim(joined);
    if (text.starts_with('[')) {
      if (!text.ends_with(']') || text.size() < 3) {
        ok = diagnostics->Report(place, kUnitSyntax, "the section's name is not closed by ']'");
        continue;
      }
      line.kind = Kind::kHeader;
      section = std::string(text.substr(1, text.size() - 2));
    } else if (!text.empty() && !IsComment(text)) {
      const std::size_t equals = text.find('=');
      if (equals == std::string_view::npos || equals == 0) {
        ok = diagnostics->Report(place, kUnitSyntax, "a line of a unit is 'Key=value'");
        continue;
      }
      if (section.empty()) {
        ok = diagnostics->Report(place, kUnitSyntax, "there is no section above this line");
        continue;
      }
      line.kind = Kind::kAssignment;
      line.key = std::string(Trim(text.substr(0, equals)));
      line.value = std::string(Trim(text.substr(equals + 1)));
    }
    line.section = section;
    unit.lines_.push_back(std::move(line));
  }
  if (ok) *out = std::move(unit);
  return ok;
}

std::vector<std::string> UnitFile::Sections() const {
  std::vector<std::string> names;
  for (const Line& line : lines_) {
    if (line.kind != Kind::kHeader) continue;
    if (std::find(names.begin(), names.end(), line.section) == names.end()) {
      names.push_back(line.section);
    }
  }
  return names;
}

std::vector<std::string> UnitFile::Keys(std::string_view section) const {
  std::vector<std::string> keys;
  for (const Line& line : lines_) {
    if (line.kind != Kind::kAssignment || line.section != section) continue;
    if (std::find(keys.begin(), keys.end(), line.key) == keys.end()) keys.push_back(line.key);
  }
  return keys;
}

std::vector<std::string> UnitFile::Values(std::string_view section, std::string_view key) const {
  std::vector<std::string> values;
  for (const Line& line : lines_) {
    if (line.kind == Kind::kAssignment && line.section == section && line.key == key) {
      values.push_back(line.value);
    }
  }
  return values;
}

}  // namespace container_app
