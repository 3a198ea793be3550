// SPDX-License-Identifier: GPL-2.0-or-later
// Implements yaml/scanner.h: which texts can be keys, and how deep they are nested.
#include <fmt/format.h>

#include <utility>

#include "yaml/rules.h"
#include "yaml/scanner.h"

namespace container_app::yaml {
namespace {

/// YAML's own limit for a key that is not marked with '?'.
constexpr std::uint32_t kLongestKey = 1024;

}  // namespace

bool Scanner::DropCandidate() {
  Candidate& candidate = candidates_.back();
  if (candidate.possible && candidate.required) {
    return Fail(candidate.spot, "this is not YAML: a key is expected here, but no ': ' follows it",
                "write the line as 'key: value', or indent it as part of the value above");
  }
  candidate.possible = false;
  return true;
}

bool Scanner::DropStale() {
  const Candidate& candidate = candidates_.back();
  if (!candidate.possible) return true;
  const Spot& here = cursor_.spot();
  if (candidate.spot.line == here.line && here.offset - candidate.spot.offset <= kLongestKey) {
    return true;
  }
  return DropCandidate();
}

bool Scanner::SaveCandidate() {
  last_property_ = '\0';
  if (!key_allowed_) return true;
  if (!DropCandidate()) return false;
  candidates_.back() = {true, !in_flow() && indent() == column(), cursor_.spot(),
                        candidates_.back().explicit_key};
  return true;
}

bool Scanner::ExplicitKey() {
  if (!in_flow()) {
    if (!key_allowed_) {
      return Fail(cursor_.spot(), "this is not YAML: a key that is marked by '?' cannot stand here",
                  "put quotes around a value that begins with '?'");
    }
    if (!OpenIndent(column())) return false;
    explicit_keys_.push_back(column());
  }
  if (!DropCandidate()) return false;
  candidates_.back().explicit_key = in_flow();
  key_allowed_ = !in_flow();
  last_property_ = '\0';
  cursor_.Next();
  layout_->indicator_ends.push_back(cursor_.spot());
  return true;
}

bool Scanner::TakeExplicitKey() {
  if (in_flow()) return std::exchange(candidates_.back().explicit_key, false);
  while (!explicit_keys_.empty() && explicit_keys_.back() > column()) explicit_keys_.pop_back();
  if (explicit_keys_.empty() || explicit_keys_.back() != column()) return false;
  explicit_keys_.pop_back();
  return key_allowed_;
}

bool Scanner::Value() {
  Candidate& candidate = candidates_.back();
  if (candidate.possible) {
    if (!OpenIndent(static_cast<int>(candidate.spot.column))) return false;
    candidate.possible = false;
    key_allowed_ = false;
  } else if (TakeExplicitKey()) {
    key_allowed_ = !in_flow();
  } else if (in_flow()) {
    const Bracket& bracket = brackets_.back();
    return Fail(cursor_.spot(),
                fmt::format("this is not YAML: a ':' stands where no key can be, as the '{}' of "
                            "line {} is open",
                            bracket.open, bracket.spot.line + 1),
                fmt::format("close it with '{}', or put quotes around a value that holds ':'",
                            bracket.open == '[' ? ']' : '}'));
  } else {
    return Fail(cursor_.spot(),
                key_allowed_ ? "this is not YAML: no key stands before this ':'"
                             : "this is not YAML: a ': ' stands where no key can be",
                "put quotes around a value that holds ': ', or fix the indentation");
  }
  last_property_ = '\0';
  cursor_.Next();
  layout_->indicator_ends.push_back(cursor_.spot());
  return true;
}

void Scanner::KeepFromKeys() {
  const Candidate& candidate = candidates_.back();
  if (in_flow() || !candidate.possible || candidate.spot.column == 0) return;
  const std::uint32_t before = candidate.spot.offset - 1;
  if (WithoutMark(file_)[before] == ' ') layout_->masked.push_back(before);
}

bool Scanner::OpenIndent(int column) {
  if (in_flow() || indent() >= column) return true;
  indents_.push_back(column);
  return CheckDepth();
}

void Scanner::CloseIndents(int column) {
  if (in_flow()) return;
  while (!indents_.empty() && indents_.back() > column) indents_.pop_back();
}

bool Scanner::CheckDepth() {
  if (indents_.size() + brackets_.size() <= kDeepest) return true;
  return diagnostics_->Report(PlaceOf(file_, cursor_.spot()), kYamlTooDeep,
                              fmt::format("more than {} levels of nesting", kDeepest),
                              "no definition needs this; look for brackets that are not closed");
}

}  // namespace container_app::yaml
