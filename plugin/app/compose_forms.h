// SPDX-License-Identifier: GPL-2.0-or-later
// The simple forms that values of a compose file have. Every function reports what is not of its
// form and leaves its result as it was then.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "yaml/document.h"

namespace container_app::compose_forms {

/// What a value is called in messages: "'user' of service 'web'".
struct Subject {
  std::string_view key;
  std::string_view owner;  ///< Empty at the top of the file.

  std::string Name() const;
};

/// The text when no variable is set; empty when a required one is among them.
std::string WithDefaults(const std::string& text);

void RefuseType(const yaml::Node& node, const Subject& subject, std::string_view wanted,
                Diagnostics* diagnostics);

/// Reports the keys of a mapping that are not in `known` and do not begin with `x-`.
void CheckKeys(const yaml::Node& mapping, std::span<const std::string_view> known,
               std::string_view owner, Diagnostics* diagnostics);

/// False, and reported, when the node is not a mapping.
bool IsMapping(const yaml::Node& node, const Subject& subject, Diagnostics* diagnostics);

bool ReadText(const yaml::Node& node, const Subject& subject, Located<std::string>* text,
              Diagnostics* diagnostics);

/// Likewise of a key of `mapping`; true when it is not there.
bool ReadTextOf(const yaml::Node& mapping, const Subject& subject, Located<std::string>* text,
                Diagnostics* diagnostics);

/// Booleans, and the words that Compose takes for them.
bool ReadFlag(const yaml::Node& node, const Subject& subject, std::optional<Located<bool>>* flag,
              Diagnostics* diagnostics);

/// A list of strings.
void ReadTexts(const yaml::Node& node, const Subject& subject,
               std::vector<Located<std::string>>* texts, Diagnostics* diagnostics);

/// A string or a list of strings.
void ReadTextOrTexts(const yaml::Node& node, const Subject& subject,
                     std::vector<Located<std::string>>* texts, Diagnostics* diagnostics);

/// A name and, where there is one, its value.
struct Pair {
  Located<std::string> name;
  std::optional<Located<std::string>> value;
};

/// `NAME: value` or a list of `NAME=value`; of equal names the later counts.
void ReadPairs(const yaml::Node& node, const Subject& subject, std::vector<Pair>* pairs,
               Diagnostics* diagnostics);

/// A scalar where Compose makes text of numbers and booleans. Warns when that changes the text.
bool ReadAsText(const yaml::Node& node, const Subject& subject, Located<std::string>* text,
                Diagnostics* diagnostics);

}  // namespace container_app::compose_forms
