// SPDX-License-Identifier: GPL-2.0-or-later
// Strict mustache: nothing is left out silently, and text reaches the output only through the
// escaper of the place it is written to.
//
// It knows these tags of mustache(5): `{{name}}`, `{{{name}}}`, `{{#name}}…{{/name}}`,
// `{{^name}}…{{/name}}` and `{{! comment}}`. A line that holds nothing but section and comment tags
// leaves no line behind. A `{{{name}}}` alone on its line stands for whole lines: each gets the
// tag's indentation, a missing newline at the end is added, and empty text leaves no line.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "template/insertion.h"
#include "template/values.h"

namespace container_app {

/// A parsed template. Rendering does not change it, so one may be shared by any number of
/// renderers.
class Template {
 public:
  /// Parses `text`; `path` is for messages. False with the place of the fault: syntax of a tag, a
  /// section that is not closed, a tag where the language has no safe way to write text.
  static bool Parse(std::string path, std::string text, Language language, Template* out,
                    Diagnostics* diagnostics);

  /// Appends the filled template to `out`. False, with `out` as it was, after reporting at the
  /// tag's place: a name without value, a value the template never names, a value of the wrong kind
  /// (plain text in `{{{ }}}`, rendered text in `{{ }}`), text the place cannot express. Names
  /// within `{{#list}}` are looked up in the item first, then outside.
  bool Render(const Values& values, std::string* out, Diagnostics* diagnostics) const;

  const std::string& path() const { return file_->path; }

 private:
  friend class TemplateCompiler;
  friend class TemplateRun;

  enum class Kind : std::uint8_t { kText, kInsert, kRaw, kRawLines, kSection, kInverted };

  /// One step. The body of a section is the steps after it, up to `end`.
  struct Step {
    Kind kind = Kind::kText;
    Insertion insertion = Insertion::kPlainText;
    std::string text;  ///< kText: literal text; kRawLines: indentation; others: the name.
    std::string name;
    std::size_t end = 0;
    std::size_t offset = 0;  ///< Of the tag in the template, for messages.
  };

  std::shared_ptr<const SourceFile> file_;
  std::vector<Step> steps_;
};

}  // namespace container_app
