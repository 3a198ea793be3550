// SPDX-License-Identifier: GPL-2.0-or-later
// What Compose 2.26 does, quirks included; tests/package/compose-config_test.sh compares. In
// short: '$$' is a dollar sign, a '$' before anything but a name or '{' is text, and the reference
// that begins at '${' ends at the brace that closes it, counting every '{' but not one right after
// '{'.
#include "app/interpolation.h"

#include <fmt/format.h>

#include "base/text.h"

namespace container_app {
namespace {

/// How deep references are read within the words of others.
constexpr int kDeepest = 32;

/// A reference as it is written.
struct Reference {
  std::string_view name;
  VariableUse::Form form = VariableUse::Form::kPlain;
  bool colon = false;
  std::string_view word;
};

bool IsNameStart(char c) { return IsLetter(c) || c == '_'; }

std::size_t NameLength(std::string_view text) {
  if (text.empty() || !IsNameStart(text[0])) return 0;
  std::size_t length = 1;
  while (length < text.size() && IsWordCharacter(text[length])) ++length;
  return length;
}

/// Offset of the brace that closes the one at `text[0]`, or npos.
std::size_t ClosingBrace(std::string_view text) {
  int open = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '}' && --open == 0) return i;
    if (text[i] == '{') {
      ++open;
      ++i;  // Compose looks past the character after each brace
    }
  }
  return std::string_view::npos;
}

/// Walks through a text; each call gives either a stretch of plain text or a reference.
class Scanner {
 public:
  explicit Scanner(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}

  bool done() const { return at_ >= text_.size(); }
  std::size_t at() const { return at_; }

  /// False for a malformed reference at the current place.
  bool Next(std::string_view* literal, std::optional<Reference>* reference) {
    literal->remove_prefix(literal->size());
    reference->reset();
    const std::string_view rest = text_.substr(at_);
    if (rest[0] != '$') return Take(rest.find('$'), literal);
    if (rest.starts_with("$$")) {
      *literal = rest.substr(0, 1);
      at_ += 2;
      return true;
    }
    if (rest.starts_with("${")) return TakeBraced(&reference->emplace());
    const std::size_t name = NameLength(rest.substr(1));
    if (name == 0) return Take(1, literal);
    reference->emplace().name = rest.substr(1, name);
    at_ += 1 + name;
    return true;
  }

 private:
  bool Take(std::size_t length, std::string_view* literal) {
    *literal = text_.substr(at_, length);
    at_ += literal->size();
    return true;
  }

  bool TakeBraced(Reference* reference) {
    std::string_view rest = text_.substr(at_ + 2);
    const std::size_t name = NameLength(rest);
    if (name == 0) return false;
    reference->name = rest.substr(0, name);
    if (rest.substr(name).starts_with('}')) {
      at_ += 2 + name + 1;
      return true;
    }
    std::size_t operation = name;
    reference->colon = rest.substr(name).starts_with(':');
    if (reference->colon) ++operation;
    if (operation >= rest.size()) return false;
    switch (rest[operation]) {
      case '-':
        reference->form = VariableUse::Form::kDefault;
        break;
      case '?':
        reference->form = VariableUse::Form::kRequired;
        break;
      case '+':
        reference->form = VariableUse::Form::kAlternative;
        break;
      default:
        return false;
    }
    const std::size_t last = LastBraceOfLine();
    const std::size_t word = at_ + 2 + operation + 1;
    if (last == std::string_view::npos || last < word) return false;
    const std::size_t closing = ClosingBrace(text_.substr(at_ + 1, last - at_));
    const std::size_t end = closing == std::string_view::npos ? last : at_ + 1 + closing;
    reference->word = text_.substr(word, end - word);
    at_ = end + 1;
    return true;
  }

