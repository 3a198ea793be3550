// SPDX-License-Identifier: GPL-2.0-or-later
// Implements template/template.h: a template with its values.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "template/rules.h"
#include "template/template.h"
#include "template/template_place.h"

namespace container_app {

/// One rendering of a template.
class TemplateRun {
 public:
  TemplateRun(const Template& source, std::string* out, Diagnostics* diagnostics)
      : source_(source), out_(*out), diagnostics_(*diagnostics) {}

  bool Run(const Values& values) {
    const Scope scope{&values, nullptr};
    RunSteps(0, source_.steps_.size(), scope);
    CheckUsed(values);
    return ok_;
  }

 private:
  using Step = Template::Step;
  using Kind = Template::Kind;

  /// The values of an item of a list, then the values outside of it.
  struct Scope {
    const Values* values;
    const Scope* outer;

    const Value* Find(std::string_view name) const {
      for (const Scope* scope = this; scope; scope = scope->outer) {
        if (const Value* value = scope->values->Find(name)) return value;
      }
      return nullptr;
    }
  };

  void Error(const Step& step, const Rule& rule, std::string what, std::string fix = "") {
    ok_ = false;
    // Reported once for each tag: a list would repeat it for every item.
    if (std::find(reported_.begin(), reported_.end(), &step) != reported_.end()) return;
    reported_.push_back(&step);
    diagnostics_.Report(PlaceAt(*source_.file_, step.offset), rule, std::move(what),
                        std::move(fix));
  }

  void RunSteps(std::size_t begin, std::size_t end, const Scope& scope) {
    for (std::size_t i = begin; i < end; ++i) {
      const Step& step = source_.steps_[i];
      if (step.kind == Kind::kText) {
        if (!hidden_) out_ += step.text;
        continue;
      }
      const Value* value = scope.Find(step.name);
      if (!value) ReportUnknown(step, scope);
      if (step.kind == Kind::kInsert) {
        if (value) InsertValue(step, *value);
      } else if (step.kind == Kind::kRaw || step.kind == Kind::kRawLines) {
        if (value) InsertRendered(step, *value);
      } else {
        if (value) RunSection(step, i + 1, *value, scope);
        i = step.end - 1;
      }
    }
  }

  void ReportUnknown(const Step& step, const Scope& scope) {
    std::vector<std::string_view> names;
    for (const Scope* s = &scope; s; s = s->outer) {
      for (const auto& [name, value] : s->values->entries()) names.push_back(name);
    }
    Error(step, kTemplateUnknownValue, fmt::format("there is no value '{}'", step.name),
          DidYouMean(step.name, names));
  }

  void InsertValue(const Step& step, const Value& value) {
    if (hidden_) return;
    if (const auto* text = std::get_if<std::string>(&value)) {
      std::string why;
      if (Insert(step.insertion, *text, &out_, &why)) return;
      Error(step, kTemplateInexpressible,
            fmt::format("the value of '{}' cannot be written here: {}", step.name, why));
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      fmt::format_to(std::back_inserter(out_), "{}", *integer);
    } else if (const auto* truth = std::get_if<bool>(&value)) {
      out_ += *truth ? "true" : "false";
    } else if (std::holds_alternative<Rendered>(value)) {
      Error(step, kTemplateEscapedRendered,
            fmt::format("'{}' is rendered text, which is not escaped again", step.name),
            "write it with three braces");
    } else {
      Error(step, kTemplateValueKind, fmt::format("'{}' is a list, which has no text", step.name));
    }
  }

