// SPDX-License-Identifier: GPL-2.0-or-later
// Architectures and their wildcards (`any`, `linux-any`, `any-amd64`).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"

namespace container_app {

/// Decides whether an architecture is meant by an Architecture field, as `dpkg-architecture --is`
/// does. Reads dpkg's own tables, and those only when a name or `any` does not decide already.
class ArchitectureMatcher {
 public:
  /// `folder` holds `cputable` and `tupletable`; dpkg, which is essential, installs both.
  explicit ArchitectureMatcher(const FileReader& files, std::string folder = "/usr/share/dpkg")
      : files_(files), folder_(std::move(folder)) {}

  /// Sets `matches` when one of the words of `field` (separated by blanks) names `architecture`.
  /// `all` matches only itself. False when a table was needed and can't be read.
  bool Match(std::string_view architecture, std::string_view field, bool* matches,
             std::string* error);

 private:
  bool Load(std::string* error);
  bool MatchesWord(std::string_view architecture, std::string_view word) const;
  std::vector<std::string> Tuple(std::string_view architecture) const;
  std::vector<std::string> WildcardTuple(std::string_view word) const;

  const FileReader& files_;
  std::string folder_;
  bool loaded_ = false;
  std::map<std::string, std::string, std::less<>> tuples_;  ///< `amd64` → `base-gnu-linux-amd64`
};

}  // namespace container_app
