// SPDX-License-Identifier: GPL-2.0-or-later
#include "deb/control.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "deb/rules.h"

namespace container_app {
namespace {

bool EqualInAnyCase(std::string_view a, std::string_view b) { return LowerCase(a) == LowerCase(b); }

std::string_view TrimEnd(std::string_view text) {
  return text.substr(0, text.find_last_not_of(" \t\r\n\f\v") + 1);
}

/// Debian Policy 5.1: printable ASCII without blank and colon; neither `#` nor `-` at the start.
bool IsFieldName(std::string_view name) {
  return !name.empty() && name.front() != '#' && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

class Reader {
 public:
  Reader(const SourceFile& file, std::vector<ControlStanza>* stanzas, Diagnostics* diagnostics)
      : file_(file), stanzas_(stanzas), diagnostics_(diagnostics) {}

  void Line(std::string_view line, int number) {
    if (line.starts_with('#')) return;
    const std::string_view text = TrimEnd(line);
    if (text.empty()) {
      open_ = false;
    } else if (text.front() == ' ' || text.front() == '\t') {
      Continue(text, number);
    } else {
      Field(text, number);
    }
  }

 private:
  void Error(int number, std::string what, std::string fix) {
    diagnostics_->Report(Place{&file_, number, 1}, kControlSyntax, std::move(what), std::move(fix));
  }

  void Continue(std::string_view text, int number) {
    if (!open_) {
      Error(number, "a continuation line outside a field", "remove the blank at its start");
      return;
    }
    stanzas_->back().fields.back().value.append("\n").append(text.substr(1));
  }

  void Field(std::string_view text, int number) {
    const std::size_t colon = text.find(':');
    const std::string_view name = text.substr(0, colon);
    if (colon == std::string_view::npos || !IsFieldName(name)) {
      Error(number, "this line is neither a field nor a continuation", "write 'Name: value'");
      return;
    }
    if (!open_) stanzas_->push_back({{}, number});
    open_ = true;
    ControlStanza& stanza = stanzas_->back();
    if (const ControlField* first = stanza.Find(name)) {
      Error(number, fmt::format("the field '{}' is already on line {}", name, first->line),
            "keep one of them");
    }
    stanza.fields.push_back({std::string(name), std::string(Trim(text.substr(colon + 1))), number});
  }

  const SourceFile& file_;
  std::vector<ControlStanza>* stanzas_;
  Diagnostics* diagnostics_;
  bool open_ = false;
};

}  // namespace

const ControlField* ControlStanza::Find(std::string_view name) const {
  const auto it = std::find_if(fields.begin(), fields.end(), [&](const ControlField& field) {
    return EqualInAnyCase(field.name, name);
  });
  return it == fields.end() ? nullptr : &*it;
}

std::string_view ControlStanza::Value(std::string_view name) const {
  const ControlField* field = Find(name);
  return field == nullptr ? std::string_view() : Trim(field->value);
}

bool ReadControl(const SourceFile& file, std::vector<ControlStanza>* stanzas,
                 Diagnostics* diagnostics) {
  stanzas->clear();
  const ErrorMark errors(*diagnostics);
  Reader reader(file, stanzas, diagnostics);
  int number = 0;
  for (const std::string_view line : Split(file.text, '\n')) reader.Line(line, ++number);
  return errors.none();
}

}  // namespace container_app
