// SPDX-License-Identifier: GPL-2.0-or-later
// config.yml as typed values: the form a user interface shows for an app's settings. What only the
// user interface reads is checked by the key table and not kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "yaml/document.h"

namespace container_app {

struct ConfigField {
  Located<std::string> id;  ///< Name of the environment variable it sets.
  Located<std::string> type;
  Located<std::string> default_value;  ///< As text; empty for null.
  bool required = false;
  std::optional<std::int64_t> minimum;
  std::optional<std::int64_t> maximum;
  std::vector<Located<std::string>> options;
};

struct ConfigGroup {
  Located<std::string> id;
  Located<std::vector<ConfigField>> fields;
};

struct ConfigForm {
  const SourceFile* file = nullptr;  ///< Null when it could not be read as a mapping.
  std::vector<ConfigGroup> groups;
};

/// Reads a parsed config.yml. Unknown keys are warnings. False after an error.
bool ReadConfigForm(const SourceFile& file, const yaml::Node& document, ConfigForm* form,
                    Diagnostics* diagnostics);

}  // namespace container_app
