// SPDX-License-Identifier: GPL-2.0-or-later
// Implements template/template.h.
// The mustache library reads the tags; its tree is then laid out as a flat list of steps. Its own
// rendering is not used: it leaves unknown names empty, cannot tell rendered text from plain text,
// and visits every blank of the template on every run.
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <kainjow/mustache.hpp>
#include <utility>

#include "base/text.h"
#include "template/rules.h"
#include "template/template.h"
#include "template/template_place.h"

namespace container_app {

// These are outside the unnamed namespace since TemplateCompiler, which Template knows, is made of
// them.
enum class TokenKind { kText, kNewline, kInsert, kRaw, kSection, kInverted, kEnd, kComment };

/// Texts and tags of the template, in their order and without the tree.
struct Token {
  TokenKind kind = TokenKind::kText;
  std::string text;  ///< Literal text, or the name of the tag.
  std::size_t offset = 0;
};

namespace {

namespace mustache = kainjow::mustache;
using Component = mustache::component<std::string>;
using mustache::tag_type;

bool IsStructure(TokenKind kind) {
  return kind == TokenKind::kSection || kind == TokenKind::kInverted || kind == TokenKind::kEnd ||
         kind == TokenKind::kComment;
}

bool IsBlankText(const Token& token) {
  return token.kind == TokenKind::kText && Trim(token.text).empty();
}

/// The library's messages end with the offset of the fault.
std::size_t OffsetIn(const std::string& message) {
  const std::size_t at = message.rfind(' ');
  std::size_t offset = 0;
  for (std::size_t i = at + 1; at != std::string::npos && i < message.size(); ++i) {
    if (message[i] < '0' || message[i] > '9') return 0;
    offset = offset * 10 + static_cast<std::size_t>(message[i] - '0');
  }
  return offset;
}

std::string WithoutOffset(const std::string& message) {
  std::string text = message.substr(0, message.rfind(" at "));
  if (!text.empty()) text.front() = static_cast<char>(std::tolower(text.front()));
  return text;
}

}  // namespace

/// Builds the steps of one template.
class TemplateCompiler {
 public:
  TemplateCompiler(const SourceFile& file, Language language, std::vector<Template::Step>* steps,
                   Diagnostics* diagnostics)
      : file_(file), language_(language), steps_(*steps), diagnostics_(*diagnostics) {}

  bool Compile() {
    Component root;
    std::string message;
    try {
      mustache::context<std::string> context;
      mustache::context_internal<std::string> internal{context};
      mustache::parser<std::string> parser{file_.text, internal, root, message};
    } catch (const std::exception& error) {
      message = error.what();
    }
    if (!message.empty()) return Error(OffsetIn(message), WithoutOffset(message));
    if (!Flatten(root)) return false;
    EmitLines();
    return ok_;
  }

 private:
  bool Error(std::size_t offset, std::string what, std::string fix = "") {
    ok_ = false;
    return diagnostics_.Report(PlaceAt(file_, offset), kTemplateSyntax, std::move(what),
                               std::move(fix));
  }

  bool Flatten(const Component& parent) {
    for (const Component& component : parent.children) {
      if (component.is_text()) {
        const auto kind = component.is_newline() ? TokenKind::kNewline : TokenKind::kText;
        tokens_.push_back({kind, component.text, component.position});
        continue;
      }
      TokenKind kind = TokenKind::kComment;
      if (!KindOf(component, &kind)) return false;
      tokens_.push_back({kind, component.tag.name, component.position});
      if (kind != TokenKind::kSection && kind != TokenKind::kInverted) continue;
      if (!Flatten(component)) return false;
      tokens_.push_back({TokenKind::kEnd, component.tag.name, component.position});
    }
    return true;
  }

  bool KindOf(const Component& component, TokenKind* kind) {
    switch (component.tag.type) {
      case tag_type::comment:
        *kind = TokenKind::kComment;
        return true;
      case tag_type::variable:
        *kind = TokenKind::kInsert;
        break;
      case tag_type::unescaped_variable:
        *kind = TokenKind::kRaw;
        break;
      case tag_type::section_begin:
        *kind = TokenKind::kSection;
        break;
      case tag_type::section_begin_inverted:
        *kind = TokenKind::kInverted;
        break;
      default:
        return Error(component.position, "this kind of tag has no meaning here");
    }
    if (IsIdentifier(component.tag.name)) return true;
    return Error(component.position, fmt::format("'{}' is not a name", component.tag.name));
  }

