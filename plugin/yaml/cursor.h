// SPDX-License-Identifier: GPL-2.0-or-later
// A way through the text of a file that knows its line and column at each step.
#pragma once

#include <cstdint>
#include <string_view>

namespace container_app::yaml {

/// A position in the text without its byte order mark. All count from 0, in bytes.
struct Spot {
  std::uint32_t offset = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// The text holds no control characters but tab, LF, and CR before LF: so NUL can mean its end.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  const Spot& spot() const { return spot_; }
  std::string_view Since(const Spot& begin) const {
    return text_.substr(begin.offset, spot_.offset - begin.offset);
  }
  char Peek(std::size_t ahead = 0) const {
    const std::size_t at = spot_.offset + ahead;
    return at < text_.size() ? text_[at] : '\0';
  }
  bool AtEnd() const { return spot_.offset >= text_.size(); }
  bool AtBlank() const { return Peek() == ' ' || Peek() == '\t'; }
  bool AtBreak() const { return Peek() == '\n' || Peek() == '\r'; }
  /// A blank, the end of a line or of the text.
  bool AtGap(std::size_t ahead = 0) const {
    const char c = Peek(ahead);
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0';
  }
  bool AtOneOf(std::string_view characters, std::size_t ahead = 0) const {
    const char c = Peek(ahead);
    return c != '\0' && characters.find(c) != std::string_view::npos;
  }
  /// A line `---` or `...`, which ends whatever is open.
  bool AtDocumentMark() const {
    if (spot_.column != 0 || !AtGap(3)) return false;
    const std::string_view mark = text_.substr(spot_.offset, 3);
    return mark == "---" || mark == "...";
  }

  /// One byte that is not a line break.
  void Next(std::uint32_t count = 1) {
    spot_.offset += count;
    spot_.column += count;
  }
  /// Past a line break.
  void NextLine() {
    spot_.offset += Peek() == '\r' ? 2 : 1;
    ++spot_.line;
    spot_.column = 0;
  }
  void SkipBlanks() {
    while (AtBlank()) Next();
  }
  void SkipToBreak() {
    while (!AtEnd() && !AtBreak()) Next();
  }

 private:
  std::string_view text_;
  Spot spot_;
};

}  // namespace container_app::yaml