  /// A reference does not go beyond its line. The place is kept, or many references on one long
  /// line would each search it.
  std::size_t LastBraceOfLine() {
    if (at_ >= line_end_) {
      line_end_ = std::min(text_.find('\n', at_), text_.size());
      last_brace_ = text_.substr(0, line_end_).rfind('}');
      if (last_brace_ != std::string_view::npos && last_brace_ < at_) {
        last_brace_ = std::string_view::npos;
      }
    }
    return last_brace_;
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t line_end_ = 0;
  std::size_t last_brace_ = std::string_view::npos;
};

bool RefuseText(std::string_view text, std::string* error) {
  *error =
      fmt::format("'{}' holds a variable reference that Compose cannot read", text.substr(0, 200));
  return false;
}

bool RefuseDepth(std::string* error) {
  *error = fmt::format("variable references are nested more than {} deep", kDeepest);
  return false;
}

/// Gives each stretch and each reference of the text to `take`, until that returns false.
template <class Take>
bool Walk(std::string_view text, int depth, std::string* error, const Take& take) {
  if (depth > kDeepest) return RefuseDepth(error);
  Scanner scanner(text);
  std::string_view literal;
  std::optional<Reference> reference;
  while (!scanner.done()) {
    if (!scanner.Next(&literal, &reference)) return RefuseText(text, error);
    if (!take(literal, reference)) return false;
  }
  return true;
}

bool FindAt(std::string_view text, const Place& place, int depth, std::vector<VariableUse>* uses,
            std::string* error) {
  return Walk(text, depth, error, [&](std::string_view, const std::optional<Reference>& reference) {
    if (!reference) return true;
    uses->push_back({std::string(reference->name), reference->form, reference->colon,
                     std::string(reference->word), place, depth > 0});
    return FindAt(reference->word, place, depth + 1, uses, error);
  });
}

bool InterpolateAt(std::string_view text, const VariableLookup& lookup, int depth,
                   std::string* result, std::string* error);

/// The value of one reference. The word is read even when it is not used: its errors count.
bool Evaluate(const Reference& reference, const VariableLookup& lookup, int depth,
              std::string* result, std::string* error) {
  std::string word;
  if (!InterpolateAt(reference.word, lookup, depth + 1, &word, error)) return false;
  const std::optional<std::string> value = lookup(reference.name);
  const bool set = value && !(reference.colon && value->empty());
  switch (reference.form) {
    case VariableUse::Form::kPlain:
      break;
    case VariableUse::Form::kDefault:
      if (!set) {
        *result += word;
        return true;
      }
      break;
    case VariableUse::Form::kAlternative:
      if (set) {
        *result += word;
        return true;
      }
      break;
    case VariableUse::Form::kRequired:
      if (!set) {
        *error = fmt::format("the required variable {} has no value{}{}", reference.name,
                             word.empty() ? "" : ": ", word);
        return false;
      }
      break;
  }
  *result += value.value_or("");
  return true;
}

bool InterpolateAt(std::string_view text, const VariableLookup& lookup, int depth,
                   std::string* result, std::string* error) {
  const auto take = [&](std::string_view literal, const std::optional<Reference>& reference) {
    *result += literal;
    return !reference || Evaluate(*reference, lookup, depth, result, error);
  };
  return Walk(text, depth, error, take);
}

}  // namespace

std::size_t EndOfVariable(std::string_view text, std::size_t at) {
  Scanner scanner(text, at);
  std::string_view literal;
  std::optional<Reference> reference;
  return scanner.Next(&literal, &reference) && reference ? scanner.at() : at;
}

bool FindVariables(std::string_view text, const Place& place, std::vector<VariableUse>* uses,
                   std::string* error) {
  return !HoldsVariable(text) || FindAt(text, place, 0, uses, error);
}

bool Interpolate(std::string_view text, const VariableLookup& lookup, std::string* result,
                 std::string* error) {
  result->clear();
  if (!HoldsVariable(text)) {
    *result = text;
    return true;
  }
  return InterpolateAt(text, lookup, 0, result, error);
}

}  // namespace container_app
