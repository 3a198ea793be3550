// SPDX-License-Identifier: GPL-2.0-or-later
#include "import/yaml_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "import/node_edit.h"

namespace container_app {
namespace {

/// Lines of a file, from and to, that a node may be copied from.
struct Lines {
  int first = 0;
  int last = -1;
};

std::size_t Indent(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

bool IsBlank(std::string_view line) { return Trim(line).empty(); }
bool IsComment(std::string_view line) { return Trim(line).starts_with('#'); }

bool IsBlockText(const yaml::Node& node) {
  const std::string& text = node.text;
  return text.find('\n') != std::string::npos && text.front() != ' ' && text.front() != '\n' &&
         text.front() != '\t' && !HasControl(text, true);
}

class YamlWriter {
 public:
  YamlWriter(const SourceFile* file, bool copies) : file_(file), copies_(copies) {
    if (file) count_ = static_cast<int>(Split(file->text, '\n').size());
  }

  std::string Take() { return std::move(out_); }

  void WriteMapping(const yaml::Node* before, const yaml::Node& after, std::size_t indent,
                    Lines lines) {
    for (const yaml::Entry& entry : after.entries) {
      const yaml::Entry* old = Old(before, entry.key.text);
      const Lines own = old ? LinesOf(*old, indent, lines) : Lines();
      if (copies_ && own.last >= own.first && MeanTheSame(old->value, entry.value)) {
        WriteComments(own.first, indent, lines);
        for (int i = own.first; i <= own.last; ++i) Line(std::string(LineAt(i)));
      } else {
        if (old && own.last >= own.first) WriteComments(own.first, indent, lines);
        WriteEntry(old, entry, indent, own);
      }
    }
  }

  void WriteSequence(const yaml::Node* before, const yaml::Node& after, std::size_t indent) {
    for (const yaml::Node& item : after.items) {
      const bool from_file = file_ && item.place.file == file_ && item.place.line > 0;
      if (from_file) WriteComments(item.place.line, indent, {1, count_});
      std::string comment = from_file && item.is_scalar() ? TrailingComment(item) : "";
      WriteValue(Same(before, item), item, indent, std::string(indent, ' ') + "-", {}, comment);
    }
  }

 private:
  std::string_view LineAt(int number) const {
    std::string_view line = file_->Line(number);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  void Line(const std::string& text) { out_ += text + "\n"; }

  static const yaml::Entry* Old(const yaml::Node* before, std::string_view key) {
    if (!before || !before->is_mapping()) return nullptr;
    for (const yaml::Entry& entry : before->entries) {
      if (entry.key.text == key) return &entry;
    }
    return nullptr;
  }

  /// The item that stood at the same place.
  static const yaml::Node* Same(const yaml::Node* before, const yaml::Node& item) {
    if (!before) return nullptr;
    for (const yaml::Node& old : before->items) {
      if (old.place.file && old.place.line == item.place.line &&
          old.place.column == item.place.column) {
        return &old;
      }
    }
    return nullptr;
  }

  /// The lines that an entry takes, when it begins a line at this indentation within `lines`.
  Lines LinesOf(const yaml::Entry& entry, std::size_t indent, Lines lines) const {
    const Place& place = entry.key.place;
    if (!file_ || place.file != file_ || place.line < lines.first || place.line > lines.last) {
      return {};
    }
    if (place.column != static_cast<int>(indent) + 1 || Indent(LineAt(place.line)) != indent) {
      return {};
    }
    Lines own{place.line, place.line};
    for (int i = place.line + 1; i <= lines.last; ++i) {
      const std::string_view line = LineAt(i);
      if (IsBlank(line)) continue;
      const std::size_t depth = Indent(line);
      const bool item = entry.value.is_sequence() && depth == indent && line[depth] == '-';
      if (depth < indent || (depth == indent && !item && !IsComment(line))) break;
      if (depth == indent && !item) {  // A comment at this depth: of an item, or of what follows.
        if (!entry.value.is_sequence() || !ItemFollows(i, indent, lines.last)) break;
      }
      own.last = i;
    }
    return own;
  }

  bool ItemFollows(int line, std::size_t indent, int last) const {
    for (int i = line; i <= last; ++i) {
      const std::string_view text = LineAt(i);
      if (IsBlank(text) || IsComment(text)) continue;
      return Indent(text) == indent && text[indent] == '-';
    }
    return false;
  }

  /// The comments right above a line, at most as deep as it, and the empty line before them.
  void WriteComments(int line, std::size_t indent, Lines lines) {
    int first = line;
    while (first - 1 >= lines.first && IsComment(LineAt(first - 1)) &&
           Indent(LineAt(first - 1)) <= indent + 1) {
      --first;
    }
    if (first <= written_) first = written_ + 1;
    const bool gap = first > 1 && first - 1 >= lines.first && IsBlank(LineAt(first - 1));
    if (gap && !out_.empty() && !out_.ends_with("\n\n")) Line("");
    for (int i = first; i < line; ++i) {
      Line(std::string(indent, ' ') + std::string(Trim(LineAt(i))));
    }
    written_ = std::max(written_, line);
  }

  /// ` # …` behind a scalar of one line.
  std::string TrailingComment(const yaml::Node& value) const {
    if (!file_ || value.place.file != file_ || value.place.line < 1) return "";
    const std::string_view line = LineAt(value.place.line);
    const std::size_t start = static_cast<std::size_t>(value.place.column) - 1;
    if (start >= line.size()) return "";
    const char first = line[start];
    std::size_t from = start;
    if (first == '"' || first == '\'') {
      from = line.find(first, start + 1);
      if (from == std::string_view::npos) return "";
    }
    if (first == '|' || first == '>' || first == '[' || first == '{') return "";
    const std::size_t at = line.find(" #", from);
    return at == std::string_view::npos ? "" : " " + std::string(Trim(line.substr(at)));
  }

  void WriteEntry(const yaml::Entry* old, const yaml::Entry& entry, std::size_t indent, Lines own) {
    const std::string comment =
        old && own.last >= own.first && old->value.is_scalar() ? TrailingComment(old->value) : "";
    WriteValue(old ? &old->value : nullptr, entry.value, indent,
               std::string(indent, ' ') + YamlScalar(entry.key) + ":", own, comment);
  }

  /// How deep the entries of a mapping stand: as before, where that was deeper.
  static std::size_t ChildIndent(const yaml::Node* before, std::size_t indent) {
    if (before && before->is_mapping() && !before->entries.empty()) {
      const int column = before->entries.front().key.place.column;
      if (column > static_cast<int>(indent) + 1 && column <= static_cast<int>(indent) + 9) {
        return static_cast<std::size_t>(column) - 1;
      }
    }
    return indent + 2;
  }

  void WriteValue(const yaml::Node* before, const yaml::Node& value, std::size_t indent,
                  const std::string& head, Lines own, const std::string& comment) {
    if (value.is_scalar()) {
      if (IsBlockText(value)) return WriteBlock(value.text, indent, head);
      const std::string text = YamlScalar(value);
      return Line(head + (text.empty() ? "" : " " + text) + comment);
    }
    const bool in_list = head.ends_with("-");
    if (value.is_sequence()) {
      if (value.items.empty()) return Line(head + " []");
      Line(head);
      return WriteSequence(before, value, indent + 2);
    }
    if (value.entries.empty()) return Line(head + " {}");
    if (!in_list) {
      Line(head);
      return WriteMapping(before, value, ChildIndent(before, indent), own);
    }
    // The first key stands behind the dash.
    const std::size_t start = out_.size();
    WriteMapping(before, value, indent + 2, {});
    out_.replace(start, head.size() + 1, head + " ");
  }

  void WriteBlock(const std::string& text, std::size_t indent, const std::string& head) {
    std::string_view rest = text;
    std::string_view keep = "-";
    if (rest.ends_with("\n\n")) {
      keep = "+";
      rest.remove_suffix(1);
    } else if (rest.ends_with('\n')) {
      keep = "";
      rest.remove_suffix(1);
    }
    Line(fmt::format("{} |{}", head, keep));
    for (const std::string_view line : Split(rest, '\n')) {
      Line(line.empty() ? "" : std::string(indent + 2, ' ') + std::string(line));
    }
  }

  const SourceFile* file_;
  const bool copies_;
  int count_ = 0;
  int written_ = 0;  ///< The last line of the file that comments were taken up to.
  std::string out_;
};

/// The comments at the top of a file, up to the first line that is none.
std::string TopComments(const SourceFile& file, const yaml::Node& before) {
  const int first = before.entries.empty() ? 0 : before.entries.front().key.place.line;
  std::string text;
  int last = 0;
  for (int i = 1; i < first; ++i) {
    if (IsBlank(file.Line(i))) last = i;
  }
  for (int i = 1; i <= last; ++i) {
    const std::string_view line = Trim(file.Line(i));
    if (line.starts_with('#')) text += std::string(line) + "\n";
  }
  return text.empty() ? text : text + "\n";
}

}  // namespace

std::string NewYaml(const yaml::Node& node, std::size_t indent) {
  YamlWriter writer(nullptr, false);
  if (node.is_sequence()) {
    writer.WriteSequence(nullptr, node, indent);
  } else {
    writer.WriteMapping(nullptr, node, indent, {});
  }
  return writer.Take();
}

std::string ChangedYaml(const SourceFile& file, const yaml::Node& before, const yaml::Node& after) {
  for (const bool copies : {true, false}) {
    YamlWriter writer(&file, copies);
    const int count = static_cast<int>(Split(file.text, '\n').size());
    writer.WriteMapping(&before, after, 0, {1, count});
    const SourceFile written{file.path, TopComments(file, before) + writer.Take()};
    Diagnostics ignored;
    yaml::Node again;
    if (yaml::Parse(written, &again, &ignored) && yaml::ResolveMergeKeys(&again, &ignored) &&
        MeanTheSame(again, after)) {
      return written.text;
    }
  }
  return NewYaml(after, 0);
}

}  // namespace container_app
