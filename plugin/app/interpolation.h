// SPDX-License-Identifier: GPL-2.0-or-later
// Variable references in Compose's strings (Compose Specification, "Interpolation"): $VAR, ${VAR},
// ${VAR:-word} ${VAR-word} ${VAR:?word} ${VAR?word} ${VAR:+word} ${VAR+word}, nested, and $$ for $.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace container_app {

/// One reference to a variable.
struct VariableUse {
  enum class Form { kPlain, kDefault, kRequired, kAlternative };
  std::string name;
  Form form = Form::kPlain;
  bool empty_counts_as_unset = false;  ///< The forms with a colon.
  std::string word;                    ///< Default, message or alternative, not interpolated.
  Place place;                         ///< Of the text that holds it.
  bool nested = false;                 ///< Inside the word of another reference.
};

/// Value of a variable, or nothing when it is unset.
using VariableLookup = std::function<std::optional<std::string>(std::string_view)>;

/// True for text with a variable: what it becomes is not known yet.
inline bool HoldsVariable(std::string_view text) {
  return text.find('$') != std::string_view::npos;
}

/// Appends every reference in `text`, outer before nested. False (with a sentence in `error`) when
/// the text is not well formed by Compose's rules; a `$` before neither a name nor `{` is text
/// there.
bool FindVariables(std::string_view text, const Place& place, std::vector<VariableUse>* uses,
                   std::string* error);

/// Where the reference ends that begins with the `$` at `at`; `at` itself where there is none, or
/// none that Compose can read. `$$` is none.
std::size_t EndOfVariable(std::string_view text, std::size_t at);

/// The text with its references replaced. False with a sentence in `error` for a malformed text and
/// for `${VAR:?message}` whose variable is not set.
bool Interpolate(std::string_view text, const VariableLookup& lookup, std::string* result,
                 std::string* error);

}  // namespace container_app
