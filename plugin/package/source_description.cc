// SPDX-License-Identifier: GPL-2.0-or-later
#include "package/source_description.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "package/source_wrap.h"

namespace container_app {
namespace {

constexpr std::size_t kMost = 79;     // Of lintian: 80 with the blank in front.
constexpr std::size_t kColumns = 78;  // With the blank in front: no line reaches column 80.

bool StartsInAnyCase(std::string_view text, std::string_view start) {
  return LowerCase(text.substr(0, start.size())) == LowerCase(start);
}

/// Letters and digits in lower case: what decides whether two sentences say the same.
std::string Skeleton(std::string_view text) {
  std::string out;
  for (const char c : LowerCase(text)) {
    if (IsWordCharacter(c) && c != '_') out += c;
  }
  return out;
}

void StripStart(std::string_view* text, std::string_view start) {
  if (StartsInAnyCase(*text, start)) text->remove_prefix(start.size());
}

/// Collects lines, wrapped, and never two empty ones in a row or one at an end.
class DescriptionLines {
 public:
  void Separate() { separate_ = !lines_.empty(); }

  void Add(std::string_view text, std::size_t indent, std::size_t further_indent) {
    if (separate_) lines_ += '\n';
    separate_ = false;
    if (indent > 0 && TerminalWidth(text) + indent <= kColumns) {  // Its blanks have a meaning.
      lines_.append(indent, ' ').append(text).append("\n");
      return;
    }
    bool first = true;
    for (const std::string& line :
         WrapForTerminal(text, kColumns - std::max(indent, further_indent))) {
      std::size_t blanks = first ? indent : further_indent;
      // A full stop in front is reserved (Policy 5.6.13); a dash or a star looks like a list.
      if (blanks == 0 && !lines_.empty() && line.find_first_of(".-*") == 0) blanks = 1;
      lines_.append(blanks, ' ').append(line).append("\n");
      first = false;
    }
  }

  std::string Take() { return std::move(lines_); }

 private:
  std::string lines_;
  bool separate_ = false;
};

/// Makes a package description's extended part of a definition's long description.
class DescriptionWriter {
 public:
  DescriptionWriter(std::string_view synopsis, std::string_view name)
      : synopsis_(Skeleton(synopsis)),
        purpose_(fmt::format(
            "This package runs {} in containers with Docker Compose; the container images are "
            "fetched when it is started.",
            name)) {}

  void AddLine(std::string_view raw) {
    const std::string line = ReplaceAll(raw, "\t", "    ");
    const std::string_view text = Trim(line);
    if (text.empty() || text == ".") {
      EndProse();
      lines_.Separate();
      return;
    }
    const std::size_t indent = std::min<std::size_t>(line.find_first_not_of(' '), kColumns / 2);
    const bool item = text.starts_with("- ") || text.starts_with("* ");
    if (!item && indent == 0) {
      prose_.append(prose_.empty() ? "" : " ").append(text);
      return;
    }
    EndProse();
    if (!begun_) BeginWithPurpose();  // The first line has to be prose.
    lines_.Add(text, indent + 1, indent + (item ? 3 : 1));
  }

  std::string Take() {
    EndProse();
    std::string before = lines_.Take();
    if (before.starts_with(purpose_.substr(0, 20))) return before;
    DescriptionLines last;
    last.Add(purpose_, 0, 0);
    return before + (before.empty() ? "" : "\n") + last.Take();
  }

 private:
  void BeginWithPurpose() {
    lines_.Add(purpose_, 0, 0);
    lines_.Separate();
    begun_ = true;
  }

  void EndProse() {
    if (prose_.empty()) return;
    const bool repeats = !begun_ && Skeleton(prose_) == synopsis_;
    if (!repeats) {
      // A first line must not be the synopsis again, nor start with a full stop.
      const std::string first = WrapForTerminal(prose_, kColumns).front();
      if (!begun_ && (first.starts_with('.') || Skeleton(first) == synopsis_)) BeginWithPurpose();
      lines_.Add(prose_, 0, 0);
      begun_ = true;
    }
    prose_.clear();
  }

  std::string synopsis_;
  std::string purpose_;
  DescriptionLines lines_;
  std::string prose_;
  bool begun_ = false;
};

}  // namespace

PackageDescription DescriptionOf(const App& app) {
  const Metadata& metadata = app.definition.metadata;
  PackageDescription description;
  description.synopsis = Synopsis(metadata.description.value, app.plan.names().package);
  description.extended = ExtendedDescription(metadata.long_description.value, description.synopsis,
                                             metadata.name.value);
  return description;
}

std::string Synopsis(std::string_view description, std::string_view package) {
  std::string_view text = Trim(description);
  const bool names_package =
      StartsInAnyCase(text, package) &&
      (text.size() == package.size() || !IsWordCharacter(text[package.size()]));
  if (names_package) {
    text.remove_prefix(package.size());
    while (!text.empty() && std::string_view(" :-").find(text.front()) != std::string_view::npos) {
      text.remove_prefix(1);
    }
    StripStart(&text, "is ");
  }
  for (const std::string_view article : {"a ", "an ", "the "}) StripStart(&text, article);
  text = Trim(text);
  if (text.ends_with('.') && !text.ends_with("...") && !text.ends_with("etc.")) {
    text.remove_suffix(1);
  }
  if (text.empty()) return "container app";
  const bool one_word = text.find(' ') == std::string_view::npos;
  const bool only_name = Skeleton(text) == Skeleton(package);
  return std::string(text) + (one_word || only_name ? " (container app)" : "");
}

std::string ExtendedDescription(std::string_view long_description, std::string_view synopsis,
                                std::string_view name) {
  DescriptionWriter writer(synopsis, name);
  for (const std::string_view line : Split(long_description, '\n')) writer.AddLine(line);
  return writer.Take();
}

bool HasLongLine(std::string_view extended_description) {
  const std::vector<std::string_view> lines = Split(extended_description, '\n');
  return std::any_of(lines.begin(), lines.end(),
                     [](std::string_view line) { return DisplayWidth(line) > kMost; });
}

}  // namespace container_app
