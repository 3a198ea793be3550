// SPDX-License-Identifier: GPL-2.0-or-later
// Reads unit files (systemd.syntax(7)): sections in order, and keys that may repeat.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace container_app {

/// Values are those systemd sees before it expands specifiers or unquotes words.
class UnitFile {
 public:
  /// False with places after text outside a section or a line that is none of systemd's.
  static bool Parse(const SourceFile& file, UnitFile* out, Diagnostics* diagnostics);

  /// Names in the order they first appear.
  std::vector<std::string> Sections() const;
  /// Keys of a section in the order they first appear.
  std::vector<std::string> Keys(std::string_view section) const;
  /// Every value of a key in order, the empty ones that reset a list included.
  std::vector<std::string> Values(std::string_view section, std::string_view key) const;

 private:
  enum class Kind { kBlankOrComment, kHeader, kAssignment };

  /// A line, with those that continue it.
  struct Line {
    Kind kind = Kind::kBlankOrComment;
    std::string section;  ///< The section it is in, or opens.
    std::string key;
    std::string value;  ///< Continuations joined by a blank, blanks at the ends removed.
  };

  std::vector<Line> lines_;
};

}  // namespace container_app
