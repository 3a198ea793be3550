// SPDX-License-Identifier: GPL-2.0-or-later
// The state of Scan(): which mappings, lists and brackets are open, and what may be a key.
#pragma once

#include <string>
#include <unordered_set>

#include "base/rule.h"
#include "yaml/scan.h"
#include "yaml/source.h"

namespace container_app::yaml {

class Scanner {
 public:
  Scanner(const SourceFile& file, Layout* layout, Diagnostics* diagnostics)
      : file_(file), cursor_(WithoutMark(file)), layout_(layout), diagnostics_(diagnostics) {}

  bool Run();

 private:
  /// Text that becomes a key when a ':' follows.
  struct Candidate {
    bool possible = false;
    bool required = false;  ///< At the indentation of a mapping: it has to be a key.
    Spot spot;
    bool explicit_key = false;  ///< Within brackets: a '?' stands before.
  };
  /// The newlines that the value of a quoted scalar ends with so far.
  struct NewlineCount {
    std::uint32_t newlines = 0;
    std::uint32_t breaks = 0;  ///< Line ends since: one becomes a blank, of several one is lost.
    bool escaped = false;      ///< The first of them is escaped, so it is not part of the text.
    bool blanks = false;       ///< Since; the end of a line removes them.
    bool has_breaks = false;

    void AddText() { *this = {0, 0, false, false, has_breaks || breaks > 0}; }
    void AddBreaks() {
      has_breaks = has_breaks || breaks > 0;
      if (blanks || (breaks == 1 && !escaped)) newlines = 0;
      if (breaks > 1) newlines += breaks - 1;
      breaks = 0;
      escaped = blanks = false;
    }
  };
  struct Bracket {
    char open;
    Spot spot;
    bool has_item = false;  ///< Since the bracket or the last ','.
  };

  bool in_flow() const { return !brackets_.empty(); }
  int column() const { return static_cast<int>(cursor_.spot().column); }
  int indent() const { return indents_.empty() ? -1 : indents_.back(); }
  /// Reports an error; false.
  bool Fail(const Spot& spot, std::string what, std::string fix);
  bool FailTab(const Spot& spot);

  // scan.cc: what stands between scalars.
  bool Token();
  bool SkipToToken();
  bool End();
  bool Directive();
  bool SecondDocument();
  bool DocumentMark();
  bool OpenBracket();
  bool CloseBracket();
  bool Comma();
  bool BlockEntry();
  bool Property();
  bool Anchor(bool is_alias);
  bool Tag();

  // scan_keys.cc: what can be a key, and how deep it is.
  bool ExplicitKey();
  bool Value();
  bool TakeExplicitKey();
  bool SaveCandidate();
  bool DropCandidate();
  bool DropStale();
  /// Prevents that the anchor or tag before a scalar of several lines is taken as part of a key.
  void KeepFromKeys();
  bool OpenIndent(int column);
  void CloseIndents(int column);
  bool CheckDepth();

  // scan_scalars.cc and scan_blocks.cc: where scalars end.
  bool Plain();
  bool PlainGap(bool* ended);
  bool Quoted();
  bool Escape(const Spot& open, NewlineCount* tail);
  void SkimPlain(const Spot& begin, std::uint32_t length, std::size_t masked_before);
  void SkimQuoted(const Spot& open);
  bool FailOpenQuote(const Spot& open);
  bool BlockScalar();
  bool BlockScalarHeader(int* indentation, bool* keeps);
  bool BlockScalarBreaks(int* indentation, std::uint32_t* breaks);

  const SourceFile& file_;
  Cursor cursor_;
  Layout* layout_;
  Diagnostics* diagnostics_;
  std::vector<int> indents_;
  std::vector<int> explicit_keys_;  // columns of '?' that wait for their ':', outside of brackets
  std::vector<Bracket> brackets_;
  std::vector<Candidate> candidates_{1};  // one for each open bracket, and one outside
  std::unordered_set<std::string> anchors_;
  bool key_allowed_ = true;
  bool ok_ = true;
  std::size_t unknown_anchors_ = 0;
  enum class Document { kNone, kBegun, kEnded } document_ = Document::kNone;
  bool after_directive_ = false;
  char last_property_ = '\0';  // '&' or '!' with nothing behind it yet
};

}  // namespace container_app::yaml
