// SPDX-License-Identifier: GPL-2.0-or-later
// From checked YAML nodes to typed values. For use after CheckKeys(): a value of the wrong type is
// taken as absent, since it has been reported.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/metadata.h"
#include "yaml/document.h"

namespace container_app {

/// The value of `key`, or null when it is absent or an explicit null.
const yaml::Node* Present(const yaml::Node& mapping, std::string_view key);

Located<std::string> TextOf(const yaml::Node& mapping, std::string_view key);
std::string PlainTextOf(const yaml::Node& mapping, std::string_view key, std::string_view fallback);
std::optional<Located<int>> IntegerOf(const yaml::Node& mapping, std::string_view key);
/// Nothing is given: no place. Something else than a time span is: its place and 0.
Located<std::int64_t> TimeSpanOf(const yaml::Node& mapping, std::string_view key);
/// Likewise for a whole number of `minimum` to `maximum`, which are more than 0.
Located<int> CountOf(const yaml::Node& mapping, std::string_view key, int minimum, int maximum);
bool BooleanOf(const yaml::Node& mapping, std::string_view key, bool fallback);
std::vector<Located<std::string>> TextsOf(const yaml::Node& mapping, std::string_view key);
std::vector<NamedValue> NamedValuesOf(const yaml::Node& mapping, std::string_view key);

}  // namespace container_app
