// SPDX-License-Identifier: GPL-2.0-or-later
// The environment a build runs in.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "debhelper/messages.h"

namespace container_app {

using Environment = std::map<std::string, std::string, std::less<>>;

/// Environment variables, and those that dpkg-architecture sets when the build did not.
class BuildEnvironment {
 public:
  BuildEnvironment(Environment variables, Messages* messages)
      : variables_(std::move(variables)), messages_(messages) {}

  bool IsSet(std::string_view name) const { return variables_.count(name) > 0; }
  /// Empty when unset.
  std::string_view Get(std::string_view name) const;
  /// The blank-separated words of a variable.
  std::vector<std::string> Words(std::string_view name) const;
  /// True when DEB_BUILD_OPTIONS holds that word.
  bool HasBuildOption(std::string_view option) const;

  /// A DEB_* variable of dpkg-architecture(1), asked from the program at most once. False after
  /// telling why.
  bool ArchitectureVariable(std::string_view name, std::string* value);

 private:
  bool AskDpkg();

  Environment variables_;
  Environment asked_;
  Messages* messages_;
};

}  // namespace container_app
