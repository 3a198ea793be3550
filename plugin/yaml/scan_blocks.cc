// SPDX-License-Identifier: GPL-2.0-or-later
// Implements yaml/scanner.h: where scalars end that begin with '|' or '>'.
#include <algorithm>

#include "yaml/scanner.h"

namespace container_app::yaml {

bool Scanner::BlockScalarHeader(int* indentation, bool* keeps) {
  cursor_.Next();
  for (int i = 0; i < 2 && cursor_.AtOneOf("+-0123456789"); ++i) {
    const char c = cursor_.Peek();
    if (c != '+' && c != '-') {
      if (c == '0' || *indentation > 0) break;
      *indentation = c - '0' + std::max(indent(), 0);
    } else if (i == 1 && *indentation == 0) {
      break;
    }
    *keeps = *keeps || c == '+';
    cursor_.Next();
  }
  cursor_.SkipBlanks();
  if (cursor_.Peek() == '#') cursor_.SkipToBreak();
  if (cursor_.AtBreak() || cursor_.AtEnd()) return true;
  return Fail(cursor_.spot(), "this is not YAML: text stands behind '|' or '>'",
              "write '|' or '>' alone and the text on the lines below");
}

bool Scanner::BlockScalarBreaks(int* indentation, std::uint32_t* breaks) {
  int widest = 0;
  for (;;) {
    const auto inside = [&] { return *indentation > 0 && column() >= *indentation; };
    while (!inside() && cursor_.Peek() == ' ') cursor_.Next();
    widest = std::max(widest, column());
    if (!inside() && cursor_.Peek() == '\t') return FailTab(cursor_.spot());
    if (!cursor_.AtBreak()) break;
    cursor_.NextLine();
    ++*breaks;
  }
  if (*indentation == 0) *indentation = std::max({widest, indent() + 1, 1});
  return true;
}

bool Scanner::BlockScalar() {
  const Spot begin = cursor_.spot();
  KeepFromKeys();
  int indentation = 0;
  bool keeps = false;
  std::uint32_t breaks = 0;
  if (!BlockScalarHeader(&indentation, &keeps) || !DropCandidate()) return false;
  key_allowed_ = true;
  last_property_ = '\0';
  if (cursor_.AtEnd()) return true;
  cursor_.NextLine();
  if (!BlockScalarBreaks(&indentation, &breaks)) return false;
  while (column() == indentation && !cursor_.AtEnd()) {
    breaks = 0;
    cursor_.SkipToBreak();
    if (cursor_.AtBreak()) {
      cursor_.NextLine();
      ++breaks;
    }
    if (!BlockScalarBreaks(&indentation, &breaks)) return false;
  }
  if (cursor_.AtEnd() && column() <= indentation) {
    layout_->end = cursor_.spot().offset - cursor_.spot().column;
  }
  if (keeps) layout_->tails.push_back({begin.offset, breaks});
  return true;
}

}  // namespace container_app::yaml
