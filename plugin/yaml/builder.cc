// SPDX-License-Identifier: GPL-2.0-or-later
#include "yaml/builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "yaml/keys.h"
#include "yaml/rules.h"
#include "yaml/source.h"
#include "yaml/tags.h"

namespace container_app::yaml {
namespace {

/// yaml-cpp turns the escapes `\_` and `\N` into the bytes 0xa0 and 0x85, which are not UTF-8.
void RepairEscapes(std::string* text) {
  for (std::size_t at = FirstInvalidUtf8(*text); at != std::string::npos;
       at = FirstInvalidUtf8(*text)) {
    text->insert(at, 1, '\xc2');
  }
}

}  // namespace

Builder::Builder(const SourceFile& file, const Layout& layout, Node* root, Diagnostics* diagnostics)
    : file_(file),
      layout_(layout),
      aliases_(root),
      root_(root),
      diagnostics_(diagnostics),
      errors_at_start_(diagnostics->errors()) {}

Spot Builder::SpotOf(const YAML::Mark& mark) const {
  const auto count = [](int number) { return static_cast<std::uint32_t>(std::max(number, 0)); };
  const Spot masked = {count(mark.pos), count(mark.line), count(mark.column)};
  const auto& skimmed = layout_.skimmed;
  const auto next = std::upper_bound(
      skimmed.begin(), skimmed.end(), masked.offset,
      [](std::uint32_t offset, const Skimmed& text) { return offset < text.masked_end; });
  if (next == skimmed.begin()) return masked;
  const Skimmed& before = *std::prev(next);
  const std::uint32_t behind = before.length + masked.offset - before.masked_end;
  return {before.spot.offset + behind, masked.line,
          before.spot.line == masked.line ? before.spot.column + behind : masked.column};
}

Place Builder::PlaceOfMark(const YAML::Mark& mark) const { return PlaceOf(file_, SpotOf(mark)); }

std::optional<Context> Builder::context() const {
  if (open_.empty()) return std::nullopt;
  const Open& open = open_.back();
  return Context{open.node->is_mapping(), open.in_brackets, open.node->place.line};
}

void Builder::OnDocumentStart(const YAML::Mark& mark) {
  if (!begun_) {
    begun_ = true;
    return;
  }
  diagnostics_->Report(PlaceOfMark(mark), kYamlSyntax,
                       "this is not YAML: the value of the file ends before this",
                       "indent what belongs together alike");
  throw Stop();
}

Node* Builder::Begin() {
  if (open_.empty()) return root_;
  Open& open = open_.back();
  if (open.node->is_sequence()) {
    path_.push_back(open.node->items.size());
    return &open.node->items.emplace_back();
  }
  std::vector<Entry>& entries = open.node->entries;
  if (open.wants_value) {
    path_.push_back(2 * entries.size() - 1);
    return &entries.back().value;
  }
  if (entries.empty()) entries.reserve(4);
  path_.push_back(2 * entries.size());
  open.errors_before = diagnostics_->errors();
  return &entries.emplace_back().key;
}

void Builder::End() {
  if (diagnostics_->errors() - errors_at_start_ >= kMostFindings) throw Stop();
  if (open_.empty()) return;
  path_.pop_back();
  Open& open = open_.back();
  if (open.node->is_sequence()) return;
  open.wants_value = !open.wants_value;
  if (!open.wants_value) return;
  const Node& key = open.node->entries.back().key;
  if (key.is_scalar() || diagnostics_->errors() != open.errors_before) return;
  diagnostics_->Report(key.place, kYamlKeyNotScalar, fmt::format("a key is {}", key.TypeName()),
                       "write the key as text; put quotes around one that begins with '{' or '['");
}

std::size_t Builder::SkipProperties(std::size_t offset) const {
  Cursor cursor(WithoutMark(file_).substr(offset));
  for (;;) {
    cursor.SkipBlanks();
    if (cursor.Peek() == '#') cursor.SkipToBreak();
    if (cursor.AtBreak()) {
      cursor.NextLine();
    } else if (cursor.Peek() == '&' || cursor.Peek() == '!') {
      while (!cursor.AtGap()) cursor.Next();
    } else {
      return offset + cursor.spot().offset;
    }
  }
}

void Builder::RestoreNewlines(std::size_t offset, std::string* text) const {
  const auto& tails = layout_.tails;
  if (tails.empty()) return;
  offset = SkipProperties(offset);
  const auto found =
      std::lower_bound(tails.begin(), tails.end(), offset,
                       [](const Tail& tail, std::size_t at) { return tail.offset < at; });
  if (found == tails.end() || found->offset != offset) return;
  text->resize(text->find_last_not_of('\n') + 1);
  text->append(found->newlines, '\n');
}

Place Builder::PlaceOfNothing(const YAML::Mark& mark) const {
  if (!open_.empty() && open_.back().in_brackets) return PlaceOfMark(mark);
  const auto& ends = layout_.indicator_ends;
  const Spot spot = SpotOf(mark);
  const auto next =
      std::upper_bound(ends.begin(), ends.end(), spot.offset,
                       [](std::size_t offset, const Spot& end) { return offset < end.offset; });
  return PlaceOf(file_, next == ends.begin() ? spot : *std::prev(next));
}

void Builder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  Node* node = Begin();
  node->plain = true;
  node->place = anchor != 0 ? PlaceOfMark(mark) : PlaceOfNothing(mark);
  EndScalar(anchor);
}

