// SPDX-License-Identifier: GPL-2.0-or-later
// release-changelogs FOLDER: adds an entry to each FOLDER/NAME.old and writes NAME.added, and, with
// its top entry UNRELEASED, extends it and writes NAME.extended. Prints the names of
// those of which a byte was lost, or which were refused, with the reason.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/files.h"
#include "deb/changelog_edit.h"

namespace container_app {
namespace {

namespace fs = std::filesystem;

void Write(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

ChangelogEntry AdditionTo(const ChangelogEntry& top) {
  ChangelogEntry entry;
  entry.source = top.source;
  entry.version = top.version + "+z1";
  entry.distribution = "experimental";
  entry.urgency = "low";
  entry.maintainer = "Bo Deckhand <bo@x.example>";
  entry.timestamp = std::max<std::int64_t>(top.timestamp, 1790000000);
  entry.changes = {"Ring the bell at noon."};
  return entry;
}

/// Lines of `after` that are not those of `before` in the same order.
std::vector<std::string> NewLines(const std::string& before, const std::string& after) {
  std::vector<std::string> fresh;
  std::istringstream old(before);
  std::istringstream now(after);
  std::string line;
  std::string wanted;
  bool more = static_cast<bool>(std::getline(old, wanted));
  while (std::getline(now, line)) {
    if (more && line == wanted) {
      more = static_cast<bool>(std::getline(old, wanted));
    } else {
      fresh.push_back(line);
    }
  }
  if (more) fresh.push_back("lost: " + wanted);
  return fresh;
}

std::string Try(const fs::path& path) {
  const DiskFileSystem disk;
  const FileReader& files = disk;
  SourceFile file{path.string(), ""};
  std::string error;
  std::string text;
  ChangelogEntry top;
  Diagnostics diagnostics;
  if (!files.Read(file.path, &file.text, &error)) return error;
  if (!ParseTopChangelogEntry(file, &top, &diagnostics) ||
      !AddChangelogEntry(file, AdditionTo(top), &text, &diagnostics)) {
    return FormatFinding(diagnostics.findings().at(0));
  }
  if (!text.ends_with(file.text)) return "an old byte is not as it was\n";
  Write(fs::path(path).replace_extension(".added"), text);

  // The heading has another distribution, everything else is the old file.
  const std::size_t heading = file.text.find(") ") + 2;
  SourceFile open = file;
  open.text.replace(heading, file.text.find(';') - heading, "UNRELEASED");
  if (!ExtendChangelogEntry(open, AdditionTo(top), {}, &text, &diagnostics)) {
    return FormatFinding(diagnostics.findings().at(0));
  }
  Write(fs::path(path).replace_extension(".extended"), text);
  // Without heading and trailer, the old lines are there, and one new one.
  const std::size_t lines = open.text.find('\n');
  std::string rest = open.text.substr(lines);
  const std::size_t trailer = rest.find("\n -- ") + 1;
  rest.erase(trailer, rest.find('\n', trailer) - trailer);
  std::string now = text.substr(text.find('\n'));
  const std::size_t now_trailer = now.find("\n -- ") + 1;
  now.erase(now_trailer, now.find('\n', now_trailer) - now_trailer);
  std::vector<std::string> fresh = NewLines(rest, now);
  // Where it is by another person than the entry, both have their names above their changes.
  std::erase_if(fresh,
                [](const std::string& line) { return line.empty() || line.starts_with("  [ "); });
  return fresh == std::vector<std::string>{"  * Ring the bell at noon."}
             ? ""
             : "a line of an extended entry is not as it was\n";
}

int Main(const fs::path& folder) {
  std::vector<fs::path> paths;
  int failures = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".old") paths.push_back(entry.path());
  }
  for (const fs::path& path : paths) {
    const std::string wrong = Try(path);
    if (!wrong.empty()) fmt::print("{}: {}", path.filename().string(), wrong);
    failures += wrong.empty() ? 0 : 1;
  }
  return failures == 0 ? 0 : 1;
}

}  // namespace
}  // namespace container_app

int main(int argc, char** argv) {
  if (argc == 2) return container_app::Main(argv[1]);
  std::fputs("usage: release-changelogs FOLDER\n", stderr);
  return 2;
}
