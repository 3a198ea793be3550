// SPDX-License-Identifier: GPL-2.0-or-later
// Implements yaml/scanner.h: where plain and quoted scalars end.
#include <fmt/format.h>

#include "yaml/rules.h"
#include "yaml/scanner.h"

namespace container_app::yaml {
namespace {

/// Shorter texts are not masked: nothing would be gained. `null` has this length.
constexpr std::uint32_t kShortestSkimmed = 4;

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

}  // namespace

bool Scanner::PlainGap(bool* ended) {
  key_allowed_ = false;
  while (cursor_.AtBlank() || cursor_.AtBreak()) {
    if (cursor_.AtBreak()) {
      cursor_.NextLine();
      key_allowed_ = true;
    } else {
      if (key_allowed_ && column() <= indent() && cursor_.Peek() == '\t') {
        return FailTab(cursor_.spot());
      }
      cursor_.Next();
    }
  }
  if (!in_flow() && column() <= indent()) *ended = true;
  return true;
}

bool Scanner::Plain() {
  if (!SaveCandidate()) return false;
  const Spot begin = cursor_.spot();
  const std::size_t masked_before = layout_->masked.size();
  Spot end = begin;
  bool ended = false;
  while (!ended && !cursor_.AtDocumentMark() && cursor_.Peek() != '#') {
    key_allowed_ = false;
    const std::uint32_t chunk = cursor_.spot().offset;
    while (!cursor_.AtGap()) {
      if (cursor_.Peek() == ':') {
        if (cursor_.AtGap(1)) break;
        if (in_flow() && cursor_.AtOneOf(",?[]{}", 1)) {
          return Fail(cursor_.spot(), "this is not YAML: no value follows this ':'",
                      "put quotes around a text that holds ':', or a blank behind the ':'");
        }
      }
      if (in_flow() && cursor_.AtOneOf(",[]{}")) break;
      if (in_flow() && cursor_.Peek() == '?') layout_->masked.push_back(cursor_.spot().offset);
      cursor_.Next();
    }
    if (cursor_.spot().offset > chunk) end = cursor_.spot();
    if (!cursor_.AtGap() || cursor_.AtEnd() || cursor_.Peek() == ':') break;
    if (!PlainGap(&ended)) return false;
    if (cursor_.AtEnd()) break;
  }
  if (end.line == begin.line) {
    SkimPlain(begin, end.offset - begin.offset, masked_before);
  } else if (candidates_.back().spot.offset < begin.offset) {
    KeepFromKeys();
  }
  return true;
}

void Scanner::SkimPlain(const Spot& begin, std::uint32_t length, std::size_t masked_before) {
  const bool has_marks = layout_->masked.size() > masked_before;
  const bool is_null = length == 1 && WithoutMark(file_)[begin.offset] == '~';
  if (length < kShortestSkimmed && !has_marks && !is_null) return;
  layout_->masked.resize(masked_before);
  layout_->skimmed.push_back({begin, length});
}

bool Scanner::Quoted() {
  if (!SaveCandidate()) return false;
  key_allowed_ = false;
  const Spot open = cursor_.spot();
  const char quote = cursor_.Peek();
  cursor_.Next();
  NewlineCount tail;
  bool has_escapes = false;
  while (!cursor_.AtEnd() && !cursor_.AtDocumentMark()) {
    const char c = cursor_.Peek();
    if (c == quote && quote == '\'' && cursor_.Peek(1) == '\'') {
      cursor_.Next(2);
      tail.AddText();
      has_escapes = true;
    } else if (c == quote) {
      if (!has_escapes && cursor_.spot().line == open.line) SkimQuoted(open);
      cursor_.Next();
      tail.AddBreaks();
      if (tail.has_breaks && tail.newlines > 0) {
        layout_->tails.push_back({open.offset, tail.newlines});
      }
      return true;
    } else if (c == '\\' && quote == '"') {
      if (!Escape(open, &tail)) return false;
      has_escapes = true;
    } else if (cursor_.AtBreak()) {
      cursor_.NextLine();
      ++tail.breaks;
      tail.blanks = false;
    } else {
      cursor_.Next();
      if (c != ' ' && c != '\t') tail.AddText();
      tail.blanks = tail.breaks == 0;
    }
  }
  return FailOpenQuote(open);
}

void Scanner::SkimQuoted(const Spot& open) {
  const std::uint32_t length = cursor_.spot().offset - open.offset - 1;
  if (length < kShortestSkimmed) return;
  layout_->skimmed.push_back({{open.offset + 1, open.line, open.column + 1}, length});
}

bool Scanner::FailOpenQuote(const Spot& open) {
  const std::string until =
      cursor_.AtEnd() ? "in the rest of the file"
                      : fmt::format("before the '{}' of line {}",
                                    cursor_.Peek() == '-' ? "---" : "...", cursor_.spot().line + 1);
  return Fail(open, "this is not YAML: the quote that opens here is not closed " + until,
              WithoutMark(file_)[open.offset] == '"'
                  ? "close it with \"; within the text, write \\\""
                  : "close it with '; within the text, write ' twice");
}

bool Scanner::Escape(const Spot& open, NewlineCount* tail) {
  const Spot begin = cursor_.spot();
  const auto refuse = [&](std::string what) {
    if (open.line != begin.line) {
      what += fmt::format(" in the text whose quote opens in line {}", open.line + 1);
    }
    return Fail(begin, "this is not YAML: " + what,
                "write the backslash twice, or use single quotes, where backslashes mean nothing");
  };
  cursor_.Next();
  if (cursor_.AtBreak()) {
    tail->AddBreaks();
    tail->breaks = 1;
    tail->escaped = true;
    cursor_.NextLine();
    return true;
  }
  const char c = cursor_.Peek();
  if (!cursor_.AtOneOf("0abt\tnvfre \"/\\N_LPxuU'"))
    return refuse("the '\\' here is not the start of an escape");
  cursor_.Next();
  const int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
  unsigned long code = c == 'n' ? '\n' : 0;
  for (int i = 0; i < digits; ++i) {
    const int digit = HexDigit(cursor_.Peek());
    if (digit < 0) {
      return refuse(fmt::format("{} hexadecimal digits have to follow '\\{}'", digits, c));
    }
    code = code * 16 + static_cast<unsigned>(digit);
    cursor_.Next();
  }
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
    return refuse(fmt::format("there is no character U+{:04X}", code));
  }
  if (code == '\n') {
    tail->AddBreaks();
    ++tail->newlines;
  } else {
    tail->AddText();
  }
  return true;
}

}  // namespace container_app::yaml
