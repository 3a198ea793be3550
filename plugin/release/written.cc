// SPDX-License-Identifier: GPL-2.0-or-later
#include "release/written.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"

namespace container_app {
namespace {

/// A line of the note. Hash and length are enough to notice an edit by hand.
std::string LineOf(std::string_view path, std::string_view content) {
  return fmt::format("{:016x} {} {}", HashOf(content), content.size(), path);
}

}  // namespace

bool WasWritten(std::string_view note, std::string_view path, std::string_view content) {
  const std::vector<std::string_view> lines = Split(note, '\n');
  return std::find(lines.begin(), lines.end(), LineOf(path, content)) != lines.end();
}

std::string NoteWritten(std::string_view note, const std::vector<FileChange>& changes) {
  std::string out;
  for (const std::string_view line : Split(note, '\n')) {
    const bool old = std::any_of(changes.begin(), changes.end(), [&](const FileChange& change) {
      return line.ends_with(" " + change.path);
    });
    if (!line.empty() && !old) out.append(line).append("\n");
  }
  for (const FileChange& change : changes) out += LineOf(change.path, change.after) + "\n";
  return out;
}

}  // namespace container_app
