// SPDX-License-Identifier: GPL-2.0-or-later
// Implements yaml/scanner.h: anchors, aliases and tags.
#include <fmt/format.h>

#include "base/text.h"
#include "yaml/rules.h"
#include "yaml/scanner.h"

namespace container_app::yaml {
namespace {

bool IsNameCharacter(char c) { return IsWordCharacter(c) || c == '-'; }

}  // namespace

bool Scanner::Property() {
  const char c = cursor_.Peek();
  const char before = last_property_;
  if (before == c || (before != '\0' && c == '*')) {
    return Fail(cursor_.spot(),
                c == '!' ? "this is not YAML: a value has two tags"
                         : "this is not YAML: a value has two anchors, or one and an alias",
                "keep one of the two");
  }
  if (!SaveCandidate()) return false;
  key_allowed_ = false;
  last_property_ = c == '*' ? '\0' : c;
  return c == '!' ? Tag() : Anchor(c == '*');
}

bool Scanner::Anchor(bool is_alias) {
  const Spot begin = cursor_.spot();
  cursor_.Next();
  const Spot name_begin = cursor_.spot();
  while (IsNameCharacter(cursor_.Peek())) cursor_.Next();
  const std::string name(cursor_.Since(name_begin));
  const bool ends = cursor_.AtGap() || (in_flow() && cursor_.AtOneOf(",[]{}"));
  if (name.empty() || !ends) {
    return Fail(cursor_.spot(),
                fmt::format("this is not YAML: '{}' is not followed by the name of an anchor",
                            is_alias ? '*' : '&'),
                "put quotes around a value that begins with '&' or '*'; a name has letters, "
                "digits, '-' and '_', and a blank after it");
  }
  if (!is_alias) {
    anchors_.insert(name);
  } else if (!anchors_.contains(name)) {
    ok_ = diagnostics_->Report(
        PlaceOf(file_, begin), kYamlUnknownAnchor,
        fmt::format("no anchor '&{}' stands before this", name),
        fmt::format("put '&{}' before the value meant, or quotes around a text that "
                    "begins with '*'",
                    name));
    if (++unknown_anchors_ == kMostFindings) return false;
  }
  return true;
}

bool Scanner::Tag() {
  const Spot begin = cursor_.spot();
  const bool verbatim = cursor_.Peek(1) == '<';
  while (!cursor_.AtGap() && (verbatim || !in_flow() || !cursor_.AtOneOf(",[]{}"))) cursor_.Next();
  const std::string_view tag = cursor_.Since(begin);
  const bool ends = cursor_.AtGap() || cursor_.Peek() == ',';
  // yaml-cpp checks the handle and the rest of the tag; most tags are refused later.
  const bool well_formed = verbatim ? tag.ends_with('>') && tag.size() > 3
                                    : tag.find_first_of("\"\\^`{|}<>") == std::string_view::npos;
  if (ends && well_formed) return true;
  return Fail(begin, fmt::format("this is not YAML: '{}' is not a tag", tag),
              "put quotes around a value that begins with '!'");
}

}  // namespace container_app::yaml