  void EmitLines() {
    for (std::size_t begin = 0; begin < tokens_.size();) {
      std::size_t end = begin;
      while (end < tokens_.size() && tokens_[end].kind != TokenKind::kNewline) ++end;
      EmitLine(begin, end);
      begin = end + 1;
    }
  }

  /// Tokens [begin, end) and the newline at `end`, if there is one.
  void EmitLine(std::size_t begin, std::size_t end) {
    std::size_t structures = 0;
    std::size_t raws = 0;
    std::size_t others = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (IsStructure(tokens_[i].kind)) {
        ++structures;
      } else if (tokens_[i].kind == TokenKind::kRaw) {
        ++raws;
      } else if (!IsBlankText(tokens_[i])) {
        ++others;
      }
    }
    const bool only_structure = structures > 0 && raws == 0 && others == 0;
    const bool only_raw = structures == 0 && raws == 1 && others == 0;
    std::string indentation;
    for (std::size_t i = begin; i < end; ++i) {
      const Token& token = tokens_[i];
      if ((only_structure || only_raw) && token.kind == TokenKind::kText) {
        indentation += token.text;
      } else if (only_raw) {
        Add(Template::Kind::kRawLines, token).text = std::exchange(indentation, "");
      } else {
        EmitToken(token);
      }
    }
    if (only_raw) outline_ += '\n';
    if (end < tokens_.size() && !only_structure && !only_raw) EmitText(tokens_[end].text);
  }

  void EmitToken(const Token& token) {
    switch (token.kind) {
      case TokenKind::kText:
      case TokenKind::kNewline:
        EmitText(token.text);
        break;
      case TokenKind::kInsert:
        EmitInsert(token);
        break;
      case TokenKind::kRaw:
        Add(Template::Kind::kRaw, token);
        outline_ += '\x01';
        break;
      case TokenKind::kSection:
      case TokenKind::kInverted:
        open_.push_back(steps_.size());
        Add(token.kind == TokenKind::kSection ? Template::Kind::kSection
                                              : Template::Kind::kInverted,
            token);
        break;
      case TokenKind::kEnd:
        steps_[open_.back()].end = steps_.size();
        open_.pop_back();
        text_is_open_ = false;
        break;
      case TokenKind::kComment:
        break;
    }
  }

  void EmitText(const std::string& text) {
    outline_ += text;
    if (!text_is_open_) {
      steps_.push_back({});
      text_is_open_ = true;
    }
    steps_.back().text += text;
  }

  void EmitInsert(const Token& token) {
    std::string why;
    Template::Step& step = Add(Template::Kind::kInsert, token);
    if (!ChooseInsertion(language_, outline_, &step.insertion, &why)) {
      Error(token.offset, fmt::format("'{}' cannot be written here: {}", token.text, why));
    }
    outline_ += '\x01';
  }

  Template::Step& Add(Template::Kind kind, const Token& token) {
    text_is_open_ = false;
    steps_.push_back({});
    Template::Step& step = steps_.back();
    step.kind = kind;
    step.name = token.text;
    step.offset = token.offset;
    return step;
  }

  const SourceFile& file_;
  const Language language_;
  std::vector<Template::Step>& steps_;
  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
  std::vector<std::size_t> open_;  ///< Sections that are not closed yet.
  std::string outline_;            ///< What ChooseInsertion() looks at.
  bool text_is_open_ = false;      ///< The last step is text that may grow.
  bool ok_ = true;
};

bool Template::Parse(std::string path, std::string text, Language language, Template* out,
                     Diagnostics* diagnostics) {
  Template parsed;
  parsed.file_ = std::make_shared<SourceFile>(SourceFile{std::move(path), std::move(text)});
  if (!TemplateCompiler(*parsed.file_, language, &parsed.steps_, diagnostics).Compile()) {
    return false;
  }
  *out = std::move(parsed);
  return true;
}

}  // namespace container_app
