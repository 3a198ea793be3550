// SPDX-License-Identifier: GPL-2.0-or-later
// References to variables in texts of a Compose file: `$NAME` and `${NAME…}`.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace container_app {

/// One reference as it is written.
struct Reference {
  std::string text;  ///< All of it: `${NAME:-word}`.
  std::string name;
  std::string operation;  ///< `:-`, `-`, `:?`, `?`, `:+`, `+` or empty.
  std::string word;
};

/// `text` with each reference replaced by what `replace` returns. `$$` stays.
std::string ReplaceReferences(std::string_view text,
                              const std::function<std::string(const Reference&)>& replace);

/// The references of a text in their order, without those in words of others.
std::vector<Reference> ReferencesOf(std::string_view text);

/// Where `separator` stands in `text` outside of references, or npos.
std::size_t FindOutside(std::string_view text, char separator, std::size_t from = 0);

/// The parts of a text between separators outside of references.
std::vector<std::string> SplitOutside(std::string_view text, char separator);

/// A name for a variable or a field: upper case, digits and `_`, a letter first.
std::string VariableName(std::string_view text);

/// Lower case, digits and `-`, a letter or digit first: an app_id or the name of a volume.
std::string PlainName(std::string_view text);

/// Whether an entry of `environment` has no value: nothing, or two quotes, which are a part of the
/// value in a list, and which nobody means.
bool IsNoValue(std::string_view value);

}  // namespace container_app