  void InsertRendered(const Step& step, const Value& value) {
    const auto* rendered = std::get_if<Rendered>(&value);
    if (!rendered) {
      Error(step, kTemplateRawText,
            fmt::format("'{}' is not rendered text and cannot stand in three braces", step.name),
            "write it with two braces");
      return;
    }
    if (hidden_) return;
    if (step.kind == Kind::kRaw) {
      out_ += rendered->text();
      return;
    }
    for (std::string_view rest = rendered->text(); !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      if (!line.empty()) out_ += step.text;
      out_.append(line) += '\n';
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
  }

  /// The body of a section that is not shown is still checked, unless it is that of a list without
  /// items: its names are only known from an item.
  void RunSection(const Step& step, std::size_t begin, const Value& value, const Scope& scope) {
    const bool inverted = step.kind == Kind::kInverted;
    if (const auto* list = std::get_if<std::vector<Values>>(&value); list && !inverted) {
      for (const Values& item : *list) {
        const Scope inner{&item, &scope};
        RunSteps(begin, step.end, inner);
      }
      return;
    }
    const bool was_hidden = hidden_;
    if (IsTrue(step, value) == inverted) hidden_ = true;
    RunSteps(begin, step.end, scope);
    hidden_ = was_hidden;
  }

  bool IsTrue(const Step& step, const Value& value) {
    if (const auto* truth = std::get_if<bool>(&value)) return *truth;
    if (const auto* text = std::get_if<std::string>(&value)) return !text->empty();
    if (const auto* rendered = std::get_if<Rendered>(&value)) return !rendered->text().empty();
    if (const auto* list = std::get_if<std::vector<Values>>(&value)) return !list->empty();
    Error(step, kTemplateValueKind,
          fmt::format("'{}' is a number, which is neither true nor false", step.name));
    return false;
  }

  bool IsNamed(std::string_view name, std::size_t begin, std::size_t end) const {
    return std::any_of(source_.steps_.begin() + static_cast<std::ptrdiff_t>(begin),
                       source_.steps_.begin() + static_cast<std::ptrdiff_t>(end),
                       [&](const Step& step) { return step.name == name; });
  }

  void CheckUsed(const Values& values) {
    for (const auto& [name, value] : values.entries()) {
      if (!IsNamed(name, 0, source_.steps_.size())) ReportUnused(name, "");
      if (const auto* list = std::get_if<std::vector<Values>>(&value)) CheckItems(name, *list);
    }
  }

  /// Every value of an item is named in one of the sections of its list.
  void CheckItems(const std::string& list_name, const std::vector<Values>& items) {
    std::vector<std::string_view> reported;
    for (const Values& item : items) {
      for (const auto& [name, value] : item.entries()) {
        if (std::find(reported.begin(), reported.end(), name) != reported.end()) continue;
        if (!IsNamedInSections(name, list_name)) {
          reported.push_back(name);
          ReportUnused(name, list_name);
        }
        if (const auto* list = std::get_if<std::vector<Values>>(&value)) CheckItems(name, *list);
      }
    }
  }

  bool IsNamedInSections(std::string_view name, std::string_view list_name) const {
    for (std::size_t i = 0; i < source_.steps_.size(); ++i) {
      const Step& step = source_.steps_[i];
      if (step.kind != Kind::kSection || step.name != list_name) continue;
      if (IsNamed(name, i + 1, step.end)) return true;
    }
    return false;
  }

  void ReportUnused(std::string_view name, std::string_view list_name) {
    ok_ = false;
    const std::string of = list_name.empty() ? "" : fmt::format(" of '{}'", list_name);
    diagnostics_.Report(Place{source_.file_.get(), 0, 0}, kTemplateUnusedValue,
                        fmt::format("the value '{}'{} is not used", name, of));
  }

  const Template& source_;
  std::string& out_;
  Diagnostics& diagnostics_;
  std::vector<const Step*> reported_;
  bool hidden_ = false;  ///< Within a section that is checked but not shown.
  bool ok_ = true;
};

bool Template::Render(const Values& values, std::string* out, Diagnostics* diagnostics) const {
  const std::size_t before = out->size();
  if (TemplateRun(*this, out, diagnostics).Run(values)) return true;
  out->resize(before);
  return false;
}

}  // namespace container_app
