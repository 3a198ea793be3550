// SPDX-License-Identifier: GPL-2.0-or-later
// Also implements part of scanner.h: what stands between scalars.
#include "yaml/scan.h"

#include <fmt/format.h>

#include "yaml/rules.h"
#include "yaml/scanner.h"

namespace container_app::yaml {

bool Scan(const SourceFile& file, Layout* layout, Diagnostics* diagnostics) {
  return Scanner(file, layout, diagnostics).Run();
}

bool Scanner::Fail(const Spot& spot, std::string what, std::string fix) {
  return diagnostics_->Report(PlaceOf(file_, spot), kYamlSyntax, std::move(what), std::move(fix));
}

bool Scanner::FailTab(const Spot& spot) {
  return diagnostics_->Report(PlaceOf(file_, spot), kYamlTab, "a tab is used as indentation",
                              "indent with blanks: YAML allows no tabs there");
}

bool Scanner::Run() {
  for (;;) {
    if (!SkipToToken() || !DropStale()) return false;
    CloseIndents(cursor_.AtEnd() ? -1 : column());
    if (cursor_.AtEnd()) return End() && ok_;
    if (!Token()) return false;
  }
}

bool Scanner::SkipToToken() {
  for (;;) {
    while (cursor_.Peek() == ' ' || (cursor_.Peek() == '\t' && (in_flow() || !key_allowed_))) {
      cursor_.Next();
    }
    if (cursor_.Peek() == '#') cursor_.SkipToBreak();
    if (!cursor_.AtBreak()) break;
    cursor_.NextLine();
    last_property_ = '\0';
    if (!in_flow()) key_allowed_ = true;
  }
  return cursor_.Peek() != '\t' || FailTab(cursor_.spot());
}

bool Scanner::End() {
  if (in_flow()) {
    return Fail(brackets_.back().spot,
                fmt::format("this is not YAML: the '{}' that opens here is not closed",
                            brackets_.back().open),
                fmt::format("close it with '{}'", brackets_.back().open == '[' ? ']' : '}'));
  }
  if (after_directive_) {
    return Fail(cursor_.spot(), "this is not YAML: no '---' follows the line that begins with '%'",
                "remove the line that begins with '%'");
  }
  return DropCandidate();
}

bool Scanner::Token() {
  const char c = cursor_.Peek();
  if (cursor_.spot().column == 0 && c == '%') return Directive();
  if (cursor_.AtDocumentMark()) return DocumentMark();
  if (after_directive_) return End();
  if (document_ == Document::kEnded) return SecondDocument();
  document_ = Document::kBegun;
  if (c == ']' || c == '}') return CloseBracket();
  if (c == ',' && in_flow()) return Comma();
  if (in_flow()) brackets_.back().has_item = true;
  if (c == '[' || c == '{') return OpenBracket();
  if (c == '-' && cursor_.AtGap(1)) return BlockEntry();
  if (c == '?' && (in_flow() || cursor_.AtGap(1))) return ExplicitKey();
  if (c == ':' && (in_flow() || cursor_.AtGap(1))) return Value();
  if (c == '&' || c == '*' || c == '!') return Property();
  if ((c == '|' || c == '>') && !in_flow()) return BlockScalar();
  if (c == '\'' || c == '"') return Quoted();
  if (cursor_.AtOneOf(",#|>%@`")) {
    return Fail(cursor_.spot(), fmt::format("this is not YAML: a text cannot begin with '{}'", c),
                "put quotes around a value that begins with this character");
  }
  return Plain();
}

bool Scanner::Directive() {
  const Spot begin = cursor_.spot();
  cursor_.SkipToBreak();
  const std::string_view line = cursor_.Since(begin);
  if (document_ == Document::kBegun || !(line.starts_with("%YAML ") || line.starts_with("%TAG "))) {
    return Fail(begin, "this is not YAML: a line cannot begin with '%' here",
                "remove the line, or put quotes around a text that begins with '%'");
  }
  after_directive_ = true;
  key_allowed_ = false;
  return true;
}

bool Scanner::DocumentMark() {
  if (in_flow()) return End();
  if (after_directive_ && cursor_.Peek() == '.') return End();
  CloseIndents(-1);
  if (!DropCandidate()) return false;
  const bool ends = cursor_.Peek() == '.';
  if (!ends && document_ != Document::kNone) return SecondDocument();
  if (ends && document_ == Document::kNone) {
    return Fail(cursor_.spot(), "this is not YAML: '...' ends a document, but none has begun",
                "remove the line '...'");
  }
  document_ = ends ? Document::kEnded : Document::kBegun;
  key_allowed_ = after_directive_ = false;
  last_property_ = '\0';
  cursor_.Next(3);
  return true;
}

bool Scanner::SecondDocument() {
  return diagnostics_->Report(PlaceOf(file_, cursor_.spot()), kYamlSecondDocument,
                              "a second document begins here",
                              "keep one document per file: remove the line '---'");
}

bool Scanner::OpenBracket() {
  if (!SaveCandidate()) return false;
  brackets_.push_back({cursor_.Peek(), cursor_.spot()});
  candidates_.emplace_back();
  key_allowed_ = true;
  if (!CheckDepth()) return false;
  cursor_.Next();
  return true;
}

bool Scanner::Comma() {
  if (!brackets_.back().has_item) {
    return Fail(cursor_.spot(), "this is not YAML: nothing stands before this ','",
                "remove the ',', or put quotes around a text that begins with it");
  }
  if (!DropCandidate()) return false;
  brackets_.back().has_item = candidates_.back().explicit_key = false;
  key_allowed_ = true;
  last_property_ = '\0';
  cursor_.Next();
  return true;
}

bool Scanner::CloseBracket() {
  const char c = cursor_.Peek();
  if (!in_flow()) {
    return Fail(cursor_.spot(),
                fmt::format("this is not YAML: no bracket is open for this '{}'", c),
                "remove it, or put quotes around a value that begins with it");
  }
  const Bracket& bracket = brackets_.back();
  if ((bracket.open == '[') != (c == ']')) {
    return Fail(cursor_.spot(),
                fmt::format("this is not YAML: '{}' does not close the '{}' of line {}", c,
                            bracket.open, bracket.spot.line + 1),
                "close brackets in the order in which they were opened");
  }
  if (!DropCandidate()) return false;
  brackets_.pop_back();
  candidates_.pop_back();
  key_allowed_ = false;
  last_property_ = '\0';
  cursor_.Next();
  return true;
}

bool Scanner::BlockEntry() {
  if (in_flow()) {
    return Fail(cursor_.spot(),
                fmt::format("this is not YAML: a '-' stands within the '{}' of line {}",
                            brackets_.back().open, brackets_.back().spot.line + 1),
                "separate the items by ',' there, and put quotes around a text '-'");
  }
  if (!key_allowed_) {
    return Fail(cursor_.spot(), "this is not YAML: a list cannot begin here",
                "begin the list on a line of its own, or put quotes around a value that begins "
                "with '- '");
  }
  if (!OpenIndent(column()) || !DropCandidate()) return false;
  key_allowed_ = true;
  last_property_ = '\0';
  cursor_.Next();
  layout_->indicator_ends.push_back(cursor_.spot());
  return true;
}

}  // namespace container_app::yaml