void Builder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  Node* node = Begin();
  const Place place = PlaceOfMark(mark);
  const std::string_view rest = WithoutMark(file_).substr(SpotOf(mark).offset + 1);
  const std::string_view name = rest.substr(0, rest.find_first_of(" \t\r\n,[]{}"));
  if (!aliases_.Unfold(anchor, name, place, kDeepest - open_.size(), node, diagnostics_)) {
    throw Stop();
  }
  End();
}

void Builder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       const std::string& value) {
  Node* node = Begin();
  node->place = PlaceOfMark(mark);
  node->plain = tag == "?";
  node->text = value;
  const bool is_as_written = Unmask(file_, layout_, &node->text);
  if (!node->plain && !is_as_written) {
    RepairEscapes(&node->text);
    RestoreNewlines(SpotOf(mark).offset, &node->text);
    if (HoldsControl(node->text)) {
      diagnostics_->Report(node->place, kYamlControlCharacter,
                           "the text holds a control character written as an escape",
                           "remove it: of these only \\n and \\t are accepted");
    }
  }
  if (!node->plain) ApplyTag(tag, node, diagnostics_);
  EndScalar(anchor);
}

void Builder::EndScalar(YAML::anchor_t anchor) {
  if (anchor != 0) {
    aliases_.Begin(anchor, path_);
    aliases_.End(anchor);
  }
  End();
}

void Builder::OpenCollection(Kind kind, const YAML::Mark& mark, const std::string& tag,
                             YAML::anchor_t anchor, bool in_brackets) {
  Node* node = Begin();
  node->kind = kind;
  node->plain = false;
  node->place = PlaceOfMark(mark);
  if (tag != "?") ApplyTag(tag, node, diagnostics_);
  if (open_.size() >= kDeepest) {
    diagnostics_->Report(node->place, kYamlTooDeep,
                         fmt::format("more than {} levels of nesting", kDeepest),
                         "no definition needs this; look for brackets that are not closed");
    throw Stop();
  }
  if (anchor != 0) aliases_.Begin(anchor, path_);
  open_.push_back({node, anchor, in_brackets});
}

void Builder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                              YAML::EmitterStyle::value style) {
  OpenCollection(Kind::kSequence, mark, tag, anchor, style == YAML::EmitterStyle::Flow);
}

void Builder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) {
  OpenCollection(Kind::kMapping, mark, tag, anchor, style == YAML::EmitterStyle::Flow);
}

void Builder::OnMapEnd() {
  ReportDuplicateKeys(*open_.back().node, diagnostics_);
  Close();
}

void Builder::Close() {
  const YAML::anchor_t anchor = open_.back().anchor;
  open_.pop_back();
  if (anchor != 0) aliases_.End(anchor);
  End();
}

}  // namespace container_app::yaml
