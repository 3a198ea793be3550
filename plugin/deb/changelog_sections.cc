// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/changelog_sections.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace container_app {
namespace {

bool IsBlank(const std::string& line) { return Trim(line).empty(); }

/// The name in `  [ Name ]`; empty for another line.
std::string_view NameInHeading(std::string_view line) {
  const std::string_view text = Trim(line);
  if (!text.starts_with("[ ") || !text.ends_with(" ]") || text.size() < 5) return {};
  return Trim(text.substr(1, text.size() - 2));
}

std::string Heading(std::string_view name) { return fmt::format("  [ {} ]", name); }

std::string_view AuthorOf(const ChangelogEntry& entry, std::size_t change) {
  const bool known = change < entry.authors.size() && !entry.authors[change].empty();
  return known ? std::string_view(entry.authors[change]) : NameOf(entry.maintainer);
}

/// True when somebody else than the maintainer made one of the changes.
bool HasOthers(const ChangelogEntry& entry) {
  for (std::size_t i = 0; i < entry.changes.size(); ++i) {
    if (AuthorOf(entry, i) != NameOf(entry.maintainer)) return true;
  }
  return false;
}

/// The changes, with a heading wherever the name is another than before; at first it is `last`.
std::string Sections(const ChangelogEntry& entry, std::string_view last, bool is_start) {
  std::string out;
  for (std::size_t i = 0; i < entry.changes.size(); ++i) {
    if (AuthorOf(entry, i) != last) {
      last = AuthorOf(entry, i);
      out += fmt::format("{}{}\n", is_start && out.empty() ? "" : "\n", Heading(last));
    }
    out += FormatChangelogChanges({&entry.changes[i], 1});
  }
  return out;
}

void DropBullet(std::vector<std::string>* lines, const std::string& text) {
  for (const ChangelogBullet& bullet : FindBullets(*lines)) {
    if (bullet.text != text) continue;
    lines->erase(lines->begin() + static_cast<std::ptrdiff_t>(bullet.begin),
                 lines->begin() + static_cast<std::ptrdiff_t>(bullet.end));
    return;
  }
}

/// Removes headings below which no line is left, each with the blank lines after it.
void DropEmptySections(std::vector<std::string>* lines) {
  for (std::size_t i = 0; i < lines->size(); ++i) {
    if (NameInHeading((*lines)[i]).empty()) continue;
    std::size_t next = i + 1;
    while (next < lines->size() && IsBlank((*lines)[next])) ++next;
    if (next < lines->size() && NameInHeading((*lines)[next]).empty()) continue;
    lines->erase(lines->begin() + static_cast<std::ptrdiff_t>(i),
                 lines->begin() + static_cast<std::ptrdiff_t>(next));
    --i;
  }
}

}  // namespace

std::string_view NameOf(std::string_view maintainer) {
  return Trim(maintainer.substr(0, maintainer.find('<')));
}

std::vector<ChangelogBullet> FindBullets(std::span<const std::string> changes) {
  std::vector<ChangelogBullet> bullets;
  bool open = false;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const std::string_view text = Trim(changes[i]);
    if (changes[i].starts_with("  * ")) {
      bullets.push_back({std::string(Trim(text.substr(1))), i, i + 1});
      open = true;
    } else if (open && changes[i].starts_with("   ") && !text.empty()) {
      bullets.back().text.append(" ").append(text);
      bullets.back().end = i + 1;
    } else if (!text.empty()) {
      open = false;
    }
  }
  return bullets;
}

std::string FormatSections(const ChangelogEntry& entry) {
  return HasOthers(entry) ? Sections(entry, "", true) : FormatChangelogChanges(entry.changes);
}

std::string ExtendSections(const ChangelogEntry& top, const ChangelogEntry& addition,
                           std::span<const std::string> dropped) {
  std::vector<std::string> lines = top.changes;
  for (const std::string& text : dropped) DropBullet(&lines, text);
  if (!dropped.empty()) DropEmptySections(&lines);
  // The new changes follow the last line that is not empty.
  auto last = lines.size();
  while (last > 0 && IsBlank(lines[last - 1])) --last;
  const auto first = std::find_if_not(lines.begin(), lines.end(), IsBlank);
  std::string_view name;
  for (const std::string& line : lines) {
    if (!NameInHeading(line).empty()) name = NameInHeading(line);
  }
  const bool named = !name.empty();
  if (!named) name = NameOf(top.maintainer);
  const bool others = NameOf(top.maintainer) != NameOf(addition.maintainer) || HasOthers(addition);
  std::string out;
  for (std::size_t i = 0; i < last; ++i) {
    const bool is_first = first == lines.begin() + static_cast<std::ptrdiff_t>(i);
    if (is_first && NameInHeading(lines[i]).empty() && (others || named)) {
      out += Heading(NameOf(top.maintainer)) + "\n";
    }
    out += lines[i] + "\n";
  }
  if (last == 0) {
    out += "\n" + FormatSections(addition);
  } else {
    out += others || named ? Sections(addition, name, false)
                           : FormatChangelogChanges(addition.changes);
  }
  for (std::size_t i = last; i < lines.size(); ++i) {
    if (last > 0) out += lines[i] + "\n";
  }
  const bool ends_blank = last > 0 && last < lines.size();
  return out + (ends_blank ? "" : "\n");
}

}  // namespace container_app
