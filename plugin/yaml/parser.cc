// SPDX-License-Identifier: GPL-2.0-or-later
// Implements yaml/document.h.
// Builds nodes from libyaml's events, each in its final place: nothing is moved or copied but
// aliases.
#include <fmt/format.h>

#include <string>

#include "yaml/aliases.h"
#include "yaml/document.h"
#include "yaml/keys.h"
#include "yaml/rules.h"
#include "yaml/source.h"
#include "yaml/syntax.h"
#include "yaml/tags.h"

namespace container_app::yaml {
namespace {

constexpr std::size_t kDeepest = 64;

std::string_view View(const yaml_char_t* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

/// libyaml's parser with its lifetime.
class EventParser {
 public:
  explicit EventParser(std::string_view text) {
    ready_ = yaml_parser_initialize(&parser_) == 1;
    if (!ready_) return;
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  ~EventParser() {
    if (ready_) yaml_parser_delete(&parser_);
  }
  EventParser(const EventParser&) = delete;
  EventParser& operator=(const EventParser&) = delete;

  bool Next(yaml_event_t* event) { return ready_ && yaml_parser_parse(&parser_, event) == 1; }
  const yaml_parser_t& parser() const { return parser_; }

 private:
  yaml_parser_t parser_{};
  bool ready_ = false;
};

/// The current event; freed before the next one takes its place.
class Event {
 public:
  ~Event() { Free(); }
  bool Read(EventParser* parser) {
    Free();
    held_ = parser->Next(&event_);
    return held_;
  }
  const yaml_event_t* operator->() const { return &event_; }

 private:
  void Free() {
    if (held_) yaml_event_delete(&event_);
    held_ = false;
  }
  yaml_event_t event_{};
  bool held_ = false;
};

class Builder {
 public:
  Builder(const SourceFile& file, Node* root, Diagnostics* diagnostics)
      : file_(file),
        parser_(WithoutMark(file)),
        places_(file),
        aliases_(root),
        root_(root),
        diagnostics_(diagnostics) {}

  bool Build();

 private:
  bool Next() {
    if (event_.Read(&parser_)) return true;
    return ReportSyntaxError(parser_.parser(), file_, &places_, diagnostics_);
  }
  Place Here() { return places_.At(event_->start_mark.line, event_->start_mark.column); }

  /// The event that is current is the node's first; its last is current afterwards.
  bool BuildNode(Node* node);
  bool BuildScalar(Node* node);
  bool BuildSequence(Node* node);
  bool BuildMapping(Node* node);
  bool BuildAlias(Node* node);
  bool Deeper(const Place& place);

  const SourceFile& file_;
  EventParser parser_;
  Event event_;
  Places places_;
  Aliases aliases_;
  std::vector<std::size_t> path_;  // child numbers from the root to the node being built
  Node* root_;
  Diagnostics* diagnostics_;
};

bool Builder::Build() {
  const std::size_t errors_before = diagnostics_->errors();
  bool begun = false;
  for (;;) {
    if (!Next()) return false;
    switch (event_->type) {
      case YAML_STREAM_END_EVENT:
        if (!begun) {
          root_->place = {&file_, 1, 1};
          root_->plain = true;
        }
        return diagnostics_->errors() == errors_before;
      case YAML_DOCUMENT_START_EVENT:
        if (begun) {
          return diagnostics_->Report(Here(), kYamlSecondDocument, "a second document begins here",
                                      "keep one document per file: remove the line '---'");
        }
        begun = true;
        if (!Next() || !BuildNode(root_)) return false;
        break;
      default:
        break;
    }
  }
}

bool Builder::BuildNode(Node* node) {
  std::string_view anchor;
  switch (event_->type) {
    case YAML_SCALAR_EVENT:
      anchor = View(event_->data.scalar.anchor);
      break;
    case YAML_SEQUENCE_START_EVENT:
      anchor = View(event_->data.sequence_start.anchor);
      break;
    case YAML_MAPPING_START_EVENT:
      anchor = View(event_->data.mapping_start.anchor);
      break;
    default:
      return BuildAlias(node);
  }
  node->place = Here();
  const std::string name(anchor);
  if (!name.empty()) aliases_.Begin(name, path_);
  const bool built = event_->type == YAML_SCALAR_EVENT           ? BuildScalar(node)
                     : event_->type == YAML_SEQUENCE_START_EVENT ? BuildSequence(node)
                                                                 : BuildMapping(node);
  if (!name.empty()) aliases_.End(name);
  return built;
}

bool Builder::BuildScalar(Node* node) {
  const auto& scalar = event_->data.scalar;
  node->kind = Kind::kScalar;
  node->plain = scalar.style == YAML_PLAIN_SCALAR_STYLE;
  node->text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
  if (scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && HoldsControl(node->text)) {
    diagnostics_->Report(node->place, kYamlControlCharacter,
                         "the text holds a control character written as an escape",
                         "remove it: of these only \\n and \\t are accepted");
  }
  ApplyTag(View(scalar.tag), node, diagnostics_);
  return true;
}

bool Builder::Deeper(const Place& place) {
  if (path_.size() < kDeepest) return true;
  return diagnostics_->Report(place, kYamlTooDeep,
                              fmt::format("more than {} levels of nesting", kDeepest),
                              "no definition needs this; look for brackets that are not closed");
}

bool Builder::BuildSequence(Node* node) {
  node->kind = Kind::kSequence;
  ApplyTag(View(event_->data.sequence_start.tag), node, diagnostics_);
  if (!Deeper(node->place)) return false;
  for (;;) {
    if (!Next()) return false;
    if (event_->type == YAML_SEQUENCE_END_EVENT) return true;
    path_.push_back(node->items.size());
    if (!BuildNode(&node->items.emplace_back())) return false;
    path_.pop_back();
  }
}

bool Builder::BuildMapping(Node* node) {
  node->kind = Kind::kMapping;
  ApplyTag(View(event_->data.mapping_start.tag), node, diagnostics_);
  if (!Deeper(node->place)) return false;
  for (;;) {
    if (!Next()) return false;
    if (event_->type == YAML_MAPPING_END_EVENT) {
      ReportDuplicateKeys(*node, diagnostics_);
      return true;
    }
    if (node->entries.empty()) node->entries.reserve(4);
    path_.push_back(2 * node->entries.size());
    Entry& entry = node->entries.emplace_back();
    const std::size_t errors_before = diagnostics_->errors();
    if (!BuildNode(&entry.key)) return false;
    if (!entry.key.is_scalar() && diagnostics_->errors() == errors_before) {
      diagnostics_->Report(
          entry.key.place, kYamlKeyNotScalar, fmt::format("a key is {}", entry.key.TypeName()),
          "write the key as text; put quotes around one that begins with '{' or '['");
    }
    ++path_.back();
    if (!Next() || !BuildNode(&entry.value)) return false;
    path_.pop_back();
  }
}

bool Builder::BuildAlias(Node* node) {
  const std::string name(View(event_->data.alias.anchor));
  return aliases_.Unfold(name, Here(), kDeepest - path_.size(), node, diagnostics_);
}

}  // namespace

bool Parse(const SourceFile& file, Node* root, Diagnostics* diagnostics) {
  if (!CheckText(file, diagnostics)) return false;
  *root = Node{};
  return Builder(file, root, diagnostics).Build();
}

}  // namespace container_app::yaml
